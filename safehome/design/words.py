"""Dates, times and counts as people say them. Pure: today is always handed in.

Strings are spelt out here rather than left to the machine's locale, because a
server with another locale must not change what a page says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_of(value: date) -> date:
    """The day a moment falls on; a plain date is returned as it is."""
    return value.date() if isinstance(value, datetime) else value


def day(value: date) -> str:
    """A date in full.

    >>> day(date(2026, 6, 4))
    'Thursday 4 June 2026'
    """
    on = date_of(value)
    return f"{DAYS[on.weekday()]} {plain_day(on)}"


def plain_day(value: date) -> str:
    """A date in full without its weekday, for the middle of a sentence.

    >>> plain_day(date(2026, 6, 4))
    '4 June 2026'
    """
    on = date_of(value)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def short_day(value: date) -> str:
    """A date for narrow columns.

    >>> short_day(date(2026, 6, 4))
    'Thu 4 Jun 2026'
    """
    on = date_of(value)
    return f"{DAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def clock(value: time | datetime) -> str:
    """A time of day on the 24-hour clock.

    >>> clock(time(16, 5))
    '16:05'
    """
    return f"{value.hour:02}:{value.minute:02}"


def moment(value: datetime) -> str:
    """A date with its time.

    >>> moment(datetime(2026, 6, 4, 16, 5))
    'Thursday 4 June 2026 at 16:05'
    """
    return f"{day(value)} at {clock(value)}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "child", "children"), counted(3, "session"), counted(0, "session")
    ('1 child', '3 sessions', 'no sessions')
    """
    if number == 1:
        return f"1 {one}"
    return f"{number if number else 'no'} {many or one + 's'}"


def listed(things: Iterable[object]) -> str:
    """Several things in one breath.

    >>> listed(["Amina"]), listed(["Amina", "Ben", "Carol"])
    ('Amina', 'Amina, Ben and Carol')
    """
    words: Sequence[str] = [str(thing) for thing in things]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def when(value: date, *, today: date, due: bool = False) -> str:
    """A date as it stands to today, with its time if it has one.

    What was ``due`` and has gone by is late; anything else that has gone by is ago.

    >>> today = date(2026, 6, 4)
    >>> when(datetime(2026, 6, 5, 10, 0), today=today)
    'tomorrow 10:00'
    >>> when(date(2026, 5, 26), today=today, due=True)
    '9 days late'
    """
    words = _how_far(date_of(value), today, due)
    return f"{words} {clock(value)}" if isinstance(value, datetime) else words


def _how_far(on: date, today: date, due: bool) -> str:
    apart = (on - today).days
    near = {0: "today", 1: "tomorrow", -1: "1 day late" if due else "yesterday"}
    if apart in near:
        return near[apart]
    if apart < 0 and due:
        return f"{-apart} days late"
    if -14 <= apart < 0:
        return f"{-apart} days ago"
    if 0 < apart < 7:
        return DAYS[on.weekday()]
    year = "" if on.year == today.year else f" {on.year}"
    return f"{DAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1]}{year}"
