"""One plan, version or part of one, opened for reading; or 404."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.shortcuts import get_object_or_404

from safehome.families.models import Family, Household
from safehome.people.access import Actor
from safehome.plans.models import (
    Account,
    Answer,
    Breach,
    Condition,
    Copy,
    Exemption,
    Line,
    Plan,
    Review,
    Version,
)
from safehome.vault.keyring import open_family


def _found[M: Model](model: type[M], person: Actor, pk: UUID, purpose: str, *reaches: str) -> M:
    rows: Any = model._default_manager.select_related(*reaches)
    found: Any = get_object_or_404(rows, pk=pk, organisation_id=person.organisation_id)
    open_family(found.family_id, purpose=purpose)
    return found  # type: ignore[no-any-return]


def plan_for(person: Actor, pk: UUID, *, purpose: str) -> Plan:
    return _found(Plan, person, pk, purpose, "family__team", "household", "closed_by")


def version_for(person: Actor, pk: UUID, *, purpose: str) -> Version:
    return _found(Version, person, pk, purpose, "plan__family__team", "plan__household")


def line_for(person: Actor, pk: UUID, *, purpose: str) -> Line:
    return _found(Line, person, pk, purpose, "version__plan__family__team")


def breach_for(person: Actor, pk: UUID, *, purpose: str) -> Breach:
    return _found(Breach, person, pk, purpose, "plan__family__team", "version")


def review_for(person: Actor, pk: UUID, *, purpose: str) -> Review:
    return _found(Review, person, pk, purpose, "plan__family__team")


def condition_for(person: Actor, pk: UUID, *, purpose: str) -> Condition:
    return _found(Condition, person, pk, purpose, "family__team")


def exemption_for(person: Actor, pk: UUID, *, purpose: str) -> Exemption:
    return _found(Exemption, person, pk, purpose, "family__team")


def copy_for(person: Actor, pk: UUID, *, purpose: str) -> Copy:
    return _found(
        Copy, person, pk, purpose, "version__plan__family__team", "member", "professional"
    )


def same_place(
    family: Family, *, setting: str, called: str, household: Household | None
) -> Plan | None:
    """The open plan for one place, if there is one: of this kind, this name and this home.

    The family must be open.
    """
    name = " ".join(called.split()).casefold()
    open_ones = Plan.objects.filter(
        organisation_id=family.organisation_id, family=family, setting=setting, closed_at=None,
        household=household,
    )  # fmt: skip
    return next((one for one in open_ones if " ".join(one.called.split()).casefold() == name), None)


def as_seen(there: Account | Answer | None) -> str:
    """What was on a writer's screen, by when it was written; "" where there was nothing."""
    return there.written_at.isoformat() if there else ""


def draft_of(plan: Plan) -> Version | None:
    """The version of a plan that is being written, if there is one."""
    return Version.objects.filter(
        organisation_id=plan.organisation_id, plan=plan, in_force_at=None, discarded_at=None
    ).first()


def in_force_of(plan: Plan) -> Version | None:
    """The version of a plan that holds: the last one that came into force."""
    return (
        Version.objects.filter(
            organisation_id=plan.organisation_id, plan=plan, in_force_at__isnull=False
        )
        .order_by("-number")
        .first()
    )
