"""Giving a family to somebody, and keeping somebody out."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families import policies
from safehome.families.models import Assignment, Block, Family
from safehome.families.together import records_of
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor


def assign_family(family: Family, *, person: UUID, by: Actor, leads: bool = True) -> Assignment:
    """Give somebody the family to work with. Whoever has just opened it takes it on."""
    if person != by.pk:
        permit(policies.may_assign_family(by, family))
    else:
        permit(policies.may_open_family(by))
    if Assignment.objects.filter(family=family, person_id=person, ended_at=None).exists():
        permit(deny("This person works with the family already."))
    if Block.objects.filter(family=family, person_id=person, lifted_at=None).exists():
        permit(deny("This person is kept out of the record for a conflict of interest."))
    assignment = Assignment.objects.create(
        organisation_id=family.organisation_id,
        family=family,
        person_id=person,
        leads=leads,
        begun_by_id=by.pk,
    )
    audit.record("family.assigned", about=assignment, by=by, family=family.pk)
    return assignment


def end_assignment(assignment: Assignment, *, by: Actor) -> Assignment:
    """End somebody's work with a family. From their next request they cannot see it."""
    permit(policies.may_assign_family(by, assignment.family))
    if assignment.ended_at is not None:
        permit(deny("This has ended already."))
    assignment.ended_at = timezone.now()
    assignment.ended_by_id = by.pk
    assignment.save()
    audit.record("family.assignment-ended", about=assignment, by=by)
    return assignment


def block_somebody(family: Family, *, person: UUID, by: Actor) -> Block:
    """Keep somebody out of a family for a conflict of interest: of each record that it has."""
    permit(policies.may_block_somebody(by, family))
    records = _records(family)
    held = Block.objects.filter(family_id__in=records, person_id=person, lifted_at=None)
    kept_out = set(held.values_list("family_id", flat=True))
    if family.pk in kept_out:
        permit(deny("This person is kept out already."))
    placed = [_block(family, one, person, by) for one in records if one not in kept_out]
    return placed[0]


def _block(family: Family, record: UUID, person: UUID, by: Actor) -> Block:
    block = Block.objects.create(
        organisation_id=family.organisation_id, family_id=record, person_id=person,
        placed_by_id=by.pk,
    )  # fmt: skip
    audit.record("family.somebody-blocked", about=block, by=by, family=record)
    return block


def _records(family: Family) -> list[UUID]:
    """The records that are read as one, this the first. Held, so that none is added meanwhile."""
    Family.objects.select_for_update().filter(pk=family.pk).values("pk").first()
    return records_of(family.pk, family.organisation_id)


def lift_block(block: Block, *, by: Actor) -> Block:
    """Let somebody in again, once the conflict of interest is over. The blocks are kept."""
    permit(policies.may_lift_block(by, block.family, blocked=block.person_id))
    records = _records(block.family)
    held = list(Block.objects.filter(
        family_id__in=records, person_id=block.person_id, lifted_at=None
    ))  # fmt: skip
    for one in held:
        one.lifted_at = timezone.now()
        one.lifted_by_id = by.pk
        one.save()
        audit.record("family.block-lifted", about=one, by=by)
    return next((one for one in held if one.pk == block.pk), block)
