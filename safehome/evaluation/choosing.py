"""What a report can be saved on, as the choices of one box, and back again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.http import QueryDict

from safehome.evaluation import queries
from safehome.evaluation.models import Every, Kind, Part, SavedReport, What
from safehome.evaluation.ordering import Wanted
from safehome.evaluation.policies import READS_REPORTS
from safehome.evaluation.saving import Choices
from safehome.people.access import Actor

type Parts = list[tuple[str, str]]


def parts_for(person: Actor) -> Parts:
    """What this person may save a report on: code and words, all of it first."""
    leads = sorted(queries.practitioners_of(person).items(), key=lambda one: one[1])
    own = [(f"lead:{pk}", f"Journeys that {name} leads") for pk, name in leads]
    if not person.has(*READS_REPORTS):
        return own
    spans = [(part.value, str(part.label)) for part in (Part.ALL, Part.THIS_YEAR, Part.LAST_YEAR)]
    years = [
        (f"year:{year}", f"Journeys begun in {year}") for year in reversed(queries.years_begun())
    ]
    teams = [
        (f"team:{pk}", f"Team {name}")
        for pk, name in sorted(queries.team_names(person).items(), key=lambda one: one[1])
    ]
    return [*spans, *years, *teams, *own]


def chosen(given: Mapping[str, Any]) -> Choices:
    """What a form gave."""
    part, _, which = given["part"].partition(":")
    return Choices(
        name=given["name"], part=Part(part), later=given["later"], every=Every(given["every"]),
        first_on=given["first_on"],
        team=UUID(which) if part == Part.TEAM else None,
        lead=UUID(which) if part == Part.LEAD else None,
        year=int(which) if part == Part.YEAR else None,
    )  # fmt: skip


def wanted(given: Mapping[str, Any]) -> Wanted:
    """What a form ordered."""
    part, _, which = given["part"].partition(":")
    return Wanted(
        What.REPORT, Part(part), given["later"],
        team=UUID(which) if part == Part.TEAM else None,
        lead=UUID(which) if part == Part.LEAD else None,
        year=int(which) if part == Part.YEAR else None,
        kind=Kind(given["kind"]) if given["kind"] else None,
    )  # fmt: skip


def initial_of(made: SavedReport) -> dict[str, Any]:
    """What the form holds of a saved report."""
    which = made.team_id or made.lead_id or made.year
    return {
        "name": made.name, "part": f"{made.part}:{which}" if which else made.part,
        "later": made.later, "every": made.every, "first_on": made.first_on,
    }  # fmt: skip


def initial_of_query(
    given: QueryDict, parts: Collection[tuple[str, str]], teams: Mapping[UUID, str]
) -> dict[str, Any]:
    """What the form holds of the report that somebody looks at."""
    team = next((f"team:{pk}" for pk, name in teams.items() if name == given.get("team")), "")
    wanted = (team, f"year:{given.get('year')}", f"lead:{given.get('lead')}")
    known = [code for code, _ in parts]
    return {
        "part": next((code for code in wanted if code in known), next(iter(known), "")),
        "later": "mid" if given.get("later") == "mid" else "end", "every": Every.NEVER.value,
    }  # fmt: skip
