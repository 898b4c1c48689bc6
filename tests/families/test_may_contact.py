"""Whether somebody may be reached in a way, at a moment."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from safehome.families.models import Channel
from safehome.families.rules import ContactRule, Why, may_contact, next_time

UTC = ZoneInfo("UTC")
THURSDAY = datetime(2026, 6, 4, 10, 0, tzinfo=UTC)
MORNINGS = ContactRule(
    "text", also=("email",), days=(1, 2, 3, 4, 5), not_before=time(9), not_after=time(11),
    review_on=date(2026, 7, 1),
)  # fmt: skip


@pytest.mark.feature("NEW19")
@pytest.mark.parametrize(
    ("channel", "at", "why"),
    [
        ("text", THURSDAY, None),
        ("email", THURSDAY, None),
        ("in-person", THURSDAY.replace(hour=23), None),
        ("phone", THURSDAY, Why.CHANNEL),
        ("post", THURSDAY, Why.CHANNEL),
        ("text", THURSDAY.replace(hour=9), None),
        ("text", THURSDAY.replace(hour=8, minute=59), Why.TIME),
        ("text", THURSDAY.replace(hour=11, second=59), None),
        ("text", THURSDAY.replace(hour=11, minute=1), Why.TIME),
        ("text", THURSDAY + timedelta(days=2), Why.TIME),
        ("text", datetime(2026, 7, 1, 10, tzinfo=UTC), None),
        ("text", datetime(2026, 7, 2, 10, tzinfo=UTC), Why.REVIEW),
    ],
)
def test_a_table_of_moments(channel, at, why):
    assert may_contact(MORNINGS, channel, at).why is why


@pytest.mark.parametrize("channel", Channel.values)
def test_with_no_rule_only_in_person(channel):
    assert bool(may_contact(None, channel, THURSDAY)) is (channel == "in-person")


def test_a_letter_is_not_held_to_the_clock():
    rule = ContactRule("post", days=(1,), not_before=time(9), not_after=time(10))
    assert may_contact(rule, "post", THURSDAY.replace(hour=22))


def test_times_the_wrong_way_round_let_nothing_through():
    backwards = ContactRule("text", not_before=time(20), not_after=time(6))
    assert not any(may_contact(backwards, "text", THURSDAY.replace(hour=h)) for h in range(24))
    assert next_time(backwards, "text", THURSDAY) is None


times = some.times().map(lambda one: one.replace(second=0, microsecond=0))
moments = some.datetimes(THURSDAY.replace(tzinfo=None), THURSDAY.replace(year=2027, tzinfo=None))
rules = some.builds(
    ContactRule,
    channel=some.sampled_from(Channel.values),
    also=some.lists(some.sampled_from(Channel.values), max_size=3).map(tuple),
    days=some.lists(some.integers(1, 7), max_size=7).map(tuple),
    review_on=some.none() | some.dates(date(2026, 1, 1), date(2027, 12, 31)),
) | some.tuples(times, times).map(
    lambda pair: ContactRule("text", not_before=min(pair), not_after=max(pair))
)


@given(rules, some.sampled_from(Channel.values), moments)
def test_never_more_than_was_agreed(rule, channel, at):
    if may_contact(rule, channel, at) and channel != "in-person":
        assert channel in {rule.channel, *rule.also}
        assert rule.review_on is None or at.date() <= rule.review_on
        if channel != "post":
            assert not rule.days or at.isoweekday() in rule.days
            assert rule.not_before is None or rule.not_before <= at.time().replace(
                second=0, microsecond=0
            ) <= rule.not_after  # fmt: skip


@given(rules, some.sampled_from(Channel.values), moments)
def test_the_next_time_is_one_and_none_is_sooner(rule, channel, at):
    found = next_time(rule, channel, at)
    if found is None:
        soon = [at + timedelta(hours=hours) for hours in range(24 * 7)]
        assert not any(may_contact(rule, channel, moment) for moment in soon)
    else:
        assert may_contact(rule, channel, found)
        assert at <= found <= at + timedelta(days=8)
        minutes = int((found - at).total_seconds() // 60)
        for minute in range(0, minutes, max(1, minutes // 50)):
            assert not may_contact(rule, channel, at + timedelta(minutes=minute))
