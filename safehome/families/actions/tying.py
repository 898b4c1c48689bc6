"""Putting right what is written of a relationship. The sentence is kept either way."""

from __future__ import annotations

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families import policies
from safehome.families.models import Relationship
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor


def end_relationship(tie: Relationship, *, until: str, by: Actor) -> Relationship:
    """Write until when it lasted. until: a year or a day, as for `relate`."""
    permit(policies.may_write_in_family(by, tie.family))
    now = Relationship.objects.select_for_update().get(pk=tie.pk)
    if now.until:
        permit(deny(f"This ended already, in {now.until}."))
    if now.since and until < now.since[: len(until)]:
        permit(deny(f"It began in {now.since}: it cannot have ended before."))
    now.until = until
    now.save(update_fields=["until"])
    audit.record("relationship.ended", about=now, by=by)
    return now


def withdraw_relationship(tie: Relationship, *, by: Actor) -> Relationship:
    """Take back a sentence that was written by mistake. It is no longer shown, and kept."""
    permit(policies.may_write_in_family(by, tie.family))
    now = Relationship.objects.select_for_update().get(pk=tie.pk)
    if now.withdrawn_at is not None:
        permit(deny("This was taken back already."))
    now.withdrawn_at = timezone.now()
    now.withdrawn_by_id = by.pk
    now.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("relationship.withdrawn", about=now, by=by)
    return now
