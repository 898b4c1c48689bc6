"""Dates of sessions, what a record still lacks, and which child was last in mind. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

CAME = frozenset({"came", "late"})
SIGNS = frozenset({"amber", "red"})  # for these the family's plans are looked at
OUT_OF_MIND = 2  # sessions in a row without a line after which a child stands out

# The stance of the programme, rated by the practitioner after each session, 0 to 4.
STANCE: Mapping[str, str] = {
    "open": "I was open about why we meet and what I write",
    "curious": "I was curious before I had an answer",
    "together": "We worked out the next step together",
    "respectful": "I kept from judging",
    "challenging": "I asked the harder question, kindly",
}


def laid_out(first: datetime, *, count: int, every_days: int) -> tuple[datetime, ...]:
    """When each session is: the same time of day, never moved onto a weekend.

    `first` has no time zone: it is the clock on the family's wall, which stays
    the same when summer time ends. The first day is taken as it was chosen.

    >>> [d.day for d in laid_out(datetime(2026, 6, 4, 10), count=3, every_days=2)]
    [4, 8, 8]
    """
    days = [first + timedelta(days=every_days * place) for place in range(count)]
    return (*days[:1], *(off_the_weekend(day) for day in days[1:]))


def off_the_weekend(moment: datetime) -> datetime:
    """The same time on the Monday after, if it falls on a weekend.

    >>> off_the_weekend(datetime(2026, 6, 6, 10)).day
    8
    """
    return moment + timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() > 4 else 0)


@dataclass(frozen=True)
class ComponentRecord:
    """What became of one component."""

    delivery: str = ""
    why: str = ""
    keeps_to_model: bool | None = None


@dataclass(frozen=True)
class ChildRecord:
    """One child: a line, or the code of a reason why there is none."""

    line: str = ""
    no_line: str = ""


@dataclass(frozen=True)
class SessionRecord:
    """All that a practitioner writes of one session."""

    held_on: date | None = None
    minutes: int | None = None
    setting: str = "home"
    attendance: Mapping[UUID, str] = field(default_factory=dict)
    without_agreement: Mapping[UUID, str] = field(default_factory=dict)  # how that came about
    components: Mapping[str, ComponentRecord] = field(default_factory=dict)
    words: Mapping[UUID, str] = field(default_factory=dict)
    children: Mapping[UUID, ChildRecord] = field(default_factory=dict)
    wellbeing: str = ""
    support_challenge: int | None = None
    support_challenge_note: str = ""
    worries: str = ""
    sign: str = ""  # whether a child's safety is in what worries: see models.Sign
    home_activity: str = ""
    next_step: str = ""
    self_rating: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """What a record of this session must speak of: identifiers and names, in order."""

    carers: Mapping[UUID, str]
    children: Mapping[UUID, str]
    components: Mapping[str, str]
    # Carers who had no agreement to take part in force on the day.
    without_agreement: frozenset[UUID] = frozenset()
    ended_on: date | None = None  # the day on which the journey ended, if it has


@dataclass(frozen=True)
class Missing:
    """Something a record lacks: the field where it is written, and what to do."""

    field: str
    message: str


def what_is_missing(record: SessionRecord, asked: Asked, *, today: date) -> tuple[Missing, ...]:
    """Everything a record still lacks, in the order of the page. Empty when it may be signed."""
    return (
        *_when(record, today, asked.ended_on),
        *_who_came(record, asked),
        *_without_agreement(record, asked),
        *_text(record.wellbeing, "wellbeing", "Say how they were"),
        *_what_was_done(record, asked),
        *_their_words(record, asked),
        *_each_child(record, asked),
        *_balance(record),
        *_text(record.home_activity, "home_activity", "Say what they will try, or why nothing"),
        *_text(record.next_step, "next_step", "Say what the next step is"),
        *_worries(record),
        *_ratings(record),
    )  # fmt: skip


def _text(words: str, name: str, message: str) -> Sequence[Missing]:
    return () if words.strip() else (Missing(name, message),)


def _worries(record: SessionRecord) -> Sequence[Missing]:
    """A worry says whether a child's safety is in it; and a sign says what was seen."""
    if record.worries.strip() and not record.sign:
        return (Missing("sign", "Say whether a child’s safety is in what worries you"),)
    if record.sign in SIGNS and not record.worries.strip():
        return (Missing("worries", "Write in a few words what you saw or heard"),)
    return ()


