"""Goals as their page shows them: words first, then the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from safehome.design.pictures import Answers as Line
from safehome.design.pictures import Layouts, change_layouts
from safehome.design.words import short_day
from safehome.journeys.models import Journey
from safehome.measures.queries import GoalSeen, goals_of
from safehome.measures.rules import GOALS, Rated, point_in_words
from safehome.programme.packs import Pack
from safehome.programme.shapes import Questionnaire

LINES = 3  # a picture holds three lines; of a goal put differently more often, the last three


@dataclass(frozen=True)
class Shown:
    """One goal, with its picture where it was asked about."""

    seen: GoalSeen
    picture: Layouts | None


def asked_with(pack: Pack) -> Questionnaire:
    """The pack's questionnaire for goals, or 404 for a pack without one."""
    if GOALS not in pack.questionnaires:
        raise Http404
    return pack.questionnaire(GOALS)


def goal_in(journey: Journey, pk: UUID) -> GoalSeen:
    """One goal of a journey, or 404. The family must be open for its words."""
    found = goals_of(journey.organisation_id, journey=journey.pk)
    goal = next((one for one in found if one.goal.pk == pk), None)
    if goal is None:
        raise Http404
    return goal


def shown(goals: list[GoalSeen], asked: Questionnaire, titles: Mapping[str, str]) -> list[Shown]:
    """Goals of one carer, those asked about now first. The family must be open."""
    in_order = sorted(goals, key=lambda one: not one.is_open)
    return [Shown(one, picture_of(one, asked, titles)) for one in in_order]


def picture_of(goal: GoalSeen, asked: Questionnaire, titles: Mapping[str, str]) -> Layouts | None:
    """How close a goal felt over time: a line for each wording, as each begins again."""
    if not goal.ratings:
        return None
    last = len(goal.wordings) - 1
    lines = [
        Line(name, tuple(one.value if one.wording == place else None for one in goal.ratings))
        for place, name in _names(goal)
        if place > last - LINES
    ]
    return change_layouts(
        lines,
        occasions=[_occasion(one, titles) for one in goal.ratings],
        title=goal.words, key=f"goal-{goal.goal.pk.hex[:8]}",
        says=f"{goal.words}: {goal.how_close}.",
        scale=(asked.scale.lowest, asked.scale.highest),
        scale_words={float(value): words for value, words in asked.scale.labels.items()},
        nothing="–",
    )  # fmt: skip


def _names(goal: GoalSeen) -> Iterator[tuple[int, str]]:
    for place, one in enumerate(goal.wordings):
        if len(goal.wordings) == 1:
            yield place, "How close it feels"
        elif place == 0:
            yield place, "As it was first said"
        else:
            yield place, f"Put differently on {short_day(one.since)}"


def _occasion(one: Rated, titles: Mapping[str, str]) -> str:
    return point_in_words(one.point, titles)
