"""Dates and counts as people say them."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from safehome.design import words

TODAY = date(2026, 6, 4)  # a Thursday


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(words).failed == 0
    assert doctest.testmod(words).attempted >= 9


@pytest.mark.parametrize(
    ("value", "due", "said"),
    [
        (date(2026, 6, 4), False, "today"),
        (datetime(2026, 6, 4, 16, 5), False, "today 16:05"),  # noqa: DTZ001
        (datetime(2026, 6, 5, 10, 0), False, "tomorrow 10:00"),  # noqa: DTZ001
        (date(2026, 6, 3), False, "yesterday"),
        (date(2026, 6, 3), True, "1 day late"),
        (date(2026, 5, 26), True, "9 days late"),
        (date(2026, 5, 26), False, "9 days ago"),
        (date(2026, 5, 21), False, "14 days ago"),
        (date(2026, 5, 20), False, "Wed 20 May"),
        (date(2026, 6, 10), False, "Wednesday"),
        (date(2026, 6, 11), False, "Thu 11 June"),
        (date(2026, 6, 11), True, "Thu 11 June"),
        (date(2027, 1, 2), False, "Sat 2 January 2027"),
        (date(2025, 6, 4), False, "Wed 4 June 2025"),
    ],
)
def test_a_date_as_it_stands_to_today(value: date, due: bool, said: str) -> None:
    assert words.when(value, today=TODAY, due=due) == said


@given(st.integers(-400, 400), st.booleans())
def test_late_is_said_exactly_of_what_was_due_and_has_gone_by(days: int, due: bool) -> None:
    said = words.when(TODAY + timedelta(days=days), today=TODAY, due=due)
    assert ("late" in said) == (due and days < 0)


@given(st.dates())
def test_a_full_date_can_be_read_back(on: date) -> None:
    weekday, day, month, year = words.day(on).split()
    assert date(int(year), words.MONTHS.index(month) + 1, int(day)) == on
    assert words.DAYS[on.weekday()] == weekday


def test_filters_speak_in_the_readers_time_zone() -> None:
    """Half past eleven at night in UTC is already tomorrow in a British summer."""
    env = engines["jinja2"].env
    late = datetime(2026, 6, 4, 23, 30, tzinfo=UTC)
    shown = env.from_string("{{ at | day }}|{{ at | clock }}|{{ at | when(today) }}")
    assert shown.render(at=late, today=TODAY) == "Friday 5 June 2026|00:30|tomorrow 00:30"
    assert env.from_string("{{ at | clock }}").render(at=time(9, 0)) == "09:00"
    assert env.from_string("{{ 2 | counted('child', 'children') }}").render() == "2 children"
