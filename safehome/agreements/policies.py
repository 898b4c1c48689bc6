"""Who may write what a carer said, and who decides where carers differ."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from safehome.agreements.models import How, Purpose, Said
from safehome.agreements.rules import Conflict, Kind, Standing, State, kind_of
from safehome.design.words import plain_day
from safehome.families.models import Family, FamilyMember
from safehome.families.policies import ALLOCATES, may_write_in_family
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor
from safehome.people.models import Role

FINDS_INVALID = (Role.SUPERVISOR, Role.SAFEGUARDING_LEAD)


LONG_BEFORE = timedelta(days=366)  # before a family's record began


def is_of_our_time(family: Family, on: date) -> Verdict:
    """Whether a day is not so far back that it can only be a slip: a year before the record.

    Families are told of, and asked, before their record begins; not years before.
    """
    begun = timezone.localdate(family.opened_at)
    if on >= begun - LONG_BEFORE:
        return ALLOW
    return deny(
        f"That day is more than a year before this family’s record began, on {plain_day(begun)}."
        " Check the year. If it was so long ago, ask them anew, and write the day of that"
    )


def may_ask(person: Actor, carer: FamilyMember) -> Verdict:
    """Each carer is asked for themselves, while they belong to the family."""
    verdict = may_write_in_family(person, carer.family)
    if not verdict:
        return verdict
    if not carer.is_carer:
        return deny("Agreements are asked of carers. Children and other adults are not asked here.")
    if carer.left_on is not None:
        return deny("This carer has left the family, so there is nothing to ask.")
    return ALLOW


def may_keep_answer(  # noqa: PLR0911 - each refusal has its own reason
    person: Actor, carer: FamilyMember, *, purpose: str, said: str, on: date, until: date | None,
    how: str, signature: str, reason: str, standing: Standing, has_contact_rule: bool,
) -> Verdict:  # fmt: skip
    """An answer that was given, in a form that can be shown later."""
    verdict = may_ask(person, carer)
    if not verdict:
        return verdict
    if on > timezone.localdate():
        return deny("An answer cannot be of a day to come. Give the day on which it was said.")
    known = is_of_our_time(carer.family, on)
    if not known:
        return known
    if until is not None and until < on:
        return deny("An agreement cannot run out before it was given. Choose a later day.")
    if said == Said.REFUSED and standing.state is State.IN_FORCE:
        return deny(
            "This was agreed to, and it holds. If the carer has changed their mind, "
            "write that they take it back."
        )
    if said == Said.REFUSED and not reason:
        return deny("Say why not; “would rather not say” is a reason too.")
    if said == Said.GIVEN and purpose == Purpose.CONTACT and not has_contact_rule:
        return deny("First agree how this carer may be reached, on their own page.")
    if how != How.SPOKEN and not signature.strip():
        return deny("Have it signed, typed or say where the paper lies; or choose “said”.")
    return ALLOW


def may_take_back(
    person: Actor, carer: FamilyMember, *, purpose: str, on: date, standing: Standing
) -> Verdict:
    """On any day, and without a good reason: what was given freely is taken back freely."""
    verdict = may_write_in_family(person, carer.family)
    if not verdict:
        return verdict
    if kind_of(purpose) is Kind.EXPLAINED:
        return deny(
            "What was explained cannot be taken back. If it was explained wrongly, a supervisor "
            "finds it not valid, and it is explained again."
        )
    if standing.state is not State.IN_FORCE or standing.answer is None:
        return deny("Nothing is in force here that could be taken back.")
    if on > timezone.localdate():
        return deny("An answer cannot be of a day to come. Give the day on which it was said.")
    if on < standing.answer.on:
        return deny("It was agreed to after that day. Give the day on which it was taken back.")
    return ALLOW


def may_find_invalid(person: Actor, family: Family, *, standing: Standing) -> Verdict:
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(*FINDS_INVALID):
        return deny("A supervisor or the safeguarding lead finds an agreement not to be valid.")
    if standing.state is not State.IN_FORCE:
        return deny("Nothing is in force here that could be found not to be valid.")
    return ALLOW


def may_resolve(person: Actor, family: Family, conflict: Conflict | None) -> Verdict:
    """Somebody who answers for the work, and who wrote none of the answers themselves."""
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(*ALLOCATES):
        return deny("A supervisor, manager or safeguarding lead decides this.")
    if conflict is None:
        return deny("The carers of this family do not differ here any more.")
    if person.pk in conflict.asked_by:
        return deny("You asked one of them yourself, so a colleague decides this.")
    return ALLOW


def may_settle(person: Actor, family: Family, *, asked: bool) -> Verdict:
    """Decide over a no that is not in sight. asked: whether they wrote down any of the answers."""
    if family.organisation_id != person.organisation_id:
        return deny("This family is not one of your organisation's.")
    if not person.has(Role.SAFEGUARDING_LEAD):
        return deny("A safeguarding lead decides this.")
    if asked:
        return deny("You asked one of them yourself, so a colleague decides this.")
    return ALLOW
