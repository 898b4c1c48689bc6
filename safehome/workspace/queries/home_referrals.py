"""What waits at the front door, for those who take referrals in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from safehome.people.access import Actor
from safehome.referrals.models import Arrival
from safehome.referrals.policies import ANSWERS
from safehome.referrals.queries.arrivals import arrived, in_turn


@dataclass(frozen=True)
class AtTheDoor:
    """Referrals that nobody has taken in. urgent: whose referrer asked for a call today."""

    waiting: int = 0
    urgent: int = 0
    late: int = 0


def arrivals_for(person: Actor) -> QuerySet[Arrival]:
    return arrived(person) if person.has(*ANSWERS) else Arrival.objects.none()


def at_the_door(arrivals: Iterable[Arrival]) -> AtTheDoor:
    found = in_turn(arrivals)
    return AtTheDoor(
        len(found), sum(one.is_urgent for one in found), sum(one.is_late for one in found)
    )
