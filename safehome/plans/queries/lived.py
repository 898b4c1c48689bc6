"""What a plan has lived through: versions that held, what did not work, when it was looked at.

The family must be open where words are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from safehome.plans.models import Answer, Approval, Breach, Gone, Plan, Review, Version


@dataclass(frozen=True)
class Told:
    """Something that did not work. answer: what a version that held did about it, if any."""

    breach: Breach
    answer: str


def _of(plan: Plan) -> dict[str, object]:
    return {"organisation_id": plan.organisation_id, "plan": plan}


def versions_once_in_force(plan: Plan) -> QuerySet[Version]:
    """Those that held or hold, newest first."""
    return Version.objects.filter(**_of(plan), in_force_at__isnull=False).order_by("-number")


def versions_of(plan: Plan) -> QuerySet[Version]:
    """All that were not given up, oldest first; the draft among them."""
    return Version.objects.filter(**_of(plan), discarded_at=None).order_by("number")


def told_of(plan: Plan) -> list[Told]:
    """What did not work, newest first. Two statements. The family must be open."""
    answers = Answer.objects.filter(
        organisation_id=plan.organisation_id, version__plan=plan,
        version__in_force_at__isnull=False,
    ).order_by("written_at")  # fmt: skip
    words = {one.breach_id: one.words for one in answers}
    return [Told(one, words.get(one.pk, "")) for one in Breach.objects.filter(**_of(plan))]


def answers_in(version: Version) -> QuerySet[Answer]:
    """What a version does about things that did not work."""
    found = Answer.objects.filter(organisation_id=version.organisation_id, version=version)
    return found.select_related("breach").order_by("written_at")


def reviews_held(plan: Plan) -> QuerySet[Review]:
    return Review.objects.filter(**_of(plan)).exclude(written_at=None)


def review_asked(plan: Plan) -> Review | None:
    """The review that is asked for and not written down yet."""
    found = Review.objects.filter(**_of(plan), written_at=None)
    return found.select_related("asked_by").first()


def approvals_of(version: Version) -> QuerySet[Approval]:
    return Approval.objects.filter(version=version).select_related("written_by")


def _between(before: Version, version: Version) -> dict[str, object]:
    return {
        "organisation_id": version.organisation_id, "version__plan": version.plan_id,
        "version__discarded_at": None,
        "version__number__gt": before.number, "version__number__lte": version.number,
    }  # fmt: skip


def reasons_gone(before: Version, version: Version) -> Mapping[UUID, str]:
    """Why lines went between two versions, by what is the same in every version."""
    found = Gone.objects.filter(**_between(before, version))
    return {one.root: one.because for one in found}


def answers_between(before: Version, version: Version) -> QuerySet[Answer]:
    """What answered something that did not work, in the versions after one and up to another."""
    found = Answer.objects.filter(**_between(before, version))
    return found.select_related("breach").order_by("written_at")
