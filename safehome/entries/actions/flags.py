"""Raising a flag, looking at it again, and ending it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.entries import policies
from safehome.entries.models import Flag
from safehome.families.models import Family, FamilyMember
from safehome.families.policies import may_write_in_family
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


def raise_flag(
    family: Family, *, kind: str, words: str, review_on: date, by: Actor,
    about: FamilyMember | None = None, needs_second_person: bool = False,
) -> Flag:  # fmt: skip
    """Warn everybody who opens the family. The family must be open.

    needs_second_person: no letter leaves before somebody else has read it too.
    """
    permit(policies.may_review_on(may_write_in_family(by, family), review_on))
    flag = Flag.objects.create(
        organisation_id=family.organisation_id, family=family, kind=kind, words=words,
        about=about, needs_second_person=needs_second_person, review_on=review_on,
        raised_by_id=by.pk,
    )  # fmt: skip
    audit.record("flag.raised", about=flag, by=by)
    return flag


def review_flag(flag: Flag, *, review_on: date, by: Actor) -> Flag:
    """Say that a flag is still true, and when it is looked at next."""
    permit(policies.may_review_on(policies.may_change_flag(by, flag), review_on))
    flag.review_on = review_on
    flag.save(update_fields=["review_on"])
    audit.record("flag.reviewed", about=flag, by=by)
    return flag


def end_flag(flag: Flag, *, because: str, by: Actor) -> Flag:
    """Say that a flag is no longer true, and why. It is kept with the story."""
    permit(policies.may_change_flag(by, flag))
    flag.ended_at = timezone.now()
    flag.ended_by_id = by.pk
    flag.ended_because = because
    flag.save(update_fields=["ended_at", "ended_by", "ended_because"])
    audit.record("flag.ended", about=flag, by=by)
    return flag
