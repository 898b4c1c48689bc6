"""Whether somebody may be reached in a way, at a moment. Plain Python, so that anyone can check it.

A rule says less than common sense would like and never more: what it does not
name is not agreed. Nobody with a rule: only in person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

IN_PERSON = "in-person"
# A letter comes when the post comes, and a person is met when they are met.
AT_ANY_TIME = frozenset({"post", IN_PERSON})
# Where somebody named no times: nobody's telephone lights up at night.
USUAL = (time(8), time(20))
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Why(StrEnum):
    """Why somebody may not be reached. Each says what to do."""

    NO_RULE = "No way to reach them is agreed, so only in person. Agree one with them first."
    CHANNEL = "They have not agreed to be reached in this way. Choose another, or ask them."
    TIME = "It is outside the days or times they agreed to. Choose a time within them."
    REVIEW = "What was agreed is overdue to be looked at again. Ask them, and write it down anew."


@dataclass(frozen=True)
class ContactRule:
    """What somebody agreed to. days: 1 Monday to 7 Sunday, none for any; times in their own zone.

    not_before and not_after are both given or neither; the last minute counts.
    """

    channel: str
    also: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    not_before: time | None = None
    not_after: time | None = None
    review_on: date | None = None

    @property
    def channels(self) -> frozenset[str]:
        return frozenset({self.channel, *self.also, IN_PERSON})

    def holds_at(self, at: datetime) -> bool:
        """Whether a moment lies within the days and times; the usual times where none are named."""
        if self.days and at.isoweekday() not in self.days:
            return False
        minute = at.time().replace(second=0, microsecond=0, tzinfo=None)
        first, last = self.hours
        return first <= minute <= last

    @property
    def hours(self) -> tuple[time, time]:
        """The times that they agreed to, or the usual ones where they named none."""
        if self.not_before is None or self.not_after is None:
            return USUAL
        return self.not_before, self.not_after


@dataclass(frozen=True)
class Verdict:
    """Truthy when they may be reached; otherwise it carries why not."""

    why: Why | None = None

    def __bool__(self) -> bool:
        return self.why is None

    @property
    def reason(self) -> str:
        return self.why.value if self.why else ""


def may_contact(rule: ContactRule | None, channel: str, at: datetime) -> Verdict:
    """Whether somebody may be reached by a channel at a local moment.

    >>> evening = datetime(2026, 6, 4, 19, 30)
    >>> mornings = ContactRule("text", not_before=time(9), not_after=time(11))
    >>> may_contact(mornings, "text", evening).why.name
    'TIME'
    >>> bool(may_contact(mornings, "text", evening.replace(hour=10)))
    True
    >>> may_contact(mornings, "email", evening).why.name
    'CHANNEL'
    >>> bool(may_contact(None, "in-person", evening))
    True
    """
    if channel == IN_PERSON:
        return Verdict()
    if rule is None:
        return Verdict(Why.NO_RULE)
    if channel not in rule.channels:
        return Verdict(Why.CHANNEL)
    if rule.review_on is not None and rule.review_on < at.date():
        return Verdict(Why.REVIEW)
    if channel not in AT_ANY_TIME and not rule.holds_at(at):
        return Verdict(Why.TIME)
    return Verdict()


def next_time(rule: ContactRule, channel: str, at: datetime) -> datetime | None:
    """The first moment from `at` on at which they may be reached so; None when never.

    >>> weekdays = ContactRule("text", days=(1, 2, 3, 4, 5), not_before=time(9), not_after=time(11))
    >>> next_time(weekdays, "text", datetime(2026, 6, 6, 12, 0))
    datetime.datetime(2026, 6, 8, 9, 0)
    """
    if may_contact(rule, channel, at):
        return at
    opening = rule.hours[0]
    for ahead in range(8):
        day = at + timedelta(days=ahead)
        begins = day.replace(hour=opening.hour, minute=opening.minute, second=0, microsecond=0)
        if begins >= at and may_contact(rule, channel, begins):
            return begins
    return None


def days_in_words(days: Iterable[int]) -> str:
    """Days of the week as people say them.

    >>> days_in_words([1, 2, 3, 4, 5]), days_in_words([6]), days_in_words([1, 2, 4])
    ('Monday to Friday', 'Saturday', 'Monday, Tuesday and Thursday')
    """
    chosen = sorted(set(days))
    names = [DAYS[one - 1] for one in chosen]
    if len(chosen) > 2 and chosen == list(range(chosen[0], chosen[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
