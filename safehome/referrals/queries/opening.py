"""Where a family's record may be opened."""

from __future__ import annotations

from safehome.families.queries import teams_of
from safehome.people.access import Actor
from safehome.people.models import Role, Team, TeamMember


def teams_to_open_in(person: Actor) -> list[Team]:
    """A lead: any team. A supervisor: those they lead, for of others they would see nothing."""
    teams = teams_of(person)
    if person.has(Role.SAFEGUARDING_LEAD):
        return teams
    led = set(
        TeamMember.objects.filter(
            organisation_id=person.organisation_id, person_id=person.pk, leads=True, left_at=None
        ).values_list("team_id", flat=True)
    )
    return [one for one in teams if one.pk in led]
