"""The list behind a figure: what of it this reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse

from safehome.design.words import short_day
from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.indicators import ATTENDANCE, BECAME, PLACES
from safehome.families.models import Family
from safehome.people.access import Actor
from safehome.vault.fields import open_apart
from safehome.vault.keyring import open_families

MOST = 200
# What can be listed, by the name that an address has for it: each place where journeys are and the
# steps of the way that are several places; how carers came; and what became of referrals.
JOURNEYS = {
    **{place: (words, (place,)) for place, words in PLACES.items()},
    "all": ("All journeys", tuple(PLACES)),
    "as-planned": ("Journeys that ended as planned", ("completed", "enough")),
}
REFERRALS = {
    "referred": ("Families referred", tuple(BECAME)),
    "opened": ("Referrals of which a record was opened", ("begun", "waits")),
    "begun": ("Referrals of which a journey has begun", ("begun",)),
}
ANSWERED = {
    "answered": "Carers who answered at the start",
    "answered-again": "Carers who answered again",
}
TITLES = {
    **{name: title for name, (title, _) in (*JOURNEYS.items(), *REFERRALS.items())},
    **{name: f"Coming to sessions: {words}" for name, words in ATTENDANCE.items()},
    **ANSWERED,
}
# Read as the reader, row by row: whoever may not see a family does not find it here. Only how much
# of a journey was held, and how carers came to it, is counted for them: managers see no session,
# and do see where journeys are.
FROM = """
  FROM journeys_journey j
  JOIN families_family f ON f.organisation_id = j.organisation_id AND f.id = j.family_id
  JOIN people_team t ON t.organisation_id = f.organisation_id AND t.id = f.team_id
  {more}
 WHERE j.organisation_id = %(organisation)s
   AND (%(team)s::text IS NULL OR t.name = %(team)s::text)
   AND (%(lead)s::uuid IS NULL OR j.lead_id = %(lead)s::uuid)
   AND (%(year)s::int IS NULL OR extract(year FROM j.started_on) = %(year)s::int)
   AND {only}
 ORDER BY j.started_on DESC, f.reference LIMIT %(limit)s
"""
OF = "SELECT f.id, f.reference, f.name, t.name, j.started_on, {n}" + FROM
AT = OF.format(
    n="NULL", more="LEFT JOIN ctx.held_in_journeys() s ON s.journey_id = j.id",
    only="CASE WHEN j.ended_at IS NOT NULL THEN j.ending"
         " WHEN coalesce(s.held, 0) = 0 THEN 'not-yet'"
         " WHEN 2 * s.held < s.planned THEN 'first-half' ELSE 'second-half' END"
         " = ANY (%(places)s::text[])",
)  # fmt: skip
CAME = OF.format(
    n="c.n",
    more="JOIN ctx.came_in_journeys() c ON c.journey_id = j.id",
    only="c.outcome = %(outcome)s",
)
# A manager may read no answer, and finds nobody here.
OF_ANSWERS = OF.format(
    n="b.n",
    more="JOIN (SELECT b.journey_id, count(*) AS n FROM measures_answers b"
         " WHERE b.organisation_id = %(organisation)s AND b.point = 'baseline'"
         " AND b.questionnaire = %(questionnaire)s"
         " AND jsonb_typeof(b.scores -> %(part)s) = 'number'"
         " AND (NOT %(again)s OR EXISTS (SELECT 1 FROM measures_answers a"
         "  WHERE a.organisation_id = b.organisation_id AND a.journey_id = b.journey_id"
         "  AND a.carer_id = b.carer_id AND a.questionnaire = b.questionnaire"
         "  AND a.point = %(later)s AND jsonb_typeof(a.scores -> %(part)s) = 'number'))"
         " GROUP BY 1) b ON b.journey_id = j.id",
    only="true",
)  # fmt: skip
OF_REFERRALS = """
SELECT f.id, f.reference, f.name, r.id, r.reference, r.handed_in_at
  FROM referrals_referral r
  LEFT JOIN families_family f ON f.organisation_id = r.organisation_id AND f.id = r.became_id
 WHERE r.organisation_id = %(organisation)s AND r.handed_in_at IS NOT NULL
   AND (%(year)s::int IS NULL
        OR extract(year FROM r.handed_in_at AT TIME ZONE 'Europe/London') = %(year)s::int)
   AND CASE WHEN r.became_id IS NULL THEN 'no-family'
            WHEN EXISTS (SELECT 1 FROM journeys_journey j
                          WHERE j.organisation_id = r.organisation_id
                            AND j.family_id = r.became_id) THEN 'begun' ELSE 'waits' END
       = ANY (%(places)s::text[])
 ORDER BY r.handed_in_at DESC, r.reference LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Behind:
    """What stands behind a figure: a line leads to its family, or to its referral."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # where a line leads, and its cells
    of: tuple[str, str]  # what a line is, one and several


def behind(
    person: Actor, place: str, scope: Scope, *, later: str, asked: tuple[str, str]
) -> Behind:
    """What is behind a figure, newest first, at most two hundred lines. One statement.

    place: one of TITLES. asked: of answers, the questionnaire and the part that are counted.
    """
    if place in REFERRALS:
        return _of_referrals(person, place, scope)
    given: dict[str, Any] = {"places": [], "outcome": place, "later": later}
    if place in JOURNEYS:
        statement, counted = AT, ""
        given["places"] = list(JOURNEYS[place][1])
    elif place in ATTENDANCE:
        statement, counted = CAME, "How often"
    else:
        statement, counted = OF_ANSWERS, "Carers"
        given |= {"questionnaire": asked[0], "part": asked[1], "again": place != "answered"}
    rows = []
    for family, reference, name, team, began, n in _read(statement, person, scope, given):
        cells = [_name(family, name, reference), reference, team, short_day(began)]
        rows.append((
            reverse("workspace:family", args=[family]),
            tuple([*cells, str(n)] if counted else cells),
        ))  # fmt: skip
    heads = ("Family", "Reference", "Team", "Begun on", *([counted] if counted else []))
    return Behind(TITLES[place], heads, tuple(rows), ("journey", "journeys"))


def _of_referrals(person: Actor, place: str, scope: Scope) -> Behind:
    given = {"places": list(REFERRALS[place][1])}
    rows = []
    for family, family_reference, name, pk, reference, at in _read(
        OF_REFERRALS, person, scope, given
    ):
        whose = _name(family, name, family_reference) if family else "–"
        rows.append((
            reverse("referrals:referral", args=[pk]), (reference, whose, short_day(at))
        ))  # fmt: skip
    heads = ("Referral", "Family", "Came on")
    return Behind(TITLES[place], heads, tuple(rows), ("referral", "referrals"))


def _read(
    statement: str, person: Actor, scope: Scope, given: Mapping[str, Any]
) -> Sequence[tuple[Any, ...]]:
    """The rows, with the families that are named in them open."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {
            "organisation": person.organisation_id, "limit": MOST, "team": scope.team,
            "year": scope.year, "lead": scope.lead, **given,
        })  # fmt: skip
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    families = [row[0] for row in rows if row[0]]
    if families:
        open_families(families, purpose="outcomes")
    return rows


def _name(family: UUID, sealed: bytes, reference: str) -> str:
    return open_apart(Family, "name", sealed, pk=family, family=family) or reference
