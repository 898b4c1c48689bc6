"""The professionals around a family, and when both sides of the work should meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.journeys.models import Session
from safehome.network.models import MilestoneKind
from safehome.network.queries import Standing, milestones_of, programmes_of
from safehome.network.rules import reviews_to_suggest
from safehome.workspace.links import link
from safehome.workspace.queries.family import About


@dataclass(frozen=True)
class Suggested:
    """A joint review that nobody has planned yet."""

    words: str
    href: str


@dataclass(frozen=True)
class Programme:
    """One child's own programme with what is to be suggested."""

    standing: Standing
    suggested: list[Suggested]


def programmes(about: About) -> list[Programme]:
    """Each child's programme; for those in it, reviews beside sessions 4, 8 and 12."""
    standings = programmes_of(about.family, about.records)
    days = _days(about)
    reviews: dict[UUID, list[date]] = {}
    for one in milestones_of(about.family).filter(kind=MilestoneKind.JOINT_REVIEW):
        day = one.happened_on or one.planned_on
        if day is not None:
            reviews.setdefault(one.child_id, []).append(day)
    return [Programme(one, _suggested(one, days, reviews.get(one.child, []))) for one in standings]


def _days(about: About) -> dict[int, date]:
    """When each session of the journey that goes on is planned for, or was held."""
    found = Session.objects.filter(
        organisation_id=about.family.organisation_id, family_id=about.family.pk,
        journey__ended_at=None,
    ).values_list("number", "held_on", "planned_for")  # fmt: skip
    return {number: held or timezone.localdate(planned) for number, held, planned in found}


def _suggested(one: Standing, days: dict[int, date], reviews: list[date]) -> list[Suggested]:
    if not one.provider and one.status != "Under way":
        return []
    href = link("network:plan-milestone", one.child)
    return [
        Suggested(f"Beside session {number}", f"{href}?on={day.isoformat()}")
        for number, day in reviews_to_suggest(days, reviews, today=timezone.localdate())
    ]
