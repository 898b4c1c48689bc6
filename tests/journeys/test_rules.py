"""The pure parts: dates, what is missing, who was in mind."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehome.journeys.rules import (
    Asked,
    SessionRecord,
    laid_out,
    not_in_mind_for,
    what_is_missing,
)

DAYS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1))  # noqa: DTZ001


@given(DAYS, st.integers(1, 30), st.integers(1, 30))
def test_sessions_are_in_order_and_off_the_weekend(first, count, every):
    days = laid_out(first, count=count, every_days=every)
    assert days[0] == first
    assert all(day.weekday() < 5 for day in days[1:])
    for place, day in enumerate(days):
        assert timedelta(0) <= day - (first + timedelta(days=every * place)) <= timedelta(days=2)


@pytest.mark.parametrize(
    ("had", "without"),
    [([], 0), ([True], 0), ([False], 1), ([True, False, False], 2), ([False, False, True], 0)],
)
def test_who_was_not_in_mind(had, without):
    assert not_in_mind_for(had) == without


def test_a_day_to_come_is_no_day_on_which_you_met():
    today = date(2026, 6, 4)
    record = SessionRecord(held_on=today + timedelta(days=1))
    told = what_is_missing(record, Asked({}, {}, {}), today=today)
    assert "future" in told[0].message
