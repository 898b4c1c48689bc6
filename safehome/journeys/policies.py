"""Who may start, hold, record and end, and when it is too early or too late."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.agreements.queries import TakingPart, is_agreed, taking_part
from safehome.agreements.rules import TAKING_PART
from safehome.design.words import listed
from safehome.families.models import Family, FamilyMember
from safehome.families.policies import may_write_in_family
from safehome.journeys.models import EndingReason, Journey, JourneyCarer, Session
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.plans.queries import Cover, cover_of
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
    return has_agreed(carers, taking_part(family.pk, on=today)) and is_settled(family.pk)


def has_agreed(carers: Collection[FamilyMember], said: TakingPart) -> Verdict:
    """Each of these carers has agreed to take part, and no unresolved conflict stands against it.

    The family must be open where somebody has not agreed, to say who.
    """
    if said.is_blocked:
        return deny(
            "The carers answer differently whether to take part, and nobody has decided yet to go "
            "on. A supervisor, manager or safeguarding lead decides it, under Agreements."
        )
    missing = [carer.called for carer in carers if carer.pk not in said.agreed]
    if missing:
        return deny(
            f"{listed(missing)} {'has' if len(missing) == 1 else 'have'} not agreed to take part, "
            "or the agreement no longer holds. Ask under Agreements first."
        )
    return ALLOW


def is_settled(family: UUID) -> Verdict:
    """Also beyond what the person acting sees: a no in another record of the family, or by a
    carer of whom few may know. Nothing is said of whose it is."""
    if is_agreed(family, TAKING_PART, on=timezone.localdate()):
        return ALLOW
    return deny(
        "It is not settled yet that this family takes part. Ask a safeguarding lead: it is decided "
        "under Agreements, and they may not be able to tell you more."
    )


def may_plan(person: Actor, journey: Journey) -> Verdict:
    """Move sessions and add extra ones, while the journey goes on."""
    if journey.ended_at is not None:
        return deny("This journey has ended.")
    return may_write_in_family(person, journey.family)


def may_add_session(person: Actor, journey: Journey) -> Verdict:
    """A new session needs somebody who agrees to come to it."""
    verdict = may_plan(person, journey)
    if not verdict:
        return verdict
    said = taking_part(journey.family_id, on=timezone.localdate())
    taking = JourneyCarer.objects.filter(journey=journey, left_on=None).values_list(
        "carer_id", flat=True
    )
    if said.is_blocked:
        return has_agreed((), said)
    if not said.agreed & set(taking):
        return deny(
            "No agreement to take part is in force for this journey. Ask again, under Agreements, "
            "before you add a session."
        )
    return is_settled(journey.family_id)


def may_join_journey(person: Actor, journey: Journey, *, carer: FamilyMember, on: date) -> Verdict:
    verdict = may_plan(person, journey)
    if not verdict:
        return verdict
    if carer.family_id != journey.family_id or not carer.is_carer or carer.left_on is not None:
        return deny("Only carers of this family take part in its journey.")
    if on > timezone.localdate() or on < journey.started_on:
        return deny("Give a day since the journey began, and not one to come.")
    if JourneyCarer.objects.filter(journey=journey, carer=carer, left_on=None).exists():
        return deny("This carer takes part already.")
    said = taking_part(journey.family_id, on=timezone.localdate())
    return has_agreed([carer], said) and is_settled(journey.family_id)


def may_replan_session(person: Actor, session: Session) -> Verdict:
    if session.signed_at is not None:
        return deny("This session has already been recorded.")
    return may_plan(person, session.journey)


def may_sign_session(
    person: Actor, session: Session, *, accredited: bool | None = None,
    cover: Cover | None = None, on: date | None = None,
) -> Verdict:  # fmt: skip
    """Only somebody accredited signs off what was delivered, and only once.

    A session held before the last agreement was taken back can still be recorded:
    what happened, happened. accredited, cover: where they have been read already.
    on: the day on which it was held, as far as that is known.
    """
    verdict = (
        may_write_in_family(person, session.journey.family)
        if session.signed_at is None and can_still_be_recorded(session)
        else may_replan_session(person, session)
    )
    if not verdict:
        return verdict
    if accredited is None:
        accredited = is_accredited(person.pk, on=timezone.localdate())
    if not accredited:
        return deny("Your accreditation has ended, so a colleague signs this off. "
                    "Your words are kept. Speak to your supervisor.")  # fmt: skip
    return has_a_plan(session, cover=cover, on=on)


def asks_for_a_plan(session: Session) -> bool:
    """The first session of a journey stands on a plan for home, if only one for now."""
    return session.number == 1 and session.signed_at is None


def has_a_plan(session: Session, *, cover: Cover | None = None, on: date | None = None) -> Verdict:
    """What was held can be recorded once there is a plan, or somebody answers for its absence."""
    if not asks_for_a_plan(session):
        return ALLOW
    planned = timezone.localtime(session.planned_for).date()
    day = on or min(planned, timezone.localdate())
    if (cover or cover_of(session.family_id)).holds(on=day):
        return ALLOW
    return deny(
        "The first session is signed once a safety plan for home holds, if only one for now; or "
        "once a manager has written that sessions may begin without. Your words are kept."
    )


def may_add_to_session(person: Actor, session: Session) -> Verdict:
    if session.signed_at is None:
        return deny("This session is not signed yet: write it in the record itself.")
    return may_write_in_family(person, session.journey.family)


def can_still_be_recorded(session: Session) -> bool:
    """Whether a session of a journey that ended could have been held before that."""
    ended = session.journey.ended_at
    return (
        ended is not None
        and session.signed_at is None
        and session.journey.ending == EndingReason.TAKEN_BACK
        and session.planned_for <= ended
    )


def may_end_journey(person: Actor, journey: Journey) -> Verdict:
    return may_plan(person, journey)
