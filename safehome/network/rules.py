"""When somebody’s work with a family is over, and when both sides meet. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

# Both sides meet beside these sessions: early, half-way, near the end.
BESIDE = (4, 8, 12)
NEAR = 21  # days within which a review counts as the one beside a session


def has_ended(until: date | None, *, on: date) -> bool:
    """Whether somebody's work with a family is over. On their last day they still do it.

    >>> has_ended(date(2026, 6, 1), on=date(2026, 6, 1))
    False
    >>> has_ended(date(2026, 6, 1), on=date(2026, 6, 2))
    True
    >>> has_ended(None, on=date(2026, 6, 2))
    False
    """
    return until is not None and until < on


def reviews_to_suggest(
    sessions: Mapping[int, date], planned: list[date], *, today: date
) -> list[tuple[int, date]]:
    """Sessions with no joint review near them, each with the day to suggest.

    sessions: number → the day it is planned for or was held. planned: days of the
    joint reviews that there are. What is past is not suggested.

    >>> day = date(2026, 6, 1)
    >>> reviews_to_suggest({4: day, 8: date(2026, 6, 29), 9: date(2026, 7, 6)}, [day], today=day)
    [(8, datetime.date(2026, 6, 29))]
    >>> reviews_to_suggest({4: date(2026, 5, 1)}, [], today=day)
    []
    """
    return [
        (number, sessions[number])
        for number in BESIDE
        if number in sessions
        and sessions[number] >= today
        and not any(abs(day - sessions[number]) <= timedelta(days=NEAR) for day in planned)
    ]
