"""Who may write entries, put documents with a family, and raise flags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from safehome.entries.models import Document, Entry, Flag
from safehome.entries.parts import Part
from safehome.families.models import Family
from safehome.families.policies import WRITES, may_write_in_family
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.people.access import Actor

__all__ = ["WRITES"]


def may_write_entry(
    person: Actor, family: Family, *, parts: Sequence[Part], happened_on: date
) -> Verdict:
    verdict = may_write_in_family(person, family)
    if not verdict:
        return verdict
    if not parts or not all(part.text.strip() and part.about for part in parts):
        return deny("Each part needs words, and says whom it is about.")
    for part in parts:
        if part.belongs_to and (not part.belongs_to.is_child or part.belongs_to not in part.about):
            return deny("A part that is a child’s own is about that child.")
    if happened_on > timezone.localdate():
        return deny("This day has not come yet. Write the day on which it happened.")
    return ALLOW


def may_correct_entry(person: Actor, entry: Entry) -> Verdict:
    """The newest is corrected: a chain of corrections has one end."""
    if entry.corrections.exists():
        return deny("This entry was corrected already. Correct the newer one instead.")
    return may_write_in_family(person, entry.family)


def may_withdraw_document(person: Actor, document: Document) -> Verdict:
    if document.withdrawn_at is not None:
        return deny("This document was taken out already.")
    return may_write_in_family(person, document.family)


def may_change_flag(person: Actor, flag: Flag) -> Verdict:
    if flag.ended_at is not None:
        return deny("This flag has ended. If it is true again, raise a new one.")
    return may_write_in_family(person, flag.family)


def may_review_on(verdict: Verdict, day: date) -> Verdict:
    """A flag is looked at again on a day to come: one that never is, is overlooked."""
    if verdict and day <= timezone.localdate():
        return deny("Choose a day to come for looking at this flag again.")
    return verdict
