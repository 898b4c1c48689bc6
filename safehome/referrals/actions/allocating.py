"""What somebody can take on, and to whom a family is given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from safehome.audit import ledger as audit
from safehome.families.actions import assign_family
from safehome.families.models import Family
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor
from safehome.people.models import Person
from safehome.referrals import policies
from safehome.referrals.models import Allocation, Capacity
from safehome.referrals.queries.allocating import Candidate


def set_capacity(
    person: Person, *, weight: Decimal, languages: Iterable[str], skills: Iterable[str],
    away_until: date | None, by: Actor,
) -> Capacity:  # fmt: skip
    """Write what somebody has room for. weight: ordinary families at once."""
    permit(policies.may_set_capacity(by, person))
    capacity = Capacity.objects.create(
        organisation_id=by.organisation_id, person=person, weight=weight,
        languages=sorted(set(languages)), skills=sorted(set(skills)), away_until=away_until,
        written_by_id=by.pk,
    )  # fmt: skip
    audit.record("capacity.set", about=capacity, by=by)
    return capacity


def allocate_family(
    family: Family, candidate: Candidate, *, because: str, weight: Decimal, by: Actor
) -> Allocation:
    """Give a waiting family to somebody, with the reason and what was on the screen."""
    permit(policies.may_allocate(by, family))
    if candidate.refusal:
        permit(deny(candidate.refusal))
    if not because.strip():
        permit(deny("Write why it is given to them, so that it can be explained to both."))
    assign_family(family, person=candidate.pk, by=by)
    allocation = Allocation.objects.create(
        organisation_id=family.organisation_id, family=family, person_id=candidate.pk,
        because=because, weight=weight, reasons=list(candidate.codes), chosen_by_id=by.pk,
    )  # fmt: skip
    audit.record("family.allocated", about=allocation, by=by)
    return allocation
