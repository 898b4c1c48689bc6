"""The caseload: every family that a person may see, as one dense table, in one statement."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from markupsafe import Markup

from safehome.design.pictures import Drawn, Step, StepState, steps
from safehome.families.models import Family, FamilyMember
from safehome.families.models.members import called
from safehome.people.access import Actor
from safehome.vault.fields import open_apart
from safehome.vault.keyring import open_families
from safehome.workspace.links import link

A_PAGE = 50

# What each tab and filter asks of a row of `seen`. Only these fixed words reach the statement.
TABS = {
    "all": ("All", "true"),
    "journey": ("On a journey", "journey IS NOT NULL AND ended_at IS NULL"),
    "waiting": ("Not begun", "journey IS NULL"),
    "ended": ("Ended", "ended_at IS NOT NULL"),
}
# Of plans: the version in force, and whether a look at it is late or was asked for.
IN_FORCE = """FROM plans_plan p JOIN LATERAL (
  SELECT w.stage, w.review_on FROM plans_version w
   WHERE w.organisation_id = p.organisation_id AND w.plan_id = p.id AND w.in_force_at IS NOT NULL
   ORDER BY w.number DESC LIMIT 1) v ON true
 WHERE p.organisation_id = %(organisation)s AND p.closed_at IS NULL AND p.family_id = """
LATE = "(coalesce(p.look_on, v.review_on) < %(day)s)"
ASKED_FOR = """(EXISTS (SELECT 1 FROM plans_review r WHERE r.organisation_id = p.organisation_id
   AND r.plan_id = p.id AND r.written_at IS NULL)
 OR EXISTS (SELECT 1 FROM plans_happened h WHERE h.organisation_id = p.organisation_id
   AND h.plan_id = p.id))"""
CURRENT = f"NOT {LATE} AND NOT {ASKED_FOR}"
AGREED = f"EXISTS (SELECT 1 {IN_FORCE} seen.id AND v.stage = 'whole' AND {CURRENT})"
FOR_NOW = f"EXISTS (SELECT 1 {IN_FORCE} seen.id AND v.stage = 'interim' AND {CURRENT})"
PLANS = {
    "plan-none": ("No plan in force", f"NOT EXISTS (SELECT 1 {IN_FORCE} seen.id)"),
    "plan-agreed": ("Plan agreed and current", AGREED),
    "plan-for-now": ("Plan for now", f"{FOR_NOW} AND NOT {AGREED}"),
    "plan-late": ("Look at plan overdue", f"EXISTS (SELECT 1 {IN_FORCE} seen.id AND {LATE})"),
    "plan-answer": ("Plan to answer something", """EXISTS (
       SELECT 1 FROM plans_breach b JOIN plans_plan p
         ON p.organisation_id = b.organisation_id AND p.id = b.plan_id AND p.closed_at IS NULL
        WHERE b.organisation_id = %(organisation)s AND b.family_id = seen.id
          AND NOT EXISTS (SELECT 1 FROM plans_answer n JOIN plans_version w
                ON w.organisation_id = n.organisation_id AND w.id = n.version_id
             WHERE n.organisation_id = b.organisation_id AND n.breach_id = b.id
               AND w.in_force_at IS NOT NULL))"""),
}  # fmt: skip
# In words, and in which colour; what matters most of several plans stands for them all.
PLAN_WORDS = {
    "late": ("Look overdue", "red"), "asked": ("To be looked at", "orange"),
    "whole": ("Agreed", "green"), "interim": ("For now", "turquoise"),
}  # fmt: skip
FILTERS = {
    "mine": ("Mine", "mine"),
    "late": ("Session late", "ended_at IS NULL AND next_at < %(today)s"),
    "week": ("Session within 7 days",
             "ended_at IS NULL AND next_at >= %(today)s AND next_at < %(week)s"),
    "nobody": ("With nobody", "NOT assigned"),
    "held": ("With somebody", "assigned"),
    **PLANS,
}  # fmt: skip
SORTS = {
    "next": "(ended_at IS NOT NULL), next_at ASC NULLS LAST, opened_at DESC",
    "progress": "held DESC, opened_at DESC",
    "lead": "lead ASC NULLS LAST, opened_at DESC",
    "opened": "opened_at DESC",
}
PAGE = """
WITH seen AS (
  SELECT f.id, f.reference, f.name, f.opened_at, t.name AS team,
         j.id AS journey, j.ended_at, p.name AS lead,
         coalesce(s.held, 0) AS held, s.shape, s.next_at,
         EXISTS (SELECT 1 FROM families_assignment a WHERE a.organisation_id = f.organisation_id
                    AND a.family_id = f.id AND a.ended_at IS NULL) AS assigned,
         EXISTS (SELECT 1 FROM families_assignment a WHERE a.organisation_id = f.organisation_id
                    AND a.family_id = f.id AND a.ended_at IS NULL
                    AND a.person_id = %(person)s) AS mine
    FROM families_family f
    JOIN people_team t ON t.organisation_id = f.organisation_id AND t.id = f.team_id
    LEFT JOIN LATERAL (
      SELECT j.* FROM journeys_journey j
       WHERE j.organisation_id = f.organisation_id AND j.family_id = f.id
       ORDER BY j.ended_at IS NOT NULL, j.started_on DESC LIMIT 1) j ON true
    LEFT JOIN people_person p ON p.organisation_id = j.organisation_id AND p.id = j.lead_id
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE s.signed_at IS NOT NULL) AS held,
             string_agg(CASE WHEN s.signed_at IS NOT NULL THEN 'd'
                             WHEN s.kind = 'extra' THEN 'x' ELSE 'l' END, ''
                        ORDER BY s.number) AS shape,
             min(s.planned_for) FILTER (WHERE s.signed_at IS NULL) AS next_at
        FROM journeys_session s
       WHERE s.organisation_id = j.organisation_id AND s.journey_id = j.id) s ON true
   WHERE f.organisation_id = %(organisation)s
     AND (%(team)s::uuid IS NULL OR f.team_id = %(team)s)
     AND NOT EXISTS (SELECT 1 FROM families_merge g
           JOIN families_family k ON k.organisation_id = g.organisation_id AND k.id = g.kept_id
          WHERE g.organisation_id = f.organisation_id AND g.folded_id = f.id
            AND g.undone_at IS NULL)
), chosen AS (SELECT * FROM seen WHERE {filters}),
page AS (SELECT * FROM chosen WHERE {tab} ORDER BY {sort} LIMIT %(limit)s OFFSET %(offset)s)
SELECT (SELECT json_build_object({counts}) FROM chosen) AS counts,
       page.id, reference, name, team, journey, ended_at, lead, held, shape, next_at,
       (SELECT json_agg(json_build_array(m.id, encode(m.name, 'base64'),
                        encode(m.known_as, 'base64')) ORDER BY m.added_at, m.id)
          FROM families_familymember m
         WHERE m.organisation_id = %(organisation)s AND m.family_id = page.id
           AND m.carer_kind <> '' AND m.left_on IS NULL) AS carers,
       (SELECT CASE WHEN bool_or({late}) THEN 'late' WHEN bool_or({asked_for}) THEN 'asked'
                    ELSE max(v.stage) END {in_force} page.id) AS plan
  FROM (SELECT 1) AS always LEFT JOIN page ON true
 ORDER BY {sort}
