"""Answers so low that somebody checks in the same day. A rule anyone can read, and no score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol


class Asks(Protocol):
    """What a pack or an instrument says: at or beyond which number somebody checks in."""

    @property
    def of(self) -> str: ...
    @property
    def at_most(self) -> float | None: ...
    @property
    def at_least(self) -> float | None: ...


def reached[A: Asks](
    asks: Iterable[A], given: Mapping[str, int], scores: Mapping[str, float | None]
) -> list[A]:
    """Those of some rules that answers reach. A rule speaks of an item, a part or the total.

    What was not answered, or has no score, reaches nothing.

    >>> from types import SimpleNamespace as Rule
    >>> low = Rule(of="total", at_most=28, at_least=None)
    >>> len(reached([low], {}, {"total": 28.0})), len(reached([low], {}, {"total": 28.5}))
    (1, 0)
    >>> reached([low], {}, {"total": None})
    []
    """
    return [one for one in asks if _beyond(one, scores.get(one.of, given.get(one.of)))]


def _beyond(rule: Asks, value: float | None) -> bool:
    if value is None:
        return False
    if rule.at_most is not None and value <= rule.at_most:
        return True
    return rule.at_least is not None and value >= rule.at_least


def when_in_words(asked_on: date, *, today: date) -> str:
    """When a check-in is to be, and that it waits if it does.

    >>> when_in_words(date(2026, 3, 2), today=date(2026, 3, 2))
    'today'
    >>> when_in_words(date(2026, 3, 2), today=date(2026, 3, 3))
    'today: it was asked for yesterday, and nobody has written that they did'
    >>> when_in_words(date(2026, 3, 2), today=date(2026, 3, 5))
    'today: it was asked for 3 days ago, and nobody has written that they did'
    """
    waited = (today - asked_on).days
    if waited <= 0:
        return "today"
    since = "yesterday" if waited == 1 else f"{waited} days ago"
    return f"today: it was asked for {since}, and nobody has written that they did"
