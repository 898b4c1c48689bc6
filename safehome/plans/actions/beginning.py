"""Beginning a plan, beginning its next version, giving a draft up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Family, Household
from safehome.kit.records import insert_together
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans import policies
from safehome.plans.models import (
    Account,
    ForChild,
    Hand,
    Line,
    Plan,
    Version,
    Voice,
)
from safehome.plans.queries import draft_of, in_force_of, read, same_place
from safehome.plans.queries.written import Draft


@transaction.atomic
def begin_plan(
    family: Family, *, setting: str, stage: str, by: Actor, called: str = "",
    household: Household | None = None,
) -> Version:  # fmt: skip
    """Begin a plan for one setting, with an empty first version. The family must be open.

    One for each place: refused where one for this very place is open already.
    """
    Family.objects.select_for_update(of=("self",)).only("id").filter(pk=family.pk).first()
    there = same_place(family, setting=setting, called=called, household=household)
    permit(policies.may_begin_plan(by, family, there=there is not None))
    plan = Plan.objects.create(
        organisation_id=family.organisation_id, family=family, setting=setting, called=called,
        household=household, begun_by_id=by.pk,
    )  # fmt: skip
    version = Version.objects.create(
        organisation_id=plan.organisation_id, family_id=plan.family_id, plan=plan, number=1,
        stage=stage, begun_by_id=by.pk,
    )  # fmt: skip
    audit.record("plan.begun", about=plan, by=by)
    return version


@transaction.atomic
def begin_version(plan: Plan, *, stage: str, by: Actor) -> Version:
    """Begin the next version from the one in force: its lines, hands, voices and accounts.

    Every line keeps its author and its root; nobody's stand is taken over. The
    family must be open.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("family").get(pk=plan.pk)
    permit(policies.may_begin_version(by, plan, drafting=draft_of(plan) is not None))
    last = in_force_of(plan)
    numbers = Version.objects.filter(organisation_id=plan.organisation_id, plan=plan)
    version = Version.objects.create(
        organisation_id=plan.organisation_id, family_id=plan.family_id, plan=plan,
        number=max(numbers.values_list("number", flat=True), default=0) + 1,
        stage=stage, after=last, language=last.language if last else "en", begun_by_id=by.pk,
    )  # fmt: skip
    if last is not None:
        last.plan = plan
        _take_over(read(last), version)
    audit.record("plan.version-begun", about=version, by=by)
    return version


def give_up_version(version: Version, *, by: Actor) -> Version:
    """Give a draft up. It is kept, and no longer stands in the way of another."""
    permit(policies.may_write_version(by, version))
    version.discarded_at = timezone.now()
    version.discarded_by_id = by.pk
    version.save(update_fields=["discarded_at", "discarded_by"])
    audit.record("plan.version-given-up", about=version, by=by)
    return version


def _anew[M: Any](one: M, version: Version, **changed: object) -> M:
    """The same words under a new id, sealed anew; authors and moments stay."""
    kept = {
        field.attname: getattr(one, field.attname)
        for field in type(one)._meta.concrete_fields
        if field.name not in ("id", "version") and field.attname not in changed
    }
    return type(one)(**kept, **changed, version_id=version.pk)  # type: ignore[no-any-return]


def _take_over(last: Draft, version: Version) -> None:
    here = set(last.members)
    lines: dict[UUID, Line] = {one.pk: _anew(one, version) for one in last.lines}
    insert_together(list(lines.values()))
    hands = [
        _anew(hand, version, line_id=lines[pk].pk)
        for pk, some in last.hands.items()
        if pk in lines
        for hand in some
        if (hand.member_id or hand.professional_id) in {*here, *last.professionals}
    ]
    children = [
        ForChild(
            organisation_id=version.organisation_id, family_id=version.family_id,
            version=version, line=lines[pk], child_id=child,
        )
        for pk, some in last.children.items()
        if pk in lines
        for child in some & here
    ]  # fmt: skip
    Hand.objects.bulk_create(hands)
    ForChild.objects.bulk_create(children)
    Voice.objects.bulk_create(_anew(one, version) for pk, one in last.voices.items() if pk in here)
    Account.objects.bulk_create(
        _anew(one, version) for pk, one in last.accounts.items() if pk in here
    )
