"""Who may start, hold, record and end, and when it is too early or too late."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from safehome.families.models import Family, FamilyMember
from safehome.families.policies import may_write_in_family
from safehome.journeys.models import Journey, Session
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.programme.models import PackVersion
from safehome.training.queries import is_accredited


def may_start_journey(  # noqa: PLR0911 - each refusal has its own reason
    person: Actor,
    family: Family,
    *,
    carers: Collection[FamilyMember],
    pack_version: PackVersion,
    lead: UUID,
) -> Verdict:
    """Refuses the unaccredited, a second journey at a time, and a version not in force."""
    today = timezone.localdate()
    verdict = may_write_in_family(person, family)
    if not verdict:
        return verdict
    if not carers:
        return deny("Choose at least one carer who will take part.")
    if any(carer.family_id != family.pk or not carer.is_carer for carer in carers):
        return deny("Only carers of this family take part in its journey.")
    if not is_accredited(lead, on=today):
        return deny("A journey is led by an accredited practitioner. Speak to your supervisor.")
    until = pack_version.valid_until
    if pack_version.valid_from > today or (until is not None and until < today):
        return deny("This version of the programme is not in force today. Choose another.")
    if Journey.objects.filter(
        organisation_id=family.organisation_id, family=family, ended_at=None
    ).exists():
        return deny("This family is on a journey already. End it before another begins.")
    return ALLOW


def may_plan(person: Actor, journey: Journey) -> Verdict:
    """Move sessions and add extra ones, while the journey goes on."""
    if journey.ended_at is not None:
        return deny("This journey has ended.")
    return may_write_in_family(person, journey.family)


def may_replan_session(person: Actor, session: Session) -> Verdict:
    if session.signed_at is not None:
        return deny("This session has already been recorded.")
    return may_plan(person, session.journey)


def may_sign_session(person: Actor, session: Session, *, accredited: bool | None = None) -> Verdict:
    """Only somebody accredited signs off what was delivered, and only once.

    accredited: whether they are today, where it has been read already.
    """
    verdict = may_replan_session(person, session)
    if not verdict:
        return verdict
    if accredited is None:
        accredited = is_accredited(person.pk, on=timezone.localdate())
    if not accredited:
        return deny("Your accreditation has ended, so a colleague signs this off. "
                    "Your words are kept. Speak to your supervisor.")  # fmt: skip
    return ALLOW


def may_add_to_session(person: Actor, session: Session) -> Verdict:
    if session.signed_at is None:
        return deny("This session is not signed yet: write it in the record itself.")
    return may_write_in_family(person, session.journey.family)


def may_end_journey(person: Actor, journey: Journey) -> Verdict:
    return may_plan(person, journey)
