"""Copies that leave the house: given, withdrawn, handed back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.entries.queries import needs_second_person
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans import policies
from safehome.plans.models import Copy, CopyKind, Version
from safehome.plans.queries import in_force_of, may_be_cut, recipient_of, wrote


def give_copy(
    version: Version, *, kind: str, for_role: bool, how: str, given_on: date, expires_on: date,
    by: Actor, member: UUID | None = None, professional: UUID | None = None,
) -> Copy:  # fmt: skip
    """Note that somebody was given a copy of the version in force, and until when it holds.

    The family must be open. Refused to anybody whose contact is not confirmed,
    outside the family by its writer's hand where a flag asks for a second person,
    and where the copy's own words would give away a hidden home.
    """
    last = in_force_of(version.plan)
    permit(policies.may_give_copy(by, version, superseded=last is None or last.pk != version.pk))
    today = timezone.localdate()
    permit(policies.may_last(given_on=given_on, expires_on=expires_on, today=today))
    inside, outside = recipient_of(version, member=member, professional=professional)
    permit(policies.may_hold_copy(member=inside, professional=outside, kind=kind, on=today))
    if outside is not None:
        permit(
            policies.may_give_outside(
                by, warned=needs_second_person(version.plan.family), wrote=wrote(version)
            )
        )
    whole = not for_role and kind != CopyKind.CHILD
    permit(may_be_cut(version, inside or outside, whole=whole))
    copy = Copy.objects.create(
        organisation_id=version.organisation_id, family_id=version.family_id, version=version,
        kind=kind, for_role=not whole, member=inside, professional=outside, how=how,
        given_on=given_on, expires_on=expires_on, made_by_id=by.pk,
    )  # fmt: skip
    audit.record("plan.copy-given", about=copy, by=by)
    return copy


def withdraw_copy(copy: Copy, *, because: str, by: Actor) -> Copy:
    """Write that a copy no longer holds, and that its holder has to be told."""
    permit(policies.may_withdraw_copy(by, copy))
    copy.withdrawn_at, copy.withdrawn_by_id = timezone.now(), by.pk
    copy.withdrawn_because = because
    copy.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.record("plan.copy-withdrawn", about=copy, by=by)
    return copy


def note_copy_returned(copy: Copy, *, on: date, by: Actor) -> Copy:
    """Write that a copy was handed back or destroyed."""
    permit(policies.may_note_returned(by, copy))
    copy.returned_on = on
    copy.save(update_fields=["returned_on"])
    audit.record("plan.copy-returned", about=copy, by=by)
    return copy
