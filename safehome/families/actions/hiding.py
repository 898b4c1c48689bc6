"""Keeping an address from somebody in the family, and somebody from most of the staff."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families import policies
from safehome.families.homes import is_kept_from_somebody
from safehome.families.models import FamilyMember, HiddenFrom, Household, Restriction
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor


def hide_home(household: Household, *, member: FamilyMember, by: Actor) -> HiddenFrom:
    """Write that somebody in the family must not learn where a home is."""
    permit(policies.may_write_in_family(by, household.family))
    if member.household_id == household.pk:
        permit(deny(f"{member.called} lives there. Correct where they live first."))
    if HiddenFrom.objects.filter(household=household, member=member, ended_at=None).exists():
        permit(deny(f"This is written already: {member.called} must not learn it."))
    hidden = HiddenFrom.objects.create(
        organisation_id=household.organisation_id, family_id=household.family_id,
        household=household, member=member, begun_by_id=by.pk,
    )  # fmt: skip
    Household.objects.filter(pk=household.pk).update(address_is_hidden=True)
    audit.record("home.hidden", about=hidden, by=by)
    return hidden


def end_hiding(hidden: HiddenFrom, *, by: Actor) -> HiddenFrom:
    """Write that somebody may know an address again. The home stays marked while any may not."""
    permit(policies.may_write_in_family(by, hidden.household.family))
    if hidden.ended_at is not None:
        permit(deny("This has ended already."))
    hidden.ended_at = timezone.now()
    hidden.ended_by_id = by.pk
    hidden.save(update_fields=["ended_at", "ended_by"])
    # Somebody of whom this writer may not know may be among those who must not learn it.
    if not is_kept_from_somebody(hidden.household_id):
        Household.objects.filter(pk=hidden.household_id).update(address_is_hidden=False)
    audit.record("home.hiding-ended", about=hidden, by=by)
    return hidden


def restrict_member(
    member: FamilyMember, *, readers: Iterable[UUID], because: str, by: Actor
) -> Restriction:
    """Let only these staff, and whoever decides it, see that somebody is in the family.

    For everybody else they are in no list, count, picture or paper. A new
    decision takes the place of the one before, which is kept.
    """
    permit(policies.may_restrict_member(by, member.family))
    for before in Restriction.objects.filter(member=member, lifted_at=None):
        _lift(before, by)
    placed = Restriction.objects.create(
        organisation_id=member.organisation_id, family_id=member.family_id, member=member,
        readers=sorted({by.pk, *readers}), because=because, placed_by_id=by.pk,
    )  # fmt: skip
    audit.record("member.restricted", about=placed, by=by)
    return placed


def lift_restriction(member: FamilyMember, *, by: Actor) -> None:
    """Let everybody who sees the family see this member again."""
    permit(policies.may_restrict_member(by, member.family))
    held = list(Restriction.objects.filter(member=member, lifted_at=None))
    if not held:
        permit(deny("Everybody who works with the family may see them already."))
    for one in held:
        _lift(one, by)
        audit.record("member.restriction-lifted", about=one, by=by)


def _lift(restriction: Restriction, by: Actor) -> None:
    restriction.lifted_at = timezone.now()
    restriction.lifted_by_id = by.pk
    restriction.save(update_fields=["lifted_at", "lifted_by"])
