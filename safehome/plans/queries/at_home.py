"""What stands in the family's plan for home today: in its draft, or else in what holds."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from safehome.plans.models import Line, Setting, Version


def newest_at_home(families: Any) -> QuerySet[Version]:
    """The newest version of each open plan for home, the plan begun first before others.

    families: identifiers, or a query for them. Opens no seal.
    """
    later = Version.objects.filter(
        plan_id=OuterRef("plan_id"), discarded_at=None, number__gt=OuterRef("number")
    )
    return Version.objects.filter(
        ~Exists(later), family_id__in=families, plan__setting=Setting.HOME, plan__closed_at=None,
        discarded_at=None,
    ).order_by("plan__begun_at", "id")  # fmt: skip


def lines_at_home(families: Any) -> QuerySet[Line]:
    """The lines of those versions that stand, in the order of the plan. The family must be open."""
    return (
        Line.objects.filter(
            version_id__in=newest_at_home(families).order_by().values("pk"), removed_at=None
        )
        .only("section", "text", "version_id", "family_id", "place")
        .order_by(F("version_id"), "section", "place", "id")
    )
