"""What an answer about taking part means for a journey: who joins it, who leaves, when it ends."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from safehome.agreements import actions as agreements
from safehome.agreements import policies as agreeing
from safehome.agreements.models import Agreement, Said
from safehome.agreements.queries import standing_of
from safehome.agreements.rules import NO, TAKING_PART
from safehome.audit import ledger as audit
from safehome.families.models import FamilyMember
from safehome.journeys import policies
from safehome.journeys.models import EndingReason, Journey, JourneyCarer
from safehome.journeys.queries.asked import how_many_take_part
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


def keep_answer(
    carer: FamilyMember, *, purpose: str, said: str, asked: agreements.Asked, on: date, by: Actor,
    until: date | None = None, reason: str = "", because: str = "",
) -> Agreement:  # fmt: skip
    """Keep what a carer answered. Who refuses to go on taking part leaves the journey.

    The family must be open.
    """
    permit(agreeing.may_ask(by, carer))
    answer = agreements.keep_answer(
        carer, purpose=purpose, said=said, asked=asked, on=on, until=until, reason=reason,
        because=because, by=by,
    )  # fmt: skip
    if purpose == TAKING_PART and said == Said.REFUSED:
        _leave(carer, on=on, by=by)
    return answer


def withdraw_agreement(
    carer: FamilyMember, *, purpose: str, on: date, by: Actor, reason: str = "",
    because: str = "", what_next: str = "", asked: agreements.Asked | None = None,
) -> Agreement:  # fmt: skip
    """Write that a carer takes back what they agreed to, and what follows from it.

    Whoever takes back taking part leaves the journey; with the last of its carers
    the journey ends. Sessions not held stay as they are: planned, and never held.
    Whatever was written stays. what_next: for the family, where a journey ends.
    asked: how it was put to them, where they were asked again and said no.
    The family must be open.
    """
    standing = standing_of(carer, purpose, on=timezone.localdate())
    permit(agreeing.may_take_back(by, carer, purpose=purpose, on=on, standing=standing))
    answer = agreements.take_back(
        carer, purpose=purpose, on=on, reason=reason, because=because, asked=asked, by=by
    )
    if purpose == TAKING_PART:
        _leave(carer, on=on, by=by, what_next=what_next)
    return answer


def join_journey(journey: Journey, *, carer: FamilyMember, on: date, by: Actor) -> JourneyCarer:
    """Let a carer take part from a day on: a foster carer, or somebody who comes back.

    They are asked the questions at the start from then on; sessions before that
    day do not ask for them.
    """
    journey = _locked(journey)
    permit(policies.may_join_journey(by, journey, carer=carer, on=on))
    part = JourneyCarer.objects.create(
        organisation_id=journey.organisation_id,
        family_id=journey.family_id,
        journey=journey,
        carer=carer,
        joined_on=on,
    )
    audit.record("journey.joined", about=part, by=by)
    return part


def _leave(carer: FamilyMember, *, on: date, by: Actor, what_next: str = "") -> None:
    """Take a carer out of the journey that goes on, if there is one, and end it after the last."""
    if standing_of(carer, TAKING_PART, on=timezone.localdate()).state not in NO:
        return  # said earlier, typed in late: they have agreed since
    part = JourneyCarer.objects.filter(
        carer=carer, left_on=None, journey__ended_at=None
    ).select_related("journey").first()  # fmt: skip
    if part is None:
        return
    journey = _locked(part.journey)
    part.left_on = max(on, part.joined_on)
    part.save(update_fields=["left_on"])
    audit.record("journey.left", about=part, by=by)
    if how_many_take_part(journey.pk, still=True):
        return
    journey.ending = EndingReason.TAKEN_BACK
    journey.what_next = what_next
    journey.ended_at = timezone.now()
    journey.ended_by_id = by.pk
    journey.version += 1
    journey.save()
    audit.record("journey.ended", about=journey, by=by, fields=["ending"])


def _locked(journey: Journey) -> Journey:
    return (
        Journey.objects.select_for_update(of=("self",)).select_related("family").get(pk=journey.pk)
    )
