"""Reads of the register, with where each recommendation stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.evaluation.rules.indicators import TITLES
from safehome.people.access import Actor
from safehome.programme.queries import pack_of, versions_in_force
from safehome.recommendations.models import Recommendation, State, Step
from safehome.recommendations.rules import is_late

STATES = tuple(State.choices)
ORDER = {state: place for place, state in enumerate(State.values)}


@dataclass(frozen=True)
class Standing:
    """A recommendation and its last step."""

    made: Recommendation
    last: Step
    late: bool

    @property
    def figure(self) -> str:
        """What the report calls the figure that it came from; "" where it came from none."""
        return TITLES.get(self.made.indicator, "")


def register(by: Actor, *, state: str = "") -> list[Standing]:
    """The register: what is still to do first, the earliest day first. Two statements."""
    made = Recommendation.objects.filter(organisation_id=by.organisation_id)
    found = _standing(made)
    if state in State.values:
        found = [one for one in found if one.last.state == state]
    return sorted(found, key=lambda one: (ORDER[one.last.state], one.last.due_on))


def recommendation(by: Actor, pk: UUID) -> Standing:
    """One of them, or 404."""
    mine = Recommendation.objects.filter(organisation_id=by.organisation_id)
    return _standing([get_object_or_404(mine.select_related("written_by"), pk=pk)])[0]


def steps_of(made: Recommendation) -> list[Step]:
    """What was written about it, oldest first."""
    mine = Step.objects.filter(organisation_id=made.organisation_id, recommendation=made)
    return list(mine.select_related("owner", "written_by").order_by("written_at", "id"))


def modules() -> dict[str, str]:
    """The modules of training in the packs in force: "course/module" and what it is called."""
    found: dict[str, str] = {}
    for version in versions_in_force(on=timezone.localdate()):
        for name, book in pack_of(version).courses.items():
            for module in book.course.modules:
                found.setdefault(f"{name}/{module.slug}", f"{book.course.title}: {module.title}")
    return found


def _standing(made: Iterable[Recommendation]) -> list[Standing]:
    every = list(made)
    steps = Step.objects.filter(
        organisation_id__in={one.organisation_id for one in every},
        recommendation_id__in=[one.pk for one in every],
    )
    last = {
        step.recommendation_id: step
        for step in steps.select_related("owner", "written_by").order_by("written_at", "id")
    }
    today = timezone.localdate()
    return [
        Standing(one, last[one.pk], is_late(last[one.pk].state, last[one.pk].due_on, today))
        for one in every
    ]
