"""What is to be asked of whom, and when that is late. Days and numbers only.

Nothing here is kept: what is due follows from how far a journey is and what was answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from safehome.kit.months import months_on
from safehome.measures.rules.points import session_point

type State = Literal["to-come", "to-ask", "late", "answered", "passed"]
type Key = tuple[str, str]  # questionnaire, point

LATE_AFTER = timedelta(days=14)  # days after the point; then it stands on a home page
FOLLOW_UP_LATE = timedelta(days=28)
PASSED_AFTER = timedelta(days=60)  # too far away to stand for that point any more
AHEAD = timedelta(days=14)  # a follow-up may be asked this much early
OF_A_SESSION = timedelta(days=7)  # what is asked of one session fades, and is not chased


@dataclass(frozen=True)
class Moment:
    """A point of the pack's schedule: in a session, or some months after the end."""

    code: str
    title: str
    session: int | None
    months_after: int | None
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Further:
    """A questionnaire that an organisation asks besides the pack's, at points from a day on."""

    questionnaire: str
    points: tuple[str, ...]
    begins_on: date


@dataclass(frozen=True)
class Held:
    """A session whose day has come: its place in the journey and in the pack, its own questions.

    on: the day it was held, or is planned for. written: whether its record is signed.
    """

    number: int
    pack_session: int | None
    on: date
    measures: tuple[str, ...] = ()
    written: bool = True


@dataclass(frozen=True)
class Way:
    """What is known of one carer's way. follows: whether they may be asked after the end."""

    joined_on: date
    held: tuple[Held, ...]
    last_session: int
    ended_on: date | None = None
    left_on: date | None = None
    follows: bool = True

    @cached_property
    def reached(self) -> Mapping[int | None, date]:
        """Of each session of the pack the first day that is known."""
        return {one.pack_session: one.on for one in reversed(self.held)}

    @cached_property
    def unwritten(self) -> frozenset[int | None]:
        """Sessions of the pack whose day has come, and whose record is not signed."""
        return frozenset(one.pack_session for one in self.held if not one.written)


@dataclass(frozen=True)
class Due:
    """One questionnaire at one point. since: when it could first be asked."""

    questionnaire: str
    point: str
    title: str
    state: State
    since: date | None

    @property
    def is_open(self) -> bool:
        """Whether it can be asked now."""
        return self.state in ("to-ask", "late")


def due_for(
    way: Way, moments: Collection[Moment], answered: Collection[Key], *, today: date,
    further: Collection[Further] = (),
) -> list[Due]:  # fmt: skip
    """Everything that is asked of a carer on their way, in the schedule's order.

    answered: questionnaire and point of what was answered. further: what their
    organisation chose to ask besides; it is due as the pack's own, and after them.

    >>> start = Moment("baseline", "At the start", 1, None, ("kuc",))
    >>> way = Way(date(2026, 3, 1), (), 13)
    >>> [one.state for one in due_for(way, [start], [], today=date(2026, 3, 2))]
    ['to-ask']
    >>> [one.state for one in due_for(way, [start], [("kuc", "baseline")], today=date(2026, 3, 2))]
    ['answered']
    >>> [one.state for one in due_for(way, [start], [], today=date(2026, 3, 20))]
    ['late']
    >>> half = Moment("mid", "Half-way", 7, None, ("kuc",))
    >>> [one.state for one in due_for(way, [half], [], today=date(2026, 3, 20))]
    ['to-come']
    """
    given = frozenset(answered)
    ordered = [(one, _asked_at(one, way, further, given)) for one in moments]
    found: list[Due] = []
    come = {one.code for one, _ in ordered if _has_come(one, way, today)}
    for place, (moment, asked) in enumerate(ordered):
        slow = FOLLOW_UP_LATE if moment.months_after else LATE_AFTER
        for name, since in asked.items():
            state = _state((name, moment.code) in given, since, way, today, slow)
            if state == "late" and not _is_written(moment, way):
                state = "to-ask"  # the session itself is late, and says so
            if state in ("to-ask", "late") and any(
                name in later and (other.code in come or (name, other.code) in given)
                for other, later in ordered[place + 1 :]
            ):
                state = "passed"  # answers now would be those of the later point
            found.append(Due(name, moment.code, moment.title, state, since))
    in_schedule = {
        (name, moment.session) for moment in moments for name in moment.measures if moment.session
    }
    found += _of_sessions(way, in_schedule, given, today)
    return found


