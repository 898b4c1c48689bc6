"""What others laid down for a family, what-ifs of a plan, and the lines that stand today."""

from __future__ import annotations

from uuid import UUID

from safehome.plans.models import Condition, Line, Plan, Rehearsal, Version


def conditions_of(family: UUID, organisation: UUID) -> list[Condition]:
    """Everything that others laid down, in the order it was noted. The family must be open."""
    return list(
        Condition.objects.filter(organisation_id=organisation, family_id=family).select_related(
            "written_by", "settled_by"
        )
    )


def rehearsals_of(plan: Plan) -> list[Rehearsal]:
    """What-ifs of every version of a plan, the newest first. The family must be open."""
    return list(
        Rehearsal.objects.filter(
            organisation_id=plan.organisation_id, version__plan=plan, version__discarded_at=None
        )
        .select_related("version")
        .order_by("-written_at", "-id")
    )


def lines_now(family: UUID, organisation: UUID) -> list[Line]:
    """The lines of each plan as it holds, and of each draft. The family must be open."""
    ours = {"organisation_id": organisation, "family_id": family}
    latest: dict[UUID, Version] = {}
    drafts = []
    for one in Version.objects.filter(**ours, discarded_at=None, plan__closed_at=None).order_by(
        "number"
    ):
        if one.in_force_at is None:
            drafts.append(one.pk)
        else:
            latest[one.plan_id] = one
    holding = [one.pk for one in latest.values()]
    return list(Line.objects.filter(**ours, version_id__in=[*holding, *drafts], removed_at=None))
