"""Reads of goals: what each carer hopes for now, and how close it felt each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safehome.design.words import plain_day
from safehome.measures.models import Goal, GoalRating, GoalTurn, GoalWording, Turn
from safehome.measures.models.answers import stands
from safehome.measures.rules import Rated, how_close, order_of


@dataclass(frozen=True)
class GoalSeen:
    """A goal with its wordings, oldest first, what became of it, and how close it felt."""

    goal: Goal
    wordings: tuple[GoalWording, ...]
    turns: tuple[GoalTurn, ...]
    ratings: tuple[Rated, ...]

    @property
    def words(self) -> str:
        """As the carer puts it now. The family must be open."""
        return str(self.wordings[-1].words)

    @property
    def is_open(self) -> bool:
        return not self.turns or self.turns[-1].what == Turn.AGAIN

    @property
    def became(self) -> str:
        """“reached” or “left”, and "" while it is open."""
        return "" if self.is_open else self.turns[-1].what

    @property
    def closed_on(self) -> date | None:
        return None if self.is_open else self.turns[-1].on

    @property
    def put_before(self) -> tuple[tuple[str, date, date], ...]:
        """Earlier words, with the days between which they stood, the newest first."""
        pairs = zip(self.wordings, self.wordings[1:], strict=False)
        return tuple((str(old.words), old.since, new.since) for old, new in pairs)[::-1]

    @property
    def how_close(self) -> str:
        current = len(self.wordings) - 1
        about_now = [one for one in self.ratings if one.wording == current]
        if current == 0:
            return how_close(about_now)
        put_so = f"it was put differently on {plain_day(self.wordings[-1].since)}"
        return how_close(about_now, since=put_so)


def goals_of(organisation: UUID, *, journey: UUID, carer: UUID | None = None) -> list[GoalSeen]:
    """Every goal of a journey, or of one carer on it, in their places. Four statements.

    The family must be open before words are read.
    """
    found = Goal.objects.filter(organisation_id=organisation, journey_id=journey)
    goals = list(found.filter(carer_id=carer) if carer else found)
    if not goals:
        return []
    ids = [one.pk for one in goals]
    wordings = _by_goal(GoalWording.objects.filter(organisation_id=organisation, goal_id__in=ids))
    turns = _by_goal(GoalTurn.objects.filter(organisation_id=organisation, goal_id__in=ids))
    ratings = _by_goal(
        GoalRating.objects.filter(
            stands("answers_id"), organisation_id=organisation, goal_id__in=ids
        ).select_related("answers")
    )  # fmt: skip
    return [
        GoalSeen(
            one,
            tuple(wordings[one.pk]),
            tuple(turns[one.pk]),
            tuple(_rated(ratings[one.pk], wordings[one.pk])),
        )
        for one in goals
    ]


def current_goals(organisation: UUID, *, journey: UUID, carer: UUID) -> list[GoalSeen]:
    """What a carer hopes for now: the goals that are asked about, in their places."""
    return [one for one in goals_of(organisation, journey=journey, carer=carer) if one.is_open]


def _by_goal[Row: (GoalWording, GoalTurn, GoalRating)](
    rows: Iterable[Row],
) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.goal_id].append(row)
    return found


def _rated(rows: Sequence[GoalRating], wordings: Sequence[GoalWording]) -> list[Rated]:
    places = {one.pk: place for place, one in enumerate(wordings)}
    in_order = sorted(
        rows, key=lambda row: (row.answers.given_on, order_of(row.answers.point))
    )  # fmt: skip
    return [
        Rated(
            row.answers.given_on, row.answers.point, row.answers.given.get(row.item),
            places[row.wording_id],
        )
        for row in in_order
    ]  # fmt: skip
