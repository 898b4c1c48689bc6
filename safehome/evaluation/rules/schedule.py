"""On which days a report makes itself: the same day of each month, quarter or year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def nth_day(first: date, every: str, n: int) -> date:
    """The day of the n-th report, from nought. A month without that day has its last one.

    >>> [nth_day(date(2026, 8, 31), "month", n).isoformat() for n in (0, 1, 6)]
    ['2026-08-31', '2026-09-30', '2027-02-28']
    """
    months = first.year * 12 + first.month - 1 + n * MONTHS[every]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def due_by(first: date, every: str, today: date) -> date | None:
    """The latest day on or before today; None while the first is still to come.

    >>> due_by(date(2026, 1, 31), "quarter", date(2026, 5, 2))
    datetime.date(2026, 4, 30)
    >>> due_by(date(2026, 6, 1), "month", date(2026, 5, 31)) is None
    True
    """
    if today < first:
        return None
    months = (today.year - first.year) * 12 + today.month - first.month
    n = months // MONTHS[every]
    day = nth_day(first, every, n)
    return day if day <= today else nth_day(first, every, n - 1)


def next_after(first: date, every: str, today: date) -> date:
    """The first day later than today.

    >>> next_after(date(2026, 1, 31), "month", date(2026, 2, 28))
    datetime.date(2026, 3, 31)
    """
    before = due_by(first, every, today)
    if before is None:
        return first
    n = ((before.year - first.year) * 12 + before.month - first.month) // MONTHS[every]
    return nth_day(first, every, n + 1)


def year_meant(part: str, day: date) -> int | None:
    """The year that a span means in a report of a day; None where it means no year.

    A report of New Year’s Day on “this year so far” is on the year that has just ended.

    >>> year_meant("this-year", date(2027, 1, 1)), year_meant("last-year", date(2027, 1, 1))
    (2026, 2026)
    >>> year_meant("this-year", date(2027, 4, 1)), year_meant("last-year", date(2027, 4, 1))
    (2027, 2026)
    """
    if part == "this-year":
        return (day - timedelta(days=1)).year
    return day.year - 1 if part == "last-year" else None
