"""When an answer is promised. Plain Python, so that anyone can check a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import holidays

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}


LAST_CALLS = 15  # o'clock: what is handed in later cannot be promised a call on the same day
A_WEEK = 5  # working days


def answer_promised(at: datetime, days: int, *, urgency: str, nation: str) -> date:
    """The day by which somebody is in touch, of a referral handed in at a moment, local time.

    days: what the service promises to all, in working days. A referrer who says how soon is
    never answered with a later day than that asks for, as far as people are at work.

    >>> friday = datetime(2026, 11, 27, 10, 0)
    >>> answer_promised(friday, 3, urgency="ordinary", nation="england")
    datetime.date(2026, 12, 2)
    >>> answer_promised(friday, 3, urgency="today", nation="england")
    datetime.date(2026, 11, 27)
    >>> answer_promised(friday.replace(hour=16), 3, urgency="today", nation="england")
    datetime.date(2026, 11, 30)
    >>> answer_promised(friday, 10, urgency="soon", nation="england")
    datetime.date(2026, 12, 4)
    """
    day = at.date()
    if urgency == "today":
        at_work = working_days_after(day - timedelta(days=1), 1, nation=nation) == day
        if at_work and at.hour < LAST_CALLS:
            return day
        return working_days_after(day, 1, nation=nation)
    most = min(days, A_WEEK) if urgency == "soon" else days
    return working_days_after(day, most, nation=nation)


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