def _when(record: SessionRecord, today: date, ended_on: date | None) -> Sequence[Missing]:
    found = []
    if record.held_on is None:
        found.append(Missing("held_on", "Give the day on which you met"))
    elif record.held_on > today:
        found.append(Missing("held_on", "The day on which you met cannot be in the future"))
    elif ended_on is not None and record.held_on > ended_on:
        found.append(Missing("held_on", "The journey had ended by then. Give an earlier day"))
    if not record.minutes:
        found.append(Missing("minutes", "Say how many minutes it took"))
    return found


def _who_came(record: SessionRecord, asked: Asked) -> Sequence[Missing]:
    found = [
        Missing(f"attendance_{pk}", f"Say whether {name} came")
        for pk, name in asked.carers.items()
        if not record.attendance.get(pk)
    ]
    if not found and asked.carers and not CAME & set(record.attendance.values()):
        first = next(iter(asked.carers))
        found.append(
            Missing(f"attendance_{first}", "Nobody came: move the session to another day instead")
        )
    return found


def _without_agreement(record: SessionRecord, asked: Asked) -> Sequence[Missing]:
    """What happened is recorded whatever was agreed; but not passed over."""
    return [
        Missing(
            f"without_{pk}",
            f"{name} had not agreed to take part on that day. Say how it came about",
        )
        for pk, name in asked.carers.items()
        if pk in asked.without_agreement
        and record.attendance.get(pk) in CAME
        and not record.without_agreement.get(pk, "").strip()
    ]


def _what_was_done(record: SessionRecord, asked: Asked) -> Sequence[Missing]:
    found = []
    for pk, title in asked.components.items():
        done = record.components.get(pk, ComponentRecord())
        if not done.delivery:
            found.append(Missing(f"component_{pk}", f"Say what became of “{title}”"))
        if done.delivery == "adapted" and not done.why.strip():
            found.append(Missing(f"how_{pk}", f"Say how and why you adapted “{title}”"))
        if done.delivery == "left-out" and not done.why.strip():
            found.append(Missing(f"why_{pk}", f"Say why you left out “{title}”"))
        if done.delivery == "adapted" and done.keeps_to_model is None:
            found.append(Missing(f"keeps_{pk}", f"Say whether “{title}” still kept to the model"))
    return found


def _their_words(record: SessionRecord, asked: Asked) -> Sequence[Missing]:
    if any(words.strip() for words in record.words.values()) or not asked.carers:
        return ()
    came = [pk for pk in asked.carers if record.attendance.get(pk) in CAME]
    first = (came or list(asked.carers))[0]
    return (Missing(f"words_{first}", "Write something they said, in their own words"),)


def _each_child(record: SessionRecord, asked: Asked) -> Sequence[Missing]:
    return [
        Missing(f"line_{pk}", f"Write a line about {name}, or choose why there is none")
        for pk, name in asked.children.items()
        if not (child := record.children.get(pk, ChildRecord())).line.strip() and not child.no_line
    ]


def _balance(record: SessionRecord) -> Sequence[Missing]:
    if record.support_challenge in range(1, 6):
        return ()
    return (Missing("support_challenge", "Choose how support and challenge were balanced"),)


def _ratings(record: SessionRecord) -> Sequence[Missing]:
    """One line for all of them: a list of what is missing should not scold."""
    lacking = [name for name in STANCE if record.self_rating.get(name) not in range(5)]
    return [Missing(f"rating_{lacking[0]}", "Rate yourself, today")] if lacking else ()


def not_in_mind_for(had_a_line: Sequence[bool]) -> int:
    """For how many sessions in a row, up to the last, a child had no line.

    >>> not_in_mind_for([False, True, False, False]), not_in_mind_for([False, True])
    (2, 0)
    """
    count = 0
    for had in reversed(had_a_line):
        if had:
            break
        count += 1
    return count
