"""What holds today of what was said, where carers differ, and what that blocks. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

TAKING_PART = "taking-part"
CONTACT = "contact"
WAITING_QUESTIONS = "waiting-questions"
SHARING_EXPLAINED = "sharing-explained"
SOON = timedelta(days=30)  # before it runs out, somebody should ask again


class Kind(StrEnum):
    """Five kinds, each asked and signed on a page of its own. The value stands in addresses."""

    TAKING_PART = "taking-part"
    OPTIONAL = "optional"
    CONTACT = "contact"
    EXPLAINED = "explained"
    WAITING = "while-waiting"


KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.TAKING_PART: (TAKING_PART,),
    Kind.OPTIONAL: ("research", "recording", "stories", "tell-referrer"),
    Kind.CONTACT: (CONTACT,),
    Kind.EXPLAINED: (SHARING_EXPLAINED,),
    Kind.WAITING: (WAITING_QUESTIONS,),  # asked before a journey, where it is asked at all
}
PURPOSES: tuple[str, ...] = tuple(one for some in KINDS.values() for one in some)

# Where one carer's yes touches the other: their answers are looked at together.
# How somebody is reached, what they were told, what they are asked while they wait, and
# the use of their own answers concern nobody but them.
TOUCHES_THE_OTHER = frozenset({TAKING_PART, "recording", "stories", "tell-referrer"})

BLOCKS: Mapping[str, tuple[str, ...]] = {
    TAKING_PART: (
        "No journey starts.",
        "Nobody joins a journey that goes on, and no session is added to it.",
        "Sessions that are planned already can be held with those who agreed.",
    ),
    "recording": ("No session is recorded at which both could be heard.",),
    "stories": ("Nobody's words from this family are used to tell others.",),
    "tell-referrer": ("The referrer is told nothing about how far it is.",),
}
DECIDED_AGAINST: Mapping[str, str] = {
    TAKING_PART: "It was decided not to go on while they differ: no journey starts.",
    "recording": "It was decided not to record.",
    "stories": "It was decided not to use anybody's words.",
    "tell-referrer": "It was decided not to tell the referrer.",
}


def kind_of(purpose: str) -> Kind:
    """The kind that a purpose belongs to.

    >>> kind_of("stories")
    <Kind.OPTIONAL: 'optional'>
    """
    return next(kind for kind, purposes in KINDS.items() if purpose in purposes)


@dataclass(frozen=True)
class Answer:
    """One thing that one carer said on one day, or what was found out about it."""

    carer: UUID
    purpose: str
    said: str  # given, refused, withdrawn, invalidated
    on: date
    written_at: datetime
    written_by: UUID | None = None
    until: date | None = None  # the last day on which it holds


class State(StrEnum):
    NOT_ASKED = "not-asked"
    IN_FORCE = "in-force"
    RUN_OUT = "run-out"
    REFUSED = "refused"
    TAKEN_BACK = "taken-back"
    NOT_VALID = "not-valid"


SAID: Mapping[str, State] = {
    "given": State.IN_FORCE,
    "refused": State.REFUSED,
    "withdrawn": State.TAKEN_BACK,
    "invalidated": State.NOT_VALID,
}
NO = frozenset({State.REFUSED, State.TAKEN_BACK})


@dataclass(frozen=True)
class Standing:
    """Where one carer stands with one purpose on a day, and which answer says so."""

    state: State
    answer: Answer | None = None
    since: date | None = None  # while in force: without a gap since this day
    ends_soon: bool = False

    @property
    def until(self) -> date | None:
        return self.answer.until if self.answer else None


def newest(answers: Iterable[Answer], *, on: date) -> dict[tuple[UUID, str], Answer]:
    """The last thing that each carer said to each purpose, as of a day.

    What counts is when it was said, and only then when it was written: a paper
    from Monday that is typed in on Friday does not outweigh what was taken back
    on Wednesday.
    """
    last: dict[tuple[UUID, str], Answer] = {}
    for one in answers:
        place = (one.carer, one.purpose)
        before = last.get(place)
        if one.on <= on and (before is None or _when(one) > _when(before)):
            last[place] = one
    return last


def _when(answer: Answer) -> tuple[date, datetime]:
    return answer.on, answer.written_at


def holds(answer: Answer, *, on: date) -> bool:
    """Whether an answer, if nothing was said after it, holds on a day. `until` is included."""
    return answer.said == "given" and (answer.until is None or on <= answer.until)


def in_force(answers: Iterable[Answer], *, on: date) -> dict[tuple[UUID, str], Answer]:
    """What each carer has agreed to and what holds on a day: given, not run out, not undone.

    >>> carol, day = UUID(int=1), date(2026, 6, 1)
    >>> given = Answer(carol, "research", "given", day, datetime(2026, 6, 1, 9))
    >>> back = Answer(carol, "research", "withdrawn", day, datetime(2026, 6, 1, 15))
    >>> len(in_force([given], on=day)), len(in_force([given, back], on=day))
    (1, 0)
    >>> len(in_force([given], on=date(2026, 5, 31)))
    0
    """
    last = newest(answers, on=on)
    return {place: one for place, one in last.items() if holds(one, on=on)}


def standings(
    answers: Iterable[Answer], *, carers: Iterable[UUID], on: date
) -> dict[tuple[UUID, str], Standing]:
    """Where every carer stands with every purpose on a day."""
    said: dict[tuple[UUID, str], list[Answer]] = {}
    for one in answers:
        said.setdefault((one.carer, one.purpose), []).append(one)
    return {
        (carer, purpose): standing(said.get((carer, purpose), ()), on=on)
        for carer in carers
        for purpose in PURPOSES
    }


def standing(answers: Iterable[Answer], *, on: date) -> Standing:
    """Where one carer stands with one purpose. `answers`: only theirs, only to it.

    >>> standing([], on=date(2026, 6, 1)).state
    <State.NOT_ASKED: 'not-asked'>
    """
    known = sorted((one for one in answers if one.on <= on), key=_when)
    if not known:
        return Standing(State.NOT_ASKED)
    last = known[-1]
    if not holds(last, on=on):
        return Standing(State.RUN_OUT if last.said == "given" else SAID[last.said], last)
    ends_soon = last.until is not None and last.until - on <= SOON
    return Standing(State.IN_FORCE, last, _without_a_gap(known), ends_soon)


def _without_a_gap(known: Sequence[Answer]) -> date:
    """The first day of an agreement that was renewed before it ran out, however often."""
    since = known[-1].on
    for before in reversed(known[:-1]):
        if not holds(before, on=since):
            break
        since = before.on
    return since


@dataclass(frozen=True)
class Decided:
    """What somebody decided where carers differ."""

    purpose: str
    goes_on: bool
    at: datetime


@dataclass(frozen=True)
class Conflict:
    """Carers who answer differently where it matters."""

    purpose: str
    agreed: tuple[UUID, ...]
    against: tuple[UUID, ...]
    asked_by: frozenset[UUID]  # who wrote these answers: none of them resolves it
    decided: Decided | None = None

    @property
    def is_open(self) -> bool:
        return self.decided is None

    @property
    def blocks(self) -> bool:
        return self.decided is None or not self.decided.goes_on


def conflicts(
    answers: Iterable[Answer], decisions: Iterable[Decided] = (), *, carers: Collection[UUID],
    on: date,
) -> tuple[Conflict, ...]:  # fmt: skip
    """Purposes to which one carer agreed and another did not, or took it back.

    Only a no is a no: somebody who was not asked yet, whose agreement ran out or
    was found not to be valid has not said one. A decision counts until one of
    the answers it was about has changed.
    """
    last = {place: one for place, one in newest(answers, on=on).items() if place[0] in carers}
    latest: dict[str, Decided] = {}
    for one in decisions:
        if one.purpose not in latest or one.at > latest[one.purpose].at:
            latest[one.purpose] = one
    found = []
    for purpose in PURPOSES:
        if purpose not in TOUCHES_THE_OTHER:
            continue
        said = [last[carer, purpose] for carer in carers if (carer, purpose) in last]
        yes = [one for one in said if holds(one, on=on)]
        no = [one for one in said if SAID[one.said] in NO]
        if yes and no:
            decided = latest.get(purpose)
            fresh = decided and decided.at >= max(one.written_at for one in (*yes, *no))
            found.append(
                Conflict(
                    purpose,
                    tuple(one.carer for one in yes),
                    tuple(one.carer for one in no),
                    frozenset(one.written_by for one in (*yes, *no) if one.written_by),
                    decided if fresh else None,
                )
            )
    return tuple(found)


def blocked(conflict: Conflict) -> tuple[str, ...]:
    """What cannot be done because of a conflict, in sentences fit to show; none when resolved."""
    if conflict.decided is None:
        return BLOCKS[conflict.purpose]
    return () if conflict.decided.goes_on else (DECIDED_AGAINST[conflict.purpose],)


# A line drawn in a box of this size: strokes of whole numbers, and nothing else in it.
BOX = (600, 200)
LONGEST_LINE = 20_000


def is_a_drawn_line(path: str) -> bool:
    """Whether a text is a signature as the page draws it: "M12 80L14 82L20 90M40 10L41 12".

    >>> is_a_drawn_line("M12 80L14 82L20 90"), is_a_drawn_line("M12 80"), is_a_drawn_line("<b>")
    (True, False, False)
    """
    if not path.isascii() or len(path) > LONGEST_LINE or not path.startswith("M"):
        return False
    lines = 0
    for stroke in path[1:].split("M"):
        points = [point.split(" ") for point in stroke.split("L")]
        lines += len(points) - 1
        if not all(len(at) == 2 and all(map(_is_small_number, at)) for at in points):
            return False
        if any(int(at[0]) > BOX[0] or int(at[1]) > BOX[1] for at in points):
            return False
    return lines > 0


def _is_small_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= 3
