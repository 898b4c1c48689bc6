"""One line of a family's story, whatever room it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from safehome.design.words import short_day


@dataclass(frozen=True)
class Told:
    """A part of a line: whom it is about, its words, and a mark such as “Staff alone”."""

    text: str
    about: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Act:
    """What can be done about a line."""

    text: str
    href: str


@dataclass(frozen=True)
class Entry:
    """One line of the story. people: whom it is about; nobody in particular when empty."""

    at: datetime
    when: str
    kind: str
    title: str
    text: str = ""
    href: str = ""
    size: str = ""
    people: frozenset[UUID] = frozenset()
    parts: tuple[Told, ...] = ()
    act: Act | None = None


def when_of(at: datetime) -> str:
    return short_day(timezone.localtime(at))


def on_a_day(day: date) -> datetime:
    """Where a day without a time stands among the others: at noon."""
    return timezone.make_aware(datetime.combine(day, time(12)))