"""


@dataclass(frozen=True)
class Asked:
    """What somebody asked to see of their caseload."""

    tab: str = "all"
    filters: frozenset[str] = frozenset()
    sort: str = "next"
    page: int = 1
    team: str = ""  # its id, where one team alone is asked for

    @classmethod
    def of(cls, query: Any) -> Asked:
        """From an address; whatever it does not know counts as not asked."""
        page = query.get("page", "1")
        return cls(
            tab=query.get("tab") if query.get("tab") in TABS else "all",
            filters=frozenset(query.getlist("show")) & FILTERS.keys(),
            sort=query.get("sort") if query.get("sort") in SORTS else "next",
            team=_id_or_nothing(query.get("team", "")),
            page=int(page) if page.isascii() and page.isdigit() and 0 < int(page) < 9999 else 1,
        )


@dataclass(frozen=True)
class Row:
    """One family in the table."""

    pk: UUID
    name: str
    reference: str
    carers: str
    progress: str
    picture: Drawn | None
    next_at: datetime | None
    is_late: bool
    href: str
    lead: str
    team: str
    ended: bool
    plan: tuple[str, str]  # its words and colour; empty when none is in force


@dataclass(frozen=True)
class Caseload:
    """A page of the caseload, and how many families there are under each tab."""

    rows: list[Row]
    counts: dict[str, int]
    total: int


def _id_or_nothing(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def caseload(person: Actor, asked: Asked) -> Caseload:
    """A page of the families that this person may see. Two statements and one audit event each."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    statement = PAGE.format(
        filters=" AND ".join(f"({FILTERS[name][1]})" for name in sorted(asked.filters)) or "true",
        tab=TABS[asked.tab][1],
        sort=SORTS[asked.sort],
        late=LATE,
        asked_for=ASKED_FOR,
        in_force=IN_FORCE,
        counts=", ".join(
            f"'{name}', count(*) FILTER (WHERE {of})" for name, (_, of) in TABS.items()
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {
            "organisation": person.organisation_id, "person": person.pk, "today": today,
            "day": today.date(),
            "week": today + timedelta(days=7), "limit": A_PAGE,
            "team": asked.team or None, "offset": (asked.page - 1) * A_PAGE,
        })  # fmt: skip
        found = cursor.fetchall()
    counts: dict[str, int] = found[0][0]
    rows = [row[1:] for row in found if row[1] is not None]
    if rows:
        open_families([row[0] for row in rows], purpose="caseload")
    return Caseload([_row(row, today) for row in rows], counts, counts[asked.tab])


