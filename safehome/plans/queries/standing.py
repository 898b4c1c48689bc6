"""How a family's plans stand. None of these opens a seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from safehome.plans.models import (
    Account,
    Answer,
    Approval,
    Breach,
    Line,
    Plan,
    Review,
    Setting,
    Version,
    Voice,
)
from safehome.plans.rules import State, state_of


@dataclass(frozen=True)
class Standing:
    """One plan and how it stands."""

    plan: Plan
    state: State
    draft: Version | None
    in_force: Version | None
    asked: Review | None  # a review that was asked for and is still to be held
    to_answer: int  # breaches that the version in force or before left unanswered

    @property
    def setting(self) -> str:
        return str(Setting(self.plan.setting).label)


def standings_of(family: UUID, organisation: UUID, *, today: date) -> list[Standing]:
    """Every plan of a family, in the order they were begun. Four statements."""
    ours = {"organisation_id": organisation, "family_id": family}
    plans = list(Plan.objects.filter(**ours).select_related("household"))
    versions = list(Version.objects.filter(**ours, discarded_at=None).order_by("number"))
    asked = list(Review.objects.filter(**ours, written_at=None).only("plan_id", "family_id", "why"))
    breaches = list(_unanswered().filter(**ours).only("plan_id", "family_id"))
    found = []
    for plan in plans:
        mine = [one for one in versions if one.plan_id == plan.pk]
        draft = next((one for one in mine if one.in_force_at is None), None)
        last = next((one for one in reversed(mine) if one.in_force_at is not None), None)
        review = next((one for one in asked if one.plan_id == plan.pk), None)
        state = state_of(
            closed=plan.closed_at is not None, in_force=last.stage if last else "",
            review_on=last.review_on if last else None, asked=review is not None, today=today,
        )  # fmt: skip
        open_ones = sum(1 for one in breaches if one.plan_id == plan.pk)
        found.append(Standing(plan, state, draft, last, review, open_ones))
    return found


def _unanswered() -> QuerySet[Breach]:
    """Breaches that no version in force has answered."""
    answered = Answer.objects.filter(version__in_force_at__isnull=False).values("breach_id")
    return Breach.objects.exclude(pk__in=answered)


def still_to_answer(version: Version) -> list[Breach]:
    """What happened under this plan that neither an earlier version nor this one answers."""
    here = Answer.objects.filter(organisation_id=version.organisation_id, version=version).values(
        "breach_id"
    )
    return list(
        _unanswered()
        .filter(organisation_id=version.organisation_id, plan_id=version.plan_id)
        .exclude(pk__in=here)
    )


def wrote(version: Version) -> frozenset[UUID]:
    """Everybody who wrote something in a version: they do not approve it. One statement."""
    mine = {"organisation_id": version.organisation_id, "version": version}
    begun = Version.objects.filter(pk=version.pk).order_by().values_list("begun_by_id")
    # Lines that were taken over unchanged were answered for with the version before.
    since = {"written_at__gte": version.begun_at}
    hands = [
        model.objects.filter(**mine, **since).order_by().values_list("written_by_id")
        for model in (Line, Voice, Account, Answer)
    ]
    return frozenset(pk for (pk,) in begun.union(*hands).order_by())


def is_approved(version: Version) -> bool:
    """Whether the last word on a version was an approval, and nothing was written since."""
    last = (
        Approval.objects.filter(organisation_id=version.organisation_id, version=version)
        .order_by("-written_at", "-id")
        .only("approved", "written_at", "family_id")
        .first()
    )
    if last is None or not last.approved:
        return False
    mine = {"organisation_id": version.organisation_id, "version": version}
    later = {"written_at__gt": last.written_at}
    changed = any(
        model._default_manager.filter(**mine, **later).exists()
        for model in (Line, Voice, Account, Answer)
    )
    return not (changed or Line.objects.filter(**mine, removed_at__gt=last.written_at).exists())
