"""The list behind a figure: the journeys at one place that this reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.indicators import PLACES
from safehome.families.models import Family
from safehome.people.access import Actor
from safehome.vault.fields import open_apart
from safehome.vault.keyring import open_families

MOST = 200
# What can be listed: each place, and the steps of the way that are several places.
LISTED = {
    **{place: (words, (place,)) for place, words in PLACES.items()},
    "all": ("All journeys", tuple(PLACES)),
    "as-planned": ("Journeys that ended as planned", ("completed", "enough")),
}
# Read as the reader, row by row: whoever may not see a family does not find it here. Only how much
# of a journey was held is counted for them: managers see no session, and do see where journeys are.
AT = """
SELECT f.id, f.reference, f.name, j.id, j.started_on, t.name
  FROM journeys_journey j
  JOIN families_family f ON f.organisation_id = j.organisation_id AND f.id = j.family_id
  JOIN people_team t ON t.organisation_id = f.organisation_id AND t.id = f.team_id
  LEFT JOIN ctx.held_in_journeys() s ON s.journey_id = j.id
 WHERE j.organisation_id = %(organisation)s
   AND (%(team)s::text IS NULL OR t.name = %(team)s::text)
   AND (%(lead)s::uuid IS NULL OR j.lead_id = %(lead)s::uuid)
   AND (%(year)s::int IS NULL OR extract(year FROM j.started_on) = %(year)s::int)
   AND CASE WHEN j.ended_at IS NOT NULL THEN j.ending
            WHEN coalesce(s.held, 0) = 0 THEN 'not-yet'
            WHEN 2 * s.held < s.planned THEN 'first-half' ELSE 'second-half' END
       = ANY (%(places)s::text[])
 ORDER BY j.started_on DESC, f.reference LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Listed:
    """One journey in the list."""

    family: UUID
    journey: UUID
    name: str
    reference: str
    team: str
    began: date


def journeys_at(person: Actor, place: str, scope: Scope) -> list[Listed]:
    """The journeys at a place, newest first, at most two hundred. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(AT, {
            "organisation": person.organisation_id, "places": list(LISTED[place][1]), "limit": MOST,
            "team": scope.team, "year": scope.year, "lead": scope.lead,
        })  # fmt: skip
        rows = cursor.fetchall()
    if rows:
        open_families([row[0] for row in rows], purpose="outcomes")
    return [
        Listed(
            family, journey,
            open_apart(Family, "name", name, pk=family, family=family) or reference,
            reference, team, began,
        )
        for family, reference, name, journey, began, team in rows
    ]  # fmt: skip
