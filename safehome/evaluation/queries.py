"""Reads for the report: tallies made by the database, of the reader's organisation alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils import timezone

from safehome.evaluation.limits import Limit, limited
from safehome.evaluation.models import Export
from safehome.evaluation.rules.counts import (
    Banded,
    Counts,
    InPlace,
    Referred,
    Scope,
    Scored,
    Waited,
)
from safehome.evaluation.rules.report import Asked
from safehome.evaluation.rules.whole import LATER, Report, report_of
from safehome.measures.queries import Kind, kind_of
from safehome.people.access import Actor
from safehome.people.models import Person, Role, Team, TeamMember
from safehome.programme.instruments import instruments
from safehome.programme.queries import pack_of, versions_in_force
from safehome.programme.shapes import Questionnaire

NO_TEAM = "No team"
HIGHER = "higher-is-better"


# What is counted, and in which order each row has it.
COUNTED = {
    "answers": ("team_id", "lead_id", "began", "fate", "questionnaire", "part", "what", "value",
                "n"),
    "journeys": ("team_id", "lead_id", "began", "place", "n"),
    "attendance": ("team_id", "lead_id", "began", "outcome", "n"),
    "referrals": ("came", "became", "weeks", "n"),
    "bands": ("ground", "band", "what", "questionnaire", "part", "value", "n"),
    "waits": ("questionnaire", "part", "what", "value", "n"),
}  # fmt: skip
# Where in a row of ctx.count_outcomes (after its kind) each of these stands.
PLACES = {
    "answers": itemgetter(0, 1, 2, 3, 5, 6, 7, 8, 9),
    "journeys": itemgetter(0, 1, 2, 3, 9),
    "attendance": itemgetter(0, 1, 2, 3, 9),
    "referrals": itemgetter(2, 3, 8, 9),
    "bands": itemgetter(3, 4, 7, 5, 6, 8, 9),
}


def counts_for(person: Actor, *, later: str = "end", limit: Limit | None = None) -> Counts:
    """What the database counts for this person's organisation. Two statements and the teams.

    limit: at most so long; then it is stopped, and TooLong raised. Nothing is left half-done.
    """
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COUNTED}
    for kind, *row in _within(limit, "SELECT * FROM ctx.count_outcomes(%s)", later):
        found[kind].append(PLACES[kind](row))
    found["waits"] = _within(limit, "SELECT * FROM ctx.count_waits()")
    return counts_from(found.__getitem__, team_names(person), later=later)


def counts_from(
    rows: Callable[[str], Sequence[tuple[Any, ...]]], names: Mapping[UUID, str], *, later: str
) -> Counts:
    """The counts, from rows as COUNTED has them. names: of teams, by their ids."""

    def team(pk: UUID | None) -> str:
        return names.get(pk, NO_TEAM) if pk else NO_TEAM

    return Counts(
        later=later,
        scores=tuple(
            Scored(team(pk), year, n, fate, questionnaire, part, what, value, lead=str(lead))
            for pk, lead, year, fate, questionnaire, part, what, value, n in rows("answers")
        ),
        journeys=tuple(
            InPlace(team(pk), year, n, place, lead=str(lead))
            for pk, lead, year, place, n in rows("journeys")
        ),
        attendance=tuple(
            InPlace(team(pk), year, n, outcome, lead=str(lead))
            for pk, lead, year, outcome, n in rows("attendance")
        ),
        referrals=tuple(Referred(*row) for row in rows("referrals")),
        bands=tuple(Banded(*row) for row in rows("bands")),
        waits=tuple(Waited(*row) for row in rows("waits")),
    )


def team_names(person: Actor) -> dict[UUID, str]:
    """The names of an organisation's teams, by id."""
    found = Team.objects.filter(organisation_id=person.organisation_id)
    return dict(found.values_list("pk", "name"))


def practitioners_of(person: Actor) -> dict[str, str]:
    """The practitioners whose own report this person may read: id and name.

    Oneself, and as a supervisor whoever is in a team that one leads.
    """
    mine = {str(person.pk): person.name} if person.has(Role.PRACTITIONER) else {}
    if not person.has(Role.SUPERVISOR):
        return mine
    now = {"organisation_id": person.organisation_id, "left_at": None}
    led = TeamMember.objects.filter(**now, person_id=person.pk, leads=True).values("team_id")
    found = TeamMember.objects.filter(**now, team_id__in=led).select_related("person")
    return mine | {str(one.person_id): one.person.name for one in found}


@dataclass(frozen=True)
class Taken:
    """A file that somebody took away."""

    at: datetime
    who: str
    kind: str
    asked: str
    rows: int
    locked: bool


