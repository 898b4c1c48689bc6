"""What a plan needs before it is agreed, how it stands, and on whom it leans. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import cast
from uuid import UUID

# Without these nobody can keep a plan: who, each child's voice, looking after, early signs,
# whom to turn to, and what to do if something happens. Source: docs/glossary.md, "plan".
NEEDED_FOR_NOW = ("SP2", "SP4", "SP12")
NEEDED = ("SP2", "SP4", "SP9", "SP11", "SP12")
# The longest that a plan may stand without being looked at again.
LONGEST_FOR_NOW = timedelta(days=28)
LONGEST = timedelta(days=92)


class State(StrEnum):
    """How a plan stands, worked out from what was written."""

    DRAFT = "draft"
    FOR_NOW = "for-now"
    AGREED = "agreed"
    UNDER_REVIEW = "under-review"
    CLOSED = "closed"


def state_of(
    *, closed: bool, in_force: str, review_on: date | None, asked: bool, today: date
) -> State:
    """How a plan stands. in_force: the stage of the version in force, or "".

    >>> state_of(closed=False, in_force="", review_on=None, asked=False, today=date(2026, 3, 1))
    <State.DRAFT: 'draft'>
    >>> day = date(2026, 3, 1)
    >>> state_of(closed=False, in_force="whole", review_on=day, asked=False, today=day)
    <State.AGREED: 'agreed'>
    >>> state_of(closed=False, in_force="whole", review_on=day, asked=True, today=day)
    <State.UNDER_REVIEW: 'under-review'>
    """
    if closed:
        return State.CLOSED
    if not in_force:
        return State.DRAFT
    if asked or (review_on is not None and review_on < today):
        return State.UNDER_REVIEW
    return State.FOR_NOW if in_force == "interim" else State.AGREED


# --- Words ------------------------------------------------------------------------

_FORBIDS = re.compile(
    r"\b(no|not|never|nobody|forbidden|banned|avoid|"
    r"don['’]?t|doesn['’]?t|won['’]?t|can['’]?t|mustn['’]?t|isn['’]?t|aren['’]?t)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")


def forbids(text: str) -> str:
    """The word by which a line says what is not done, or "". What is quoted is left out.

    >>> forbids("No phones upstairs")
    'No'
    >>> forbids("Phones sleep in the kitchen from eight")
    ''
    >>> forbids("Everybody can play without worry")
    ''
    >>> forbids('We tell her, in small words: "You did nothing wrong."')
    ''
    """
    found = _FORBIDS.search(_SPOKEN.sub("", text))
    return found.group(0) if found else ""


def unfilled(text: str) -> list[str]:
    """The places of a suggestion that nobody has filled in yet.

    >>> unfilled("Our hope is: [our hope].")
    ['our hope']
    """
    return re.findall(r"\[([^\[\]]{1,60})\]", text)


# --- Load -------------------------------------------------------------------------

type Span = Sequence[object]  # [days, from, to]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ALONE_FROM = 20.0  # hours a week that one adult holds alone
MOST_FROM = 10.0  # hours a week in all from which it matters that they lie with one adult
MOST = 2 / 3


def minutes_of(week: Iterable[Span]) -> frozenset[int]:
    """The five-minute steps of a week that these spans cover; 0 is Monday midnight.

    >>> len(minutes_of([[[0, 1], 930, 990]])) * 5
    120
    """
    return frozenset(
        day * 288 + step
        for days, begins, ends in week
        for day in days  # type: ignore[attr-defined]
        for step in range(int(begins) // 5, -(-int(ends) // 5))  # type: ignore[call-overload]
    )


def stretches(steps: Iterable[int]) -> list[tuple[int, int, int]]:
    """Five-minute steps of a week as stretches: day, from and to in minutes after midnight.

    >>> stretches(minutes_of([[[0], 600, 660], [[0], 660, 700], [[2], 0, 30]]))
    [(0, 600, 700), (2, 0, 30)]
    """
    found: list[tuple[int, int, int]] = []
    for step in sorted(steps):
        day, at = step // 288, step % 288 * 5
        if found and found[-1][0] == day and found[-1][2] == at:
            found[-1] = (day, found[-1][1], at + 5)
        else:
            found.append((day, at, at + 5))
    return found


def is_a_week(week: object) -> bool:
    """Whether this can be the hours of a hand: whole days, and an end after the beginning."""
    return isinstance(week, list) and all(
        isinstance(one, list)
        and len(one) == 3
        and isinstance(one[0], list)
        and bool(one[0])
        and all(isinstance(day, int) and 0 <= day <= 6 for day in one[0])
        and all(isinstance(minute, int) for minute in one[1:])
        and 0 <= one[1] < one[2] <= 1440
        for one in week
    )


def hours_in_words(week: Iterable[Span]) -> str:
    """The hours of a hand, as people say them.

    >>> hours_in_words([[[0, 1, 2, 3, 4], 930, 1200], [[5], 600, 720]])
    'Mon to Fri, 15:30 to 20:00; Sat, 10:00 to 12:00'
    """
    parts = []
    for span in week:
        days, begins, ends = cast("tuple[list[int], int, int]", tuple(span))
        names = [DAYS[day][:3] for day in days]
        run = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
        when = f"{names[0]} to {names[-1]}" if run else " and ".join(names)
        parts.append(f"{when}, {begins // 60}:{begins % 60:02} to {ends // 60}:{ends % 60:02}")
    return "; ".join(parts)


@dataclass(frozen=True)
class Load:
    """What a plan asks of one person in a week, in hours."""

    hours: float
    alone: float  # while nobody else has a hand in anything


def loads(weeks: Mapping[UUID, Iterable[Span]]) -> dict[UUID, Load]:
    """The load of each person. Two things at once are counted once.

    >>> one, two = UUID(int=1), UUID(int=2)
    >>> found = loads({one: [[[0], 600, 720]], two: [[[0], 660, 720]]})
    >>> found[one]
    Load(hours=2.0, alone=1.0)
    >>> found[two]
    Load(hours=1.0, alone=0.0)
    """
    steps = {who: minutes_of(week) for who, week in weeks.items()}
    found = {}
    for who, mine in steps.items():
        others: frozenset[int] = frozenset().union(
            *(theirs for other, theirs in steps.items() if other != who)
        )
        found[who] = Load(len(mine) / 12, len(mine - others) / 12)
    return found


def leans_on(found: Mapping[UUID, Load]) -> dict[UUID, str]:
    """On whom a plan leans too much, and by which rule. It says so; a person judges.

    >>> leans_on({UUID(int=1): Load(31, 31), UUID(int=2): Load(2, 2)})[UUID(int=1)]
    'alone for 31 hours a week; from 20 it is worth moving something'
    >>> leans_on({UUID(int=1): Load(14, 8), UUID(int=2): Load(8, 2)})
    {}
    """
    every = sum(one.hours for one in found.values())
    signals = {}
    for who, one in found.items():
        if one.alone >= ALONE_FROM:
            signals[who] = (
                f"alone for {one.alone:.0f} hours a week; "
                f"from {ALONE_FROM:.0f} it is worth moving something"
            )
        elif every >= MOST_FROM and len(found) > 1 and one.hours > every * MOST:
            signals[who] = (
                f"{one.hours:.0f} of all {every:.0f} hours; more than two thirds is worth sharing"
            )
    return signals


# --- What is missing --------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """A line, as far as the rules need it."""

    root: UUID
    section: str
    text: str
    instead: str
    has_a_hand: bool
    children: frozenset[UUID]
    suggestion: str = ""


@dataclass(frozen=True)
class Missing:
    """Something that stands between a draft and being agreed, and where to put it right."""

    place: str  # a section, "review", "said", "breach", "condition"
    message: str


@dataclass(frozen=True)
class Before:
    """What surrounds a draft: the children and adults it must answer to."""

    children: Mapping[UUID, str]  # of the household, and what they are called
    adults: Mapping[UUID, str]  # who have a hand in it, or look after the children
    voices: Collection[UUID]  # children who have a voice or a reason
    said: Collection[UUID]  # adults and children whose stand to these words is written
    breaches: Sequence[str] = ()  # still to be answered, in words
    clashes: Sequence[str] = ()  # with what others laid down, not settled
    sections: Mapping[str, str] = field(default_factory=dict)
    earlier: Collection[UUID] = ()  # whose stand is to words that changed since
    to_rehearse: Sequence[str] = ()  # what-ifs that the pack wants walked through first
    # Of what the writer may not see: children without a line, and sections that have one.
    unseen_children: int = 0
    unseen_sections: Collection[str] = ()


ANOTHERS = (
    "A line is needed that somebody else has to write: ask a safeguarding lead, who knows for whom"
)


def what_is_missing(
    lines: Sequence[Written], before: Before, *, interim: bool, review_on: date | None, today: date
) -> list[Missing]:
    """Everything that stands between a draft and being agreed, in the order of the plan."""
    missing = []
    names = dict(before.sections)
    there = {line.section for line in lines} | set(before.unseen_sections)
    for code in NEEDED_FOR_NOW if interim else NEEDED:
        if code not in there:
            missing.append(Missing(code, f"“{names.get(code, code)}” has no line yet"))
    for line in lines:
        short = line.text if len(line.text) <= 60 else f"{line.text[:57]}…"
        if forbids(line.text) and not line.instead.strip():
            missing.append(
                Missing(
                    line.section, f"“{short}” says what is not done: write what is done instead"
                )
            )
        if unfilled(line.text):
            missing.append(Missing(line.section, f"“{short}” still has a place to fill in"))
        if line.section == "SP4" and not line.has_a_hand:
            missing.append(Missing(line.section, f"“{short}”: say who does it"))
    held = frozenset().union(*(line.children for line in lines)) if lines else frozenset()
    for child, called in before.children.items():
        if child not in held:
            missing.append(Missing("SP4", f"No line is for {called} yet"))
        if child not in before.voices and not interim:
            missing.append(Missing("SP3", f"{called}’s own voice, or the reason why it is absent"))
    if before.unseen_children:
        missing.append(Missing("SP4", ANOTHERS))
    missing += _around(before, interim=interim, review_on=review_on, today=today)
    return missing


def _around(
    before: Before, *, interim: bool, review_on: date | None, today: date
) -> Iterable[Missing]:
    for one in before.breaches:
        yield Missing("breach", f"Not answered yet: {one}")
    for one in before.clashes:
        yield Missing("condition", f"Not settled yet: {one}")
    for one in () if interim else before.to_rehearse:
        yield Missing("rehearsal", f"Not walked through yet: {one}")
    longest = LONGEST_FOR_NOW if interim else LONGEST
    if review_on is None:
        yield Missing("review", "The day on which it is looked at again")
    elif review_on <= today:
        yield Missing("review", "The day of the next look must be a day to come")
    elif review_on > today + longest:
        yield Missing("review", f"Look at it again within {longest.days} days")
    people = {**before.adults, **({} if interim else before.children)}
    for pk, called in people.items():
        if pk not in before.said:
            again = ", now that its words have changed" if pk in before.earlier else ""
            yield Missing("said", f"How {called} stands to it{again}")


# --- Comparing two versions -------------------------------------------------------


class Change(StrEnum):
    NEW = "New"
    CHANGED = "Changed"
    GONE = "Gone"
    SAME = "Same"


@dataclass(frozen=True)
class Words:
    """What one line says: its words, and what else it says under which name."""

    section: str
    text: str
    more: tuple[tuple[str, str], ...] = ()  # such as ("Who", "Carol")


@dataclass(frozen=True)
class Told:
    """One line of a comparison, as a carer would say it."""

    change: Change
    section: str
    text: str  # as it is now; of a line that is gone, as it was
    was: str = ""  # its words, where they changed
    more: tuple[tuple[str, str, str], ...] = ()  # what else changed: name, was, now
    because: str = ""


def compare(
    old: Mapping[UUID, Words], new: Mapping[UUID, Words], gone: Mapping[UUID, str]
) -> list[Told]:
    """Two versions, line by line, by each line's root. gone: why a line is there no more.

    >>> one, two = UUID(int=1), UUID(int=2)
    >>> was, now = Words("SP4", "A walk", (("Who", "Carol"),)), Words("SP4", "A long walk")
    >>> [(told.change.value, told.was, told.more) for told in compare(
    ...     {one: was}, {one: now, two: Words("SP5", "We knock")}, {})]
    [('Changed', 'A walk', (('Who', 'Carol', ''),)), ('New', '', ())]
    """
    told = []
    for root, now in new.items():
        was = old.get(root)
        if was is None:
            told.append(Told(Change.NEW, now.section, now.text))
            continue
        more = _what_else_changed(dict(was.more), dict(now.more))
        same = was.text == now.text
        change = Change.SAME if same and not more else Change.CHANGED
        told.append(Told(change, now.section, now.text, was="" if same else was.text, more=more))
    told += [
        Told(Change.GONE, was.section, was.text, because=gone.get(root, ""))
        for root, was in old.items()
        if root not in new
    ]
    return sorted(told, key=lambda one: section_number(one.section))


def _what_else_changed(
    was: Mapping[str, str], now: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (name, was.get(name, ""), now.get(name, ""))
        for name in dict.fromkeys([*was, *now])
        if was.get(name, "") != now.get(name, "")
    )


def section_number(code: str) -> int:
    return int(code.removeprefix("SP"))
