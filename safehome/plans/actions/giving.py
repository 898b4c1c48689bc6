"""Copies that leave the house: given, withdrawn, handed back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans import policies
from safehome.plans.models import Copy, Version
from safehome.plans.queries import in_force_of


def give_copy(
    version: Version, *, kind: str, for_role: bool, how: str, given_on: date, expires_on: date,
    by: Actor, member: UUID | None = None, professional: UUID | None = None,
) -> Copy:  # fmt: skip
    """Note that somebody was given a copy of the version in force, and until when it holds."""
    last = in_force_of(version.plan)
    permit(policies.may_give_copy(by, version, superseded=last is None or last.pk != version.pk))
    copy = Copy.objects.create(
        organisation_id=version.organisation_id, family_id=version.family_id, version=version,
        kind=kind, for_role=for_role, member_id=member, professional_id=professional, how=how,
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
