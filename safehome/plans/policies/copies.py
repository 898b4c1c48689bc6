"""Who gives a copy of a plan to whom, for how long; and a copy on a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from safehome.families.models import FamilyMember
from safehome.families.policies import may_write_in_family
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.network.models import Professional
from safehome.network.rules import has_ended
from safehome.people.access import Actor
from safehome.plans.models import (
    Copy,
    CopyKind,
    Explained,
    Version,
)

LONGEST_COPY = timedelta(days=366)
LONGEST_ON_PHONE = timedelta(days=100)
CHILDS_OWN = "A child gets the child’s own copy, and only a child gets that."
ON_PHONE = "Only a carer of the family has it on a phone. Give others a paper copy."


def may_give_copy(person: Actor, version: Version, *, superseded: bool) -> Verdict:
    verdict = may_write_in_family(person, version.plan.family)
    if not verdict:
        return verdict
    if version.in_force_at is None or superseded or version.plan.closed_at is not None:
        return deny("Only the version in force is given to anybody.")
    return ALLOW


def may_hold_copy(
    *, member: FamilyMember | None, professional: Professional | None, kind: str, on: date
) -> Verdict:
    """To whom a copy may go: somebody of the family, or a professional whose contact holds."""
    if not _is_kind_for(member, kind):
        return deny(ON_PHONE if kind == CopyKind.PHONE else CHILDS_OWN)
    if member is not None and member.left_on is not None:
        return deny(f"{member.called} has left this family.")
    if member is None and professional is None:
        return deny("Choose who gets the copy.")
    if professional is not None and professional.confirmed_at is None:
        return deny("This contact is not confirmed. Confirm it by telephone first.")
    if professional is not None and has_ended(professional.until, on=on):
        return deny("They no longer work with this family. Choose whoever does now.")
    return ALLOW


def _is_kind_for(member: FamilyMember | None, kind: str) -> bool:
    if kind == CopyKind.PHONE:
        return member is not None and member.is_carer
    return (member is not None and member.is_child) == (kind == CopyKind.CHILD)


def may_give_outside(person: Actor, *, warned: bool, wrote: frozenset[UUID]) -> Verdict:
    """Where a flag asks for a second person, no copy leaves the family by its writer's hand."""
    if warned and person.pk in wrote:
        return deny(
            "This family has a warning, so a second person gives copies outside the family. "
            "Ask a colleague or your supervisor who wrote none of this version."
        )
    return ALLOW


def may_last(*, given_on: date, expires_on: date, today: date) -> Verdict:
    if given_on > today:
        return deny("That day has not come yet. Note a copy on the day it is given.")
    if not given_on < expires_on <= given_on + LONGEST_COPY or expires_on < today:
        return deny("A copy holds until a day to come, within a year of the day it is given.")
    return ALLOW


def may_say_so_much(words: Sequence[str]) -> Verdict:
    """words: those in a copy that give away what its holder must not learn."""
    if words:
        short = words[0] if len(words[0]) <= 80 else f"{words[0][:77]}…"
        return deny(
            "No copy for them: it would say something they must not learn, such as where or what "
            f"a home is that is hidden from them. Write this differently in the next version: "
            f"“{short}”"
        )
    return ALLOW


def may_have_on_phone(
    carer: FamilyMember | None, *, explained: Sequence[str], said_back: str
) -> Verdict:
    """Only a carer who was told all of it, and said back what it means."""
    if carer is None or not carer.is_carer:
        return deny(ON_PHONE)
    if set(explained) != set(Explained.values):
        return deny("Go through all of it with them first. If there is no time, give the card.")
    if not said_back.strip():
        return deny("Write what it means for them, in their own words.")
    return ALLOW


def may_last_on_phone(expires_on: date, *, today: date) -> Verdict:
    if not today < expires_on <= today + LONGEST_ON_PHONE:
        return deny(
            f"On a phone it holds for {LONGEST_ON_PHONE.days} days at most. Choose a day to come."
        )
    return ALLOW


def is_on_phone(copy: Copy) -> Verdict:
    if copy.kind != CopyKind.PHONE:
        return deny("This copy is on paper. Withdraw it with the reason, and fetch it back.")
    return ALLOW


def may_print_copy(copy: Copy, *, superseded: bool, today: date) -> Verdict:
    if copy.kind == CopyKind.PHONE:
        return deny("This copy is on a phone. Give a paper copy, such as the pocket card.")
    if copy.withdrawn_at is not None:
        return deny("This copy was withdrawn, so it is not printed again.")
    if superseded or copy.version.plan.closed_at is not None:
        return deny("This version no longer holds. Give them a copy of the one that does.")
    if copy.expires_on < today:
        return deny("This copy has run out. Give them a new one.")
    return ALLOW


def may_withdraw_copy(person: Actor, copy: Copy) -> Verdict:
    verdict = may_write_in_family(person, copy.version.plan.family)
    if verdict and copy.withdrawn_at is not None:
        return deny("This copy was withdrawn already.")
    return verdict


def may_note_returned(person: Actor, copy: Copy) -> Verdict:
    verdict = may_write_in_family(person, copy.version.plan.family)
    if verdict and copy.returned_on is not None:
        return deny("This copy was handed back already.")
    return verdict
