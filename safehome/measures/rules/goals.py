"""A carer's own goals: which place is free, and what may be said of how close one feels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

GOALS = "goals"  # the pack's questionnaire with which goals are asked about
MOST = 3  # goals at a time
LONGEST = 300  # letters of a goal


@dataclass(frozen=True)
class Rated:
    """How close a goal felt at one point. value: 0 to 10, None where they would rather not say.

    wording: which of the goal's wordings it was said of, from 0.
    """

    on: date
    point: str
    value: int | None
    wording: int


def free_place(taken: Collection[int]) -> int | None:
    """The first place that no open goal has; None where there are three.

    >>> free_place([1, 3]), free_place([1, 2, 3])
    (2, None)
    """
    return next((place for place in range(1, MOST + 1) if place not in taken), None)


def how_close(ratings: Sequence[Rated], *, since: str = "it was first said") -> str:
    """What the numbers of a goal come to, as one would say it to its carer.

    Only numbers about the words as they are now are put side by side: a goal put
    differently starts again. No amount of change is known to be more than chance,
    so a step of one is called about the same. since: when the words as they are now came.

    >>> day = date(2026, 3, 1)
    >>> how_close([Rated(day, "baseline", 2, 0), Rated(day, "mid", 6, 0)])
    'closer than when it was first said: 2 then, 6 now'
    >>> how_close([Rated(day, "baseline", 2, 0), Rated(day, "mid", 6, 1)])
    '6 so far, in these words'
    >>> how_close([Rated(day, "baseline", None, 0)])
    'no number yet'
    >>> how_close([Rated(day, "mid", 5, 1), Rated(day, "end", 6, 1)], since="you put it so")
    'about as close as when you put it so: 5 then, 6 now'
    """
    now = ratings[-1].wording if ratings else 0
    numbers = [one.value for one in ratings if one.wording == now and one.value is not None]
    if not numbers:
        return "no number yet"
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return f"{first} so far, in these words"
    if abs(last - first) <= 1:
        return f"about as close as when {since}: {first} then, {last} now"
    way = "closer" if last > first else "further away"
    return f"{way} than when {since}: {first} then, {last} now"
