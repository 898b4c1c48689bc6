"""Safety plans that need somebody now: looks that are late, approvals, what is not answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from safehome.families.queries import assigned_to
from safehome.kit.addresses import address_of
from safehome.kit.together import Facts
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.plans.models import Approval, Breach, Line, Plan, Review, Setting, Stage, Version
from safehome.plans.policies import APPROVES, READS
from safehome.plans.queries import has_happened, unanswered

SHOWN = 30


def plans_to_look_at(person: Actor, facts: Facts) -> QuerySet[Plan]:
    """Plans of my families that are to be looked at again, those whose day is past first.

    Their day is past, or a review was asked for, or something happened since.
    """
    in_force = Version.objects.filter(
        organisation_id=person.organisation_id, plan_id=OuterRef("pk"), in_force_at__isnull=False
    ).order_by("-number")
    due = Coalesce("look_on", Subquery(in_force.values("review_on")[:1]), output_field=DateField())
    asked = Review.objects.filter(
        organisation_id=person.organisation_id, plan_id=OuterRef("pk"), written_at=None
    )
    return (
        Plan.objects.filter(
            assigned_to(person), organisation_id=person.organisation_id, closed_at=None
        )
        .annotate(due=due)
        .filter(
            Q(due__lt=facts["today"])
            | Q(Exists(asked), due__isnull=False)
            | Q(has_happened(), due__isnull=False)
        )
        .select_related("family")
        .order_by("due")[:SHOWN]
    )


def plans_to_approve(person: Actor, _: Facts) -> QuerySet[Version]:
    """Whole drafts with a day for the next look, which nobody answered since they were written."""
    if not person.has(*APPROVES):
        return Version.objects.none()
    wanted = Q() if person.has(Role.SUPERVISOR) else Q(assigned_to(person))
    mine = {"organisation_id": person.organisation_id, "version_id": OuterRef("pk")}
    words = Line.objects.filter(**mine).order_by().values("version_id")
    answers = Approval.objects.filter(**mine).order_by().values("version_id")
    return (
        Version.objects.filter(
            wanted, ~Q(begun_by_id=person.pk), organisation_id=person.organisation_id,
            stage=Stage.WHOLE, in_force_at=None, discarded_at=None, review_on__isnull=False,
            plan__closed_at=None,
        )
        .annotate(
            words_at=Subquery(words.annotate(at=Max("written_at")).values("at"),
                              output_field=DateTimeField()),
            answered_at=Subquery(answers.annotate(at=Max("written_at")).values("at"),
                                 output_field=DateTimeField()),
        )
        .filter(Q(answered_at=None) | Q(words_at__gt=F("answered_at")))
        .select_related("plan", "family")
        .order_by("begun_at")[:SHOWN]
    )  # fmt: skip


def plans_to_answer(person: Actor, _: Facts) -> QuerySet[Breach]:
    """What did not work under plans of my families, and no version has answered yet."""
    if not person.has(*READS):
        return Breach.objects.none()
    return (
        unanswered()
        .filter(assigned_to(person), organisation_id=person.organisation_id, plan__closed_at=None)
        .select_related("family", "plan")
        .defer("what", "did", "told_by")
        .order_by("happened_on")[:SHOWN]
    )


# Read together with the other lists of the page.
OF_PLANS = {
    "plan_looks": plans_to_look_at,
    "plan_approvals": plans_to_approve,
    "plan_answers": plans_to_answer,
}


def told_of_plans(found: Mapping[str, list[Any]]) -> Iterator[tuple[str, str, date | datetime]]:
    """A sentence, where it leads, and since when."""
    today = timezone.localdate()
    for plan in found["plan_looks"]:
        words = f"{plan.family.name}: the plan is to be looked at again ({_setting(plan)})"
        yield words, address_of("workspace:plans", plan.family_id), min(plan.due, today)
    for version in found["plan_approvals"]:
        words = f"{version.family.name}: a plan waits for your approval ({_setting(version.plan)})"
        yield words, address_of("plans:agree", version.pk), version.begun_at
    for one in found["plan_answers"]:
        words = f"{one.family.name}: something did not work and is not answered yet"
        yield words, address_of("plans:plan", one.plan_id), one.happened_on


def _setting(plan: Plan) -> str:
    return str(Setting(plan.setting).label).lower()
