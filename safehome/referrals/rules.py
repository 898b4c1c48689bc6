"""When an answer is promised. Plain Python, so that anyone can check a date."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}


def working_days_after(day: date, days: int, *, nation: str) -> date:
    """The working day so many after a day: weekends and the nation's bank holidays do not count.

    >>> working_days_after(date(2026, 12, 23), 3, nation="england")  # Christmas, Boxing Day moved
    datetime.date(2026, 12, 30)
    >>> working_days_after(date(2026, 11, 27), 1, nation="england")
    datetime.date(2026, 11, 30)
    >>> working_days_after(date(2026, 11, 27), 1, nation="scotland")  # St Andrew's Day
    datetime.date(2026, 12, 1)
    """
    kept = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation])
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in kept:
            days -= 1
    return day
