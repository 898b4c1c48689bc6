"""What waits at the front door, for those who take referrals in."""

from __future__ import annotations

from dataclasses import dataclass

from safehome.people.access import Actor
from safehome.referrals.policies import ANSWERS
from safehome.referrals.queries.arrivals import arrivals


@dataclass(frozen=True)
class AtTheDoor:
    """Referrals that nobody has taken in. urgent: whose referrer asked for a call today."""

    waiting: int = 0
    urgent: int = 0
    late: int = 0


def at_the_door(person: Actor) -> AtTheDoor:
    if not person.has(*ANSWERS):
        return AtTheDoor()
    found = arrivals(person)
    return AtTheDoor(
        len(found), sum(one.is_urgent for one in found), sum(one.is_late for one in found)
    )
