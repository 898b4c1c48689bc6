"""The hours of a week: from days and times as they are tapped, and back into words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MIDNIGHT = 24 * 60


@dataclass(frozen=True)
class Hours:
    """Some days of the week, from a time to a time; past midnight when it ends before it begins."""

    days: tuple[int, ...]
    begins: time
    ends: time


def week_of(hours: Collection[Hours]) -> list[list[Any]]:
    """As a hand keeps it (see `Hand.week`). A night is kept as an evening and a morning.

    >>> week_of([Hours((0, 1), time(15, 30), time(20))])
    [[[0, 1], 930, 1200]]
    >>> week_of([Hours((6,), time(22), time(6))])
    [[[6], 1320, 1440], [[0], 0, 360]]
    """
    week: list[list[Any]] = []
    for one in hours:
        begins, ends = _minutes(one.begins), _minutes(one.ends) or MIDNIGHT
        if ends > begins:
            week.append([list(one.days), begins, ends])
        else:
            week.append([list(one.days), begins, MIDNIGHT])
            week.append([sorted((day + 1) % 7 for day in one.days), 0, ends])
    return week


def hours_of(week: Sequence[Sequence[Any]]) -> list[Hours]:
    """Back from what a hand keeps; evenings and mornings are nights again.

    >>> hours_of([[[6], 1320, 1440], [[0], 0, 360]])
    [Hours(days=(6,), begins=datetime.time(22, 0), ends=datetime.time(6, 0))]
    """
    found: list[Hours] = []
    left = [(tuple(days), begins, ends) for days, begins, ends in week]
    while left:
        days, begins, ends = left.pop(0)
        morning = next(
            (
                one
                for one in left
                if ends == MIDNIGHT and one[1] == 0 and one[2] <= begins
                and set(one[0]) == {(day + 1) % 7 for day in days}
            ),
            None,
        )  # fmt: skip
        if morning:
            left.remove(morning)
            ends = morning[2]
        found.append(Hours(days, _time(begins), _time(ends)))
    return found


def week_in_words(week: Sequence[Sequence[Any]]) -> str:
    """As it is read.

    >>> week_in_words([[[0, 1, 2, 3, 4], 930, 1200], [[6], 540, 600]])
    'Mon–Fri 15:30–20:00, Sun 09:00–10:00'
    """
    return ", ".join(
        f"{_days(one.days)} {one.begins:%H:%M}–{one.ends:%H:%M}" for one in hours_of(week)
    )


def _days(days: Sequence[int]) -> str:
    if len(days) == 7:
        return "every day"
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return f"{SHORT[days[0]]}–{SHORT[days[-1]]}"
    return ", ".join(SHORT[day] for day in days)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(minutes % MIDNIGHT // 60, minutes % 60)