def _row(row: tuple[Any, ...], today: datetime) -> Row:
    pk, reference, name, team, journey, ended_at, lead, held, shape, next_at, carers, plan = row
    ended = ended_at is not None
    return Row(
        pk=pk,
        name=open_apart(Family, "name", name, pk=pk, family=pk) or reference,
        reference=reference,
        carers=", ".join(_called(pk, *carer) for carer in carers or []),
        progress=_progress(journey is not None, ended, held, shape),
        picture=_picture(pk, shape, ended) if shape else None,
        next_at=None if ended else next_at,
        is_late=not ended and next_at is not None and next_at < today,
        href=link("workspace:family", pk),
        lead=lead or "",
        team=team,
        ended=ended,
        plan=PLAN_WORDS.get(plan or "", ("", "")),
    )


def _called(family: UUID, pk: str, name: str, known_as: str) -> str:
    """A carer's name, opened. The record is never fetched, only its two sealed names."""
    opened = partial(open_apart, FamilyMember, pk=pk, family=family)
    return called(
        opened("name", base64.b64decode(name)), opened("known_as", base64.b64decode(known_as))
    )


def _progress(begun: bool, ended: bool, held: int, shape: str | None) -> str:
    if not begun:
        return "Not begun"
    if ended:
        return f"Ended after {held} of {len(shape)}" if shape else "Ended"
    if not shape:
        return "On a journey"
    return f"Session {min(held + 1, len(shape))} of {len(shape)}"


# Stands in a drawing where each family's own identifier goes.
WHOSE = "whose-picture"


def _picture(pk: UUID, shape: str, ended: bool) -> Drawn:
    """The small picture of a journey. Journeys as far along look the same, so it is drawn once."""
    drawn = _drawn(shape, ended)
    return replace(drawn, svg=Markup(str(drawn.svg).replace(WHOSE, f"c{pk.hex}")))  # noqa: S704


@lru_cache(maxsize=2000)
def _drawn(shape: str, ended: bool) -> Drawn:
    return steps(
        [Step(str(place), state) for place, state in enumerate(states_of(shape, ended), 1)],
        title="Sessions", key=WHOSE, size="tiny",
    )  # fmt: skip


def states_of(shape: str, ended: bool) -> list[StepState]:
    """The states of a journey's sessions in order, of a word such as "ddlxl".

    d: signed; l: to hold; x: extra, to hold. The first still to hold is the next one.
    """
    states = []
    next_seen = ended
    for letter in shape:
        if letter == "d":
            states.append(StepState.DONE)
        elif not next_seen:
            states.append(StepState.NEXT)
            next_seen = True
        elif ended:
            states.append(StepState.LEFT_OUT)
        else:
            states.append(StepState.EXTRA if letter == "x" else StepState.LATER)
    return states
