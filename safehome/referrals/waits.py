"""How long a family has waited and what is overdue, in words. Plain Python: today is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from safehome.design.words import counted

# Weeks from which waiting stands out, and from which it is long. Ours; no source sets them.
STANDS_OUT, LONG = 4, 8
SKILLS = {
    "foster": "Foster, kinship and adoptive families",
    "deaf": "Deaf carers and signing",
    "learning": "Carers who need short steps and easy read",
    "autism": "Autism and ADHD in the family",
    "remote": "Sessions by video and telephone",
    "apart": "Parents who live apart",
}


@dataclass(frozen=True)
class Age:
    """How long somebody has waited, in words and a colour that has its own shape."""

    words: str
    colour: str
    days: int


def age_of(since: date, *, today: date) -> Age:
    """How long it is since a day.

    >>> age_of(date(2026, 6, 1), today=date(2026, 6, 23)).words
    'waits 3 weeks'
    >>> age_of(date(2026, 6, 1), today=date(2026, 6, 3)).words
    'waits 2 days'
    """
    days = max(0, (today - since).days)
    weeks = days // 7
    words = f"waits {counted(weeks, 'week')}" if weeks >= 2 else f"waits {counted(days, 'day')}"
    if days == 0:
        words = "since today"
    colour = "red" if weeks >= LONG else "yellow" if weeks >= STANDS_OUT else "blue"
    return Age(words, colour, days)


@dataclass(frozen=True)
class Due:
    """When somebody is next in touch. late: the day has gone by, or no day was set."""

    words: str
    late: bool


def check_in_due(next_on: date | None, *, today: date) -> Due:
    """How it stands with the next word with a family.

    >>> check_in_due(date(2026, 6, 1), today=date(2026, 6, 5)).words
    'check-in 4 days late'
    >>> check_in_due(None, today=date(2026, 6, 5)).words
    'no check-in is planned'
    """
    if next_on is None:
        return Due("no check-in is planned", late=True)
    apart = (next_on - today).days
    if apart < 0:
        return Due(f"check-in {counted(-apart, 'day')} late", late=True)
    if apart == 0:
        return Due("check-in today", late=False)
    return Due(f"check-in in {counted(apart, 'day')}", late=False)


def room_in_words(capacity: Decimal | None, load: Decimal) -> str:
    """What somebody has room for, where an ordinary family weighs one.

    >>> room_in_words(Decimal("5"), Decimal("3.5"))
    'Room for 1.5 more (3.5 of 5)'
    >>> room_in_words(Decimal("5"), Decimal("6"))
    'No room (6 of 5)'
    >>> room_in_words(None, Decimal("2"))
    'Works with 2; nobody has written what they have room for'
    """
    if capacity is None:
        return f"Works with {_figure(load)}; nobody has written what they have room for"
    left = capacity - load
    of = f"({_figure(load)} of {_figure(capacity)})"
    return f"Room for {_figure(left)} more {of}" if left > 0 else f"No room {of}"


def _figure(number: Decimal) -> str:
    return f"{number:.1f}".removesuffix(".0")
