"""What follows when a carer takes back taking part: said before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from safehome.design.words import counted, listed
from safehome.families.models import FamilyMember
from safehome.journeys.models import JourneyCarer, Session
from safehome.journeys.queries.asked import how_many_take_part


@dataclass(frozen=True)
class Follows:
    """ends: the journey ends. will: what will happen; done: what has happened."""

    ends: bool
    will: str
    done: str


def what_follows(carer: FamilyMember) -> Follows | None:
    """None when the carer takes part in no journey. The family must be open. Three statements."""
    parts = list(
        JourneyCarer.objects.filter(
            family_id=carer.family_id, left_on=None, journey__ended_at=None
        ).select_related("carer")
    )
    mine = next((one for one in parts if one.carer_id == carer.pk), None)
    if mine is None:
        return None
    others = [one.carer.called for one in parts if one.carer_id != carer.pk]
    if how_many_take_part(mine.journey_id, still=True) > 1:
        # Nobody is named of whom the person may not know.
        goes_on = "the journey goes on" + (f" with {listed(others)}" if others else "")
        return Follows(
            False,
            f"{carer.called} leaves the journey, and {goes_on}. What was written stays. Because "
            "they now answer differently, somebody decides how to go on.",
            f"{carer.called} has left the journey.",
        )
    planned = Session.objects.filter(journey_id=mine.journey_id, signed_at=None)
    to_come = planned.filter(planned_for__gt=timezone.now()).count()
    return Follows(
        True,
        f"The journey ends with this: nobody else takes part. {counted(to_come, 'session')} to "
        "come will not be held. Everything that was written stays, and a session that was held "
        "before can still be recorded.",
        "The journey has ended.",
    )
