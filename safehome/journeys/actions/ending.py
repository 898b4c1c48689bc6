"""Ending a journey, whichever way it ends."""

from __future__ import annotations

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.journeys import policies
from safehome.journeys.actions.recording import Incomplete
from safehome.journeys.models import EndingReason, Journey, LookingBack
from safehome.journeys.rules import Missing
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


def end_journey(
    journey: Journey, *, reason: str, reflection: str, carers_reflection: str, what_next: str,
    seen: int, by: Actor,
) -> Journey:  # fmt: skip
    """End a journey, with its reason and with words for what comes next.

    carers_reflection: the carers' own words, empty when contact was lost.
    Sessions not held stay as they are: planned, and never held. A journey that
    ended stays ended; the family may begin another.
    """
    journey = (
        Journey.objects.select_for_update(of=("self",)).select_related("family").get(pk=journey.pk)
    )
    permit(policies.may_end_journey(by, journey))
    if journey.version != seen:
        raise JourneyChanged(journey)
    lacking = []
    if reason not in EndingReason.values:
        lacking.append(Missing("reason", "Choose why the journey ends"))
    if not reflection.strip():
        lacking.append(Missing("reflection", "Write what you take from this journey"))
    if not what_next.strip():
        lacking.append(Missing("what_next", "Say what happens next for this family"))
    if lacking:
        raise Incomplete(lacking)
    journey.ending = reason
    journey.what_next = what_next
    journey.ended_at = timezone.now()
    journey.ended_by_id = by.pk
    journey.version += 1
    journey.save()
    LookingBack.objects.create(
        id=journey.pk,
        organisation_id=journey.organisation_id,
        family_id=journey.family_id,
        journey=journey,
        reflection=reflection,
        carers_reflection=carers_reflection,
    )
    audit.record("journey.ended", about=journey, by=by, fields=["ending"])
    return journey


class JourneyChanged(Exception):
    """Somebody else changed the journey meanwhile. Carries it as it is now."""

    def __init__(self, now: Journey) -> None:
        super().__init__("Somebody else changed this journey meanwhile. Look again.")
        self.now = now