def open_at_points(
    way: Way, moments: Sequence[Moment], answered: Collection[Key], *, today: date,
    further: Collection[Further] = (),
) -> list[Due]:  # fmt: skip
    """What can be asked now at the points of the schedule, and nothing of single sessions.

    As `due_for` has it, for lists of many carers: what is not open is not worked out.
    """
    given = frozenset(answered)
    found: list[Due] = []
    behind: set[str] = set()  # asked or answered at a later point
    for moment in reversed(moments):
        asked = _asked_at(moment, way, further, given)
        slow = FOLLOW_UP_LATE if moment.months_after else LATE_AFTER
        here: list[Due] = []
        for name, since in asked.items():
            if (name, moment.code) in given:
                behind.add(name)
            elif since is not None and since <= today and name not in behind:
                state = _state(False, since, way, today, slow)
                if state == "late" and not _is_written(moment, way):
                    state = "to-ask"
                if state in ("to-ask", "late"):
                    here.append(Due(name, moment.code, moment.title, state, since))
        if _has_come(moment, way, today):
            behind.update(asked)
        found[:0] = here
    return found


def _asked_at(
    moment: Moment, way: Way, further: Collection[Further], given: frozenset[Key]
) -> Mapping[str, date | None]:
    """What is asked at a moment, each from when; the pack's own first."""
    since = opens_on(moment, way)
    asked: dict[str, date | None] = dict.fromkeys(moment.measures, since)
    for one in further:
        if one.questionnaire in asked or moment.code not in one.points:
            continue
        if (one.questionnaire, moment.code) in given:
            asked[one.questionnaire] = since
        elif not _was_past(moment, way, one.begins_on):
            asked[one.questionnaire] = max(since, one.begins_on) if since else None
    return asked


def _was_past(moment: Moment, way: Way, day: date) -> bool:
    """Whether a moment, or the whole way, lay behind a carer on a day."""
    on: date | None = opens_on(moment, way)
    if on is not None and moment.session == 1:
        # It can be asked before its session; that session, or joining later, is its day.
        first = way.reached.get(1)
        on = max(first, way.joined_on) if first else None
    elif on is not None and moment.months_after is not None:
        on += AHEAD
    if on is not None:
        return on < day
    return any(over is not None and over < day for over in (way.ended_on, way.left_on))


def opens_on(moment: Moment, way: Way) -> date | None:
    """From when a moment's questions can be asked; None while that is not known."""
    if moment.months_after is not None:
        if way.ended_on is None or not way.follows:
            return None
        return months_on(way.ended_on, moment.months_after) - AHEAD
    if moment.session == 1:
        return way.joined_on
    reached = way.reached.get(moment.session)
    if reached is None and way.ended_on is not None and moment.session == way.last_session:
        return way.ended_on  # it ended sooner: the last questions are asked then
    if reached is not None and reached < way.joined_on:
        return None  # before this carer took part
    return reached


def _of_sessions(
    way: Way, in_schedule: set[tuple[str, int]], given: frozenset[Key], today: date
) -> Iterator[Due]:
    """What each session held asks for itself: never late, and soon past."""
    for held in way.held:
        if held.on < way.joined_on or (way.left_on and held.on > way.left_on):
            continue
        for name in held.measures:
            if (name, held.pack_session) in in_schedule:
                continue
            point = session_point(held.number)
            done = (name, point) in given
            state: State = "answered" if done else (
                "passed" if today - held.on > OF_A_SESSION else "to-ask"
            )  # fmt: skip
            yield Due(name, point, f"After session {held.number}", state, held.on)


def _has_come(moment: Moment, way: Way, today: date) -> bool:
    since = opens_on(moment, way)
    return since is not None and since <= today and _is_written(moment, way)


def _is_written(moment: Moment, way: Way) -> bool:
    """Whether nothing stands behind a moment whose record is not signed yet."""
    return moment.session in {None, 1} or moment.session not in way.unwritten


def _state(done: bool, since: date | None, way: Way, today: date, slow: timedelta) -> State:
    if done:
        return "answered"
    gone = way.left_on is not None and (
        since is None or since >= way.left_on or way.left_on <= today
    )
    if gone:
        return "passed"
    if since is None:
        return "passed" if way.ended_on is not None else "to-come"
    waited = today - since
    if waited < timedelta(0):
        return "to-come"
    if way.ended_on is not None and waited > PASSED_AFTER:
        return "passed"
    return "late" if waited > slow else "to-ask"