MOST = 200


def taken_away(person: Actor, names: Mapping[str, str]) -> list[Taken]:
    """The newest two hundred files that were taken away. names: of practitioners, by id."""
    found = Export.objects.filter(organisation_id=person.organisation_id).select_related("taken_by")
    return [
        Taken(
            one.taken_at, one.taken_by.name, one.get_kind_display(),
            in_words(one.asked, names), one.rows, one.locked,
        )
        for one in found[:MOST]
    ]  # fmt: skip


def in_words(asked: str, names: Mapping[str, str]) -> str:
    """The filters of a report, as words.

    >>> in_words("?team=North&later=mid", {}), in_words("", {})
    ('Team North, half-way', 'All')
    """
    given = dict(parse_qsl(asked.removeprefix("?")))
    parts = []
    if "team" in given:
        parts.append(f"Team {given['team']}")
    if "year" in given:
        parts.append(f"Begun in {given['year']}")
    if "lead" in given:
        parts.append(f"Led by {names.get(given['lead'], 'a practitioner')}")
    if "set" in given:
        parts.append("of a frozen set")
    if "made" in given:
        parts.append("as it made itself on a day")
    if "order" in given:
        parts.append("as it was counted when it was ordered")
    return ", ".join(
        [*(parts or ["All"]), *([LATER["mid"]] if given.get("later") == "mid" else [])]
    )


def everybody(person: Actor) -> dict[str, str]:
    """The names of all on the staff, by id."""
    found = Person.objects.filter(organisation_id=person.organisation_id)
    return {str(pk): name for pk, name in found.values_list("pk", "name")}


def report_for(counts: Counts, scope: Scope) -> Report:
    """The report on all that was counted, or on a part of it, as the packs in force ask."""
    return report_of(counts, scope, asked_in(counts))


def asked_in(counts: Counts) -> list[Asked]:
    """What was asked, of what was counted."""
    return asked_about({one.questionnaire for one in counts.scores})


def asked_about(answered: Collection[str]) -> list[Asked]:
    """The questionnaires that were answered, as the newest pack in force has them.

    What no pack in force has, such as one that an organisation asks besides, is known by
    its scoring definition: its total alone, for its parts have scales of their own.
    """
    found: dict[str, Asked] = {}
    for version in versions_in_force(on=timezone.localdate()):
        for name, asked in pack_of(version).questionnaires.items():
            if name in answered and name not in found:
                found[name] = asked_of(asked)
    known = [kind_of(name, None) for name in sorted(answered) if name not in found]
    return [*found.values(), *(_of_instrument(one) for one in known if one is not None)]


def questionnaire_asked(name: str) -> Asked:
    """A questionnaire that a report counts; 404 for an unknown one."""
    for one in asked_about([name]):
        if one.parts:
            return one
    raise Http404


def _of_instrument(kind: Kind) -> Asked:
    # A change that its authors only call worth noting was not tested as more than chance.
    wobble = kind.wobble if kind.wobble and kind.wobble.kind == "reliable" else None
    return Asked(
        id=kind.id, title=kind.title, parts=kind.parts, lowest=kind.lowest,
        highest=kind.highest, higher_is_better=instruments()[kind.id].direction == HIGHER,
        reliable=wobble.value if wobble else None, at_least=bool(wobble and wobble.at_least),
        source=wobble.source if wobble else "",
    )  # fmt: skip


def asked_of(asked: Questionnaire) -> Asked:
    """A questionnaire for carers, with the change that is more than chance if one is known."""
    parts = tuple((part.id, part.title) for part in asked.subscales)
    if asked.total:
        parts = (("total", "All together"), *parts)
    known = instruments().get(asked.id)
    change = known.change if known else None
    reliable = change.value if change else None
    if asked.reliable_change:
        reliable = asked.reliable_change.value
    return Asked(
        id=asked.id,
        title=asked.title,
        parts=parts,
        lowest=asked.scale.lowest,
        highest=asked.scale.highest,
        higher_is_better=asked.direction == HIGHER,
        reliable=reliable,
        at_least=bool(change and change.counts_from == "at-least"),
        source=change.source if change else "",
    )


def years_begun() -> list[int]:
    """The years in which journeys of the reader's organisation began, the first one first."""
    return [year for (year,) in _rows("SELECT * FROM ctx.years_begun()")]


def _within(limit: Limit | None, statement: str, *given: str) -> list[tuple[Any, ...]]:
    with limited(limit):
        return _rows(statement, *given)


def _rows(statement: str, *given: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return list(cursor.fetchall())
