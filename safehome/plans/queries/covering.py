"""Whether home has a plan that holds, as a journey's first session asks. Opens no seal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from safehome.kit.together import Together
from safehome.plans.models import Exemption, Setting, Version


@dataclass(frozen=True)
class Cover:
    """A plan for home that holds, for now or whole; or a manager's word that it may wait."""

    plan: bool
    until: date | None = None  # the last day of a manager's exemption

    def holds(self, *, on: date) -> bool:
        """on: the day on which the session was held, or is planned for.

        >>> Cover(plan=False, until=date(2026, 3, 9)).holds(on=date(2026, 3, 10))
        False
        """
        return self.plan or (self.until is not None and self.until >= on)


def holding_at_home(families: Any) -> QuerySet[Version]:
    """Versions in force of open plans for home. families: identifiers, or a query for them."""
    return Version.objects.filter(
        family_id__in=families, plan__setting=Setting.HOME, plan__closed_at=None,
        in_force_at__isnull=False,
    ).order_by()[:1]  # fmt: skip


def exempted(families: Any) -> QuerySet[Exemption]:
    """The exemption that reaches furthest and was not taken back. families: as above."""
    mine = Exemption.objects.filter(family_id__in=families, ended_at=None)
    return mine.defer("because").order_by("-until")[:1]


def covered(versions: Iterable[Version], exemptions: Iterable[Exemption]) -> Cover:
    """The same, of what was read together with other things."""
    return Cover(any(True for _ in versions), max((one.until for one in exemptions), default=None))


COVER = Together(
    versions=lambda facts: holding_at_home([facts["family"]]),
    exemptions=lambda facts: exempted([facts["family"]]),
)


def cover_of(family: UUID) -> Cover:
    """One statement."""
    return covered(**COVER.read(family=family))
