"""What a plan needs before it is agreed, how it stands, what changed. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
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
    about: UUID | None = None  # the person who is to say how they stand to it


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
            yield Missing("said", f"How {called} stands to it{again}", pk)


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
