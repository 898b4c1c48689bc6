"""Placing things on a line: values on a scale, dates on an axis, neighbours apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from safehome.design.pictures.lettering import Box

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Scale:
    """Values from low to high on a line from one coordinate to another."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies. Raises ValueError for one that is not on the scale.

        >>> Scale(0, 10, 100, 0).at(2.5)
        75.0
        """
        if not self.low <= value <= self.high:
            raise ValueError(f"{value} is not on the scale from {self.low} to {self.high}.")
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def days(first: date, last: date, start: float, end: float) -> Scale:
    """A scale of dates, to be asked with `date.toordinal()`."""
    last_day = max(last.toordinal(), first.toordinal() + 1)
    return Scale(first.toordinal(), last_day, start, end)


def month_starts(first: date, last: date, most: int) -> list[date]:
    """The first days of months between two dates, thinned evenly to at most so many.

    >>> [d.month for d in month_starts(date(2027, 1, 9), date(2027, 12, 3), 4)]
    [4, 7, 10]
    """
    count = (last.year - first.year) * 12 + last.month - first.month
    every = next(step for step in (1, 2, 3, 6, 12, 24, 60, 1200) if count / step <= most)
    found = []
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(month // 12, month % 12 + 1, 1)
        if first <= day <= last and month % every == 0:
            found.append(day)
    return found


def date_words(day: date, months: Sequence[str] = MONTHS) -> str:
    """A date as people write it.

    >>> date_words(date(2027, 3, 4))
    '4 Mar 2027'
    """
    return f"{day.day} {months[day.month - 1]} {day.year}"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions in the same order, near those wanted but at least a gap apart.

    `wanted` is sorted. When there is no room for the gap, it shrinks.

    >>> spread([10, 10, 50], 8, 0, 100)
    [6.0, 14.0, 50.0]
    """
    if not wanted:
        return []
    if len(wanted) > 1:
        gap = min(gap, (high - low) / (len(wanted) - 1))
    # Neighbours that are too close form a group, which is centred where its members want to be.
    groups: list[tuple[float, list[float]]] = []
    for place in wanted:
        members = [place]
        while True:
            reach = gap * (len(members) - 1)
            start = sum(members) / len(members) - reach / 2
            start = min(max(start, low), high - reach)
            if not groups or groups[-1][0] + gap * len(groups[-1][1]) <= start + 1e-9:
                break
            members = groups.pop()[1] + members
        groups.append((start, members))
    return [
        float(start + gap * place) for start, members in groups for place in range(len(members))
    ]


def is_free(wanted: Box, taken: Iterable[Box], gap: float = 1.5) -> bool:
    return not any(wanted.meets(other, gap) for other in taken)
