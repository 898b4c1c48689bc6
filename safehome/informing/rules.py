"""Who is owed word, of what and by when; and what a letter still lacks. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DECISION_WITHIN = 5  # days in which a referrer hears what was decided
REVIEW_WITHIN = 10  # days in which each carer hears of a review or an ending
EVERY_SESSIONS = 4  # a carer who is not in the sessions hears at least so often
GAP = re.compile(r"\{([a-z_]+)\}")
CHOICE = re.compile(r"\[[^\]\[]+\]")
REVIEWS = (7,)  # sessions after which there is a review: the mid-point


@dataclass(frozen=True)
class Recipient:
    """Somebody who may be owed word. kind: carer, referrer, school or therapist."""

    pk: str
    name: str
    kind: str
    since: date
    in_sessions: bool = False
    agreed: bool = True  # whether telling them has been agreed to


@dataclass(frozen=True)
class Way:
    """How far a family is, as the rooms above know it."""

    decided_on: date | None = None  # on the referral
    started_on: date | None = None
    ended_on: date | None = None
    held_on: tuple[date, ...] = ()  # days of signed sessions, in order


@dataclass(frozen=True)
class Owed:
    """Word that somebody is owed. because: the rule, in a sentence."""

    to: str
    name: str
    matter: str
    because: str
    since: date
    by: date

    def is_late(self, today: date) -> bool:
        return self.by < today


def owed(
    way: Way, recipients: Iterable[Recipient], told: Mapping[tuple[str, str], date], *,
    every: int = EVERY_SESSIONS,
) -> list[Owed]:  # fmt: skip
    """What is owed and not yet told, most urgent first.

    told: for a recipient and a matter, the last day on which they were told.
    Nothing is owed to somebody whom nobody agreed to tell.
    """
    found = [
        one
        for recipient in recipients
        if recipient.agreed
        for one in _owed_to(recipient, way, every)
        if not _was_told(told, one)
    ]
    return sorted(found, key=lambda one: (one.by, one.name, one.matter))


def _owed_to(to: Recipient, way: Way, every: int) -> Iterable[Owed]:
    if to.kind == "referrer" and way.decided_on:
        yield _due(to, "referral", way.decided_on, DECISION_WITHIN,
                   "A referrer hears what was decided within 5 days.")  # fmt: skip
    if way.started_on and to.kind == "referrer":
        yield _due(to, "taking-part", way.started_on, REVIEW_WITHIN,
                   "A referrer hears that the work has begun, if that was agreed.")  # fmt: skip
    for number in REVIEWS:
        if len(way.held_on) >= number and to.kind != "referrer":
            yield _due(to, "review", way.held_on[number - 1], REVIEW_WITHIN, _review(to, number))
    if to.kind == "carer" and not to.in_sessions and len(way.held_on) >= every:
        last = way.held_on[len(way.held_on) // every * every - 1]
        yield _due(to, "progress", last, REVIEW_WITHIN,
                   f"A carer who is not in the sessions hears every {every} sessions "
                   "how far they are.")  # fmt: skip
    if way.ended_on:
        yield _due(to, "ending", way.ended_on, REVIEW_WITHIN,
                   "Everybody who was to be told hears when the work ends.")  # fmt: skip


def _review(to: Recipient, number: int) -> str:
    if to.kind == "carer":
        return f"Each carer hears of the review after session {number} and what follows."
    return f"They hear of the review after session {number}, because it was agreed."


def _due(to: Recipient, matter: str, on: date, within: int, because: str) -> Owed:
    since = max(on, to.since)
    return Owed(to.pk, to.name, matter, because, since, since + timedelta(days=within))


def _was_told(told: Mapping[tuple[str, str], date], one: Owed) -> bool:
    last = told.get((one.to, one.matter))
    return last is not None and last >= one.since


def filled(body: str, facts: Mapping[str, str]) -> str:
    """A template with what is known put in. What is not known becomes a choice to make.

    >>> filled("Dear {carer_name}, on {date}.", {"carer_name": "Carol"})
    'Dear Carol, on [date].'
    """

    def put(gap: re.Match[str]) -> str:
        return facts.get(gap[1]) or f"[{gap[1].replace('_', ' ')}]"

    return GAP.sub(put, body)


def still_open(body: str) -> list[str]:
    """What a letter still lacks, as it stands in it.

    >>> still_open("Dear [name], {date}. [one or two sentences] [name]")
    ['[name]', '{date}', '[one or two sentences]']
    """
    found = [(match.start(), match[0]) for kind in (CHOICE, GAP) for match in kind.finditer(body)]
    return list(dict.fromkeys(words for _, words in sorted(found)))
