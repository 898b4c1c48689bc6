"""The hours of a plan: a week in five-minute steps, and on whom it leans. Plain Python.

A span is [days, from, to]: days 0 to 6 from Monday, on which it begins; minutes after
that day's midnight. One that goes past midnight ends after 1440 and belongs to both days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

type Span = Sequence[object]  # [days, from, to]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = 1440  # minutes
STEPS = DAY // 5  # of a day
WEEK = 7 * STEPS
ALONE_FROM = 20.0  # hours a week that one adult holds alone
MOST_FROM = 10.0  # hours a week in all from which it matters that they lie with one adult
MOST = 2 / 3


def span(days: Iterable[int], begins: int, ends: int) -> list[object]:
    """The same hours on several days. One that ends no later than it begins goes past midnight.

    >>> span([4, 0], 21 * 60, 7 * 60)
    [[0, 4], 1260, 1860]
    """
    return [sorted(set(days)), begins, ends if ends > begins else ends + DAY]


def steps_of(week: Iterable[Span]) -> frozenset[int]:
    """The five-minute steps of a week that these spans cover; 0 is Monday midnight.

    What goes on after Sunday midnight is Monday's, since an ordinary week comes round.

    >>> len(steps_of([[[0, 1], 930, 990]])) * 5
    120
    >>> stretches(steps_of([[[6], 1380, 1500]]))
    [(0, 0, 60), (6, 1380, 1440)]
    """
    return frozenset(
        (day * STEPS + step) % WEEK
        for days, begins, ends in week
        for day in days  # type: ignore[attr-defined]
        for step in range(int(begins) // 5, -(-int(ends) // 5))  # type: ignore[call-overload]
    )


def stretches(steps: Iterable[int]) -> list[tuple[int, int, int]]:
    """Five-minute steps of a week as stretches: day, from and to in minutes after midnight.

    >>> stretches(steps_of([[[0], 600, 660], [[0], 660, 700], [[2], 0, 30]]))
    [(0, 600, 700), (2, 0, 30)]
    """
    found: list[tuple[int, int, int]] = []
    for step in sorted(steps):
        day, at = step // STEPS, step % STEPS * 5
        if found and found[-1][0] == day and found[-1][2] == at:
            found[-1] = (day, found[-1][1], at + 5)
        else:
            found.append((day, at, at + 5))
    return found


def hours_by_day(steps: Iterable[int]) -> list[float]:
    """How many of these steps lie on each day, Monday first, in hours.

    >>> hours_by_day(steps_of([[[0], 1260, 1860]]))
    [3.0, 7.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    found = [0] * 7
    for step in steps:
        found[step // STEPS] += 1
    return [count / 12 for count in found]


def is_a_week(week: object) -> bool:
    """Whether this can be the hours of a hand: whole days, and an end within a day of the start.

    >>> is_a_week([[[0], 1260, 1860]]), is_a_week([[[0], 1260, 1260]]), is_a_week([[[7], 0, 60]])
    (True, False, False)
    """
    return isinstance(week, list) and all(
        isinstance(one, list)
        and len(one) == 3
        and isinstance(one[0], list)
        and bool(one[0])
        and all(isinstance(day, int) and 0 <= day <= 6 for day in one[0])
        and all(isinstance(minute, int) for minute in one[1:])
        and 0 <= one[1] < DAY
        and one[1] < one[2] <= one[1] + DAY
        for one in week
    )


def hours_in_words(week: Iterable[Span]) -> str:
    """The hours of a hand, as people say them.

    >>> hours_in_words([[[0, 1, 2, 3, 4], 930, 1200], [[5], 600, 720]])
    'Mon to Fri, 15:30 to 20:00; Sat, 10:00 to 12:00'
    >>> hours_in_words([[[4, 5], 1260, 1860], [[6], 1200, 1440]])
    'Fri and Sat, 21:00 to 7:00 the next day; Sun, 20:00 to midnight'
    """
    parts = []
    for one in week:
        days, begins, ends = cast("tuple[list[int], int, int]", tuple(one))
        names = [DAYS[day][:3] for day in days]
        run = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
        when = f"{names[0]} to {names[-1]}" if run else " and ".join(names)
        parts.append(f"{when}, {_clock(begins)} to {_until(ends)}")
    return "; ".join(parts)


def _until(ends: int) -> str:
    if ends == DAY:
        return "midnight"
    return f"{_clock(ends - DAY)} the next day" if ends > DAY else _clock(ends)


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


@dataclass(frozen=True)
class Load:
    """What a plan asks of one person in a week, in hours."""

    hours: float
    alone: float  # while nobody else has a hand in anything


def loads(weeks: Mapping[UUID, Iterable[Span]]) -> dict[UUID, Load]:
    """The load of each person. Two things at once are counted once.

    >>> one, two = UUID(int=1), UUID(int=2)
    >>> found = loads({one: [[[0], 600, 720]], two: [[[0], 660, 720]]})
    >>> found[one]
    Load(hours=2.0, alone=1.0)
    >>> found[two]
    Load(hours=1.0, alone=0.0)
    """
    steps = {who: steps_of(week) for who, week in weeks.items()}
    found = {}
    for who, mine in steps.items():
        others: frozenset[int] = frozenset().union(
            *(theirs for other, theirs in steps.items() if other != who)
        )
        found[who] = Load(len(mine) / 12, len(mine - others) / 12)
    return found


def leans_on(found: Mapping[UUID, Load]) -> dict[UUID, str]:
    """On whom a plan leans too much, and by which rule. It says so; a person judges.

    >>> leans_on({UUID(int=1): Load(31, 31), UUID(int=2): Load(2, 2)})[UUID(int=1)]
    'alone for 31 hours a week; from 20 it is worth moving something'
    >>> leans_on({UUID(int=1): Load(14, 8), UUID(int=2): Load(8, 2)})
    {}
    """
    every = sum(one.hours for one in found.values())
    signals = {}
    for who, one in found.items():
        if one.alone >= ALONE_FROM:
            signals[who] = (
                f"alone for {round(one.alone, 1):g} hours a week; "
                f"from {ALONE_FROM:.0f} it is worth moving something"
            )
        elif every >= MOST_FROM and len(found) > 1 and one.hours > every * MOST:
            signals[who] = (
                f"{one.hours:.0f} of all {every:.0f} hours; more than two thirds is worth sharing"
            )
    return signals
