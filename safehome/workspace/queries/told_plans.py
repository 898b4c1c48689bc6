"""What became of safety plans, as lines of a family's story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from safehome.families.models import Family, FamilyMember
from safehome.journeys.queries.banner import of_family
from safehome.kit.together import Facts
from safehome.plans.models import (
    Breach,
    BreachKind,
    Copy,
    Outcome,
    Plan,
    Review,
    Setting,
    Stage,
    Version,
)
from safehome.workspace.queries.telling import Entry, on_a_day, when_of

KIND = {"plan": "Safety plan"}
# Read together with the rest of the story. What a reader may not read is not among it.
PLANNED: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "plans": lambda facts: Plan.objects.filter(**of_family(facts)),
    "plan_versions": lambda facts: Version.objects.filter(
        **of_family(facts), in_force_at__isnull=False
    ),
    "plan_breaches": lambda facts: Breach.objects.filter(**of_family(facts)).only(
        "family_id", "plan_id", "kind", "happened_on", "what"
    ),
    "plan_reviews": lambda facts: Review.objects.filter(
        **of_family(facts), written_at__isnull=False
    ).only("family_id", "plan_id", "held_on", "outcome", "because"),
    "plan_copies": lambda facts: (
        Copy.objects.filter(**of_family(facts))
        .select_related("professional", "version")
        .only(
            "family_id", "member_id", "given_on", "withdrawn_at", "withdrawn_because",
            "professional__name", "professional__family_id", "version__plan_id",
            "version__family_id",
        )
    ),
}  # fmt: skip


def told_of_plans(
    family: Family, happened: Mapping[str, list[Any]], known: Mapping[UUID, FamilyMember]
) -> Iterator[Entry]:
    """Versions that came into force, what did not work, looks at it, copies; and plans' ends."""
    tab = reverse("workspace:plans", args=[family.pk])  # which everybody may open
    names = {plan.pk: _name(plan) for plan in happened["plans"]}
    for plan in happened["plans"]:
        if plan.closed_at is not None:
            yield Entry(
                plan.closed_at, when_of(plan.closed_at), "plan",
                f"The plan was closed: {names[plan.pk]}", plan.closed_because,
                tab,
            )  # fmt: skip
    for version in happened["plan_versions"]:
        stage = "The plan for now" if version.stage == Stage.INTERIM else "The plan"
        yield Entry(
            version.in_force_at, when_of(version.in_force_at), "plan",
            f"{stage} was agreed: {names[version.plan_id]}", f"Version {version.number}.",
            tab,
        )  # fmt: skip
    for breach in happened["plan_breaches"]:
        at = on_a_day(breach.happened_on)
        yield Entry(
            at, when_of(at), "plan", f"{BreachKind(breach.kind).label}: {names[breach.plan_id]}",
            breach.what, reverse("plans:plan", args=[breach.plan_id]),
        )  # fmt: skip
    for review in happened["plan_reviews"]:
        at = on_a_day(review.held_on)
        decided = Outcome(review.outcome).label if review.outcome else ""
        yield Entry(
            at, when_of(at), "plan", f"The plan was looked at again: {names[review.plan_id]}",
            ". ".join(part for part in (decided, review.because) if part),
            reverse("plans:plan", args=[review.plan_id]), "small",
        )  # fmt: skip
    yield from _copies(happened["plan_copies"], known)


def _copies(copies: list[Copy], known: Mapping[UUID, FamilyMember]) -> Iterator[Entry]:
    for copy in copies:
        member = known.get(copy.member_id) if copy.member_id else None
        if copy.member_id and member is None:
            continue
        name = member.called if member else copy.professional and copy.professional.name
        name = name or "somebody"
        there = reverse("plans:copies", args=[copy.version.plan_id])
        people = frozenset({member.pk}) if member else frozenset()
        at = on_a_day(copy.given_on)
        yield Entry(at, when_of(at), "plan", f"A copy of the plan was given to {name}", "", there,
                    "small", people=people)  # fmt: skip
        if copy.withdrawn_at is not None:
            yield Entry(
                copy.withdrawn_at, when_of(copy.withdrawn_at), "plan",
                f"The copy of {name} was withdrawn", copy.withdrawn_because, there, "small",
                people=people,
            )  # fmt: skip


def _name(plan: Plan) -> str:
    setting = str(Setting(plan.setting).label).lower()
    return f"{setting}, {plan.called}" if plan.called else setting
