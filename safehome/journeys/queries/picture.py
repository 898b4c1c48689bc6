"""The journey as a picture: its steps, who came, and which child was in mind at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from safehome.design.pictures import (
    Drawn,
    Presence,
    PresenceGroup,
    PresenceRow,
    Step,
    StepState,
    presence_strip,
    steps,
)
from safehome.design.words import short_day
from safehome.journeys.models import Attendance, ChildLine, Journey, Session, SessionKind
from safehome.journeys.queries.asked import carers_of, children_of
from safehome.journeys.rules import OUT_OF_MIND, not_in_mind_for
from safehome.programme.queries import pack_of

STATES = {
    StepState.DONE: "Recorded",
    StepState.NEXT: "Next",
    StepState.LATER: "Planned",
    StepState.EXTRA: "Extra, planned",
    StepState.MISSED: "Not held",
}
IN_MIND = {
    Presence.FULL: "A line was written",
    Presence.HALF: "A reason why not",
    Presence.EMPTY: "Neither",
    Presence.NOT_YET: "Not held yet",
}
CAME = {
    Presence.FULL: "Came",
    Presence.HALF: "Came in part",
    Presence.EMPTY: "Did not come",
    Presence.NOT_YET: "Not held yet, or not part of it then",
}
ATTENDED = {"came": Presence.FULL, "late": Presence.HALF}


@dataclass(frozen=True)
class SessionRow:
    """One session as a line in a table."""

    session: Session
    title: str
    state: str
    href: str


@dataclass(frozen=True)
class JourneyPicture:
    steps: Drawn
    strip: Drawn
    rows: tuple[SessionRow, ...]
    recorded: int
    next: Session | None


def journey_picture(journey: Journey) -> JourneyPicture:
    """The whole journey at a glance. The family must be open. Five queries."""
    sessions = list(Session.objects.filter(journey=journey).order_by("number"))
    rows = session_rows(journey, sessions)
    upcoming = _upcoming(journey, sessions)
    return JourneyPicture(
        steps=steps(
            [_step(row) for row in rows],
            title="Sessions of this journey", key="journey-steps", words=words_of_states(),
            headings=("Session", "Title", "State", "When"),
        ),
        strip=_strip(journey, sessions),
        rows=rows,
        recorded=sum(one.signed_at is not None for one in sessions),
        next=upcoming,
    )  # fmt: skip


def small_picture(journey: Journey, sessions: Sequence[Session]) -> Drawn:
    """The steps alone, for a row of a table. `sessions`: all of the journey, in order."""
    return steps(
        [_step(row) for row in session_rows(journey, sessions)],
        title=f"{sum(one.signed_at is not None for one in sessions)} of {len(sessions)} recorded",
        key=f"steps-{journey.pk}", size="tiny", words=words_of_states(),
    )  # fmt: skip


def session_rows(journey: Journey, sessions: Sequence[Session]) -> tuple[SessionRow, ...]:
    """Sessions with their titles from the pack and where each one stands."""
    titles = {one.number: one.title for one in pack_of(journey.pack_version).sessions}
    upcoming = _upcoming(journey, sessions)
    return tuple(
        SessionRow(
            session=one,
            title=titles.get(one.pack_session or 0, "An extra session"),
            state=STATES[_state(one, upcoming, ended=journey.ended_at is not None)],
            href=reverse("journeys:session", kwargs={"pk": one.pk}),
        )
        for one in sessions
    )


def _upcoming(journey: Journey, sessions: Sequence[Session]) -> Session | None:
    if journey.ended_at is not None:
        return None
    open_ones = [one for one in sessions if one.signed_at is None]
    return min(open_ones, key=lambda one: (one.planned_for, one.number), default=None)


def _state(session: Session, upcoming: Session | None, *, ended: bool) -> StepState:
    if session.signed_at is not None:
        return StepState.DONE
    if ended:
        return StepState.MISSED
    if upcoming is not None and session.pk == upcoming.pk:
        return StepState.NEXT
    return StepState.EXTRA if session.kind == SessionKind.EXTRA else StepState.LATER


def _step(row: SessionRow) -> Step:
    return Step(
        number=str(row.session.number), state=state_of(row), label=row.title, link=row.href,
        when=short_day(day_of(row.session))[4:-5],
    )  # fmt: skip


def state_of(row: SessionRow) -> StepState:
    return next(state for state, words in STATES.items() if words == row.state)


def day_of(session: Session) -> date:
    """The day on which it was held, or else is planned."""
    return session.held_on or timezone.localtime(session.planned_for).date()


def words_of_states() -> Mapping[StepState, str]:
    return {state: STATES.get(state, state.value.capitalize()) for state in StepState}


def _strip(journey: Journey, sessions: Sequence[Session]) -> Drawn:
    in_mind: dict[UUID, dict[UUID, Presence]] = defaultdict(dict)
    for line in ChildLine.objects.filter(session__journey=journey).defer("line"):
        mark = Presence.HALF if line.no_line else Presence.FULL
        in_mind[line.child_id][line.session_id] = mark
    came: dict[UUID, dict[UUID, Presence]] = defaultdict(dict)
    for one in Attendance.objects.filter(session__journey=journey):
        came[one.carer_id][one.session_id] = ATTENDED.get(one.outcome, Presence.EMPTY)
    groups = [
        PresenceGroup(
            "Which child was in mind",
            tuple(
                PresenceRow(
                    child.called, marks := _marks(sessions, in_mind[child.pk]), _missed(marks)
                )
                for child in children_of(journey.family_id)
            ),
            IN_MIND,
        ),
        PresenceGroup(
            "Who came",
            tuple(
                PresenceRow(one.carer.called, _came(sessions, came[one.carer_id]))
                for one in carers_of(journey.pk)
            ),
            CAME,
        ),
    ]
    return presence_strip(
        [group for group in groups if group.rows],
        columns=[str(one.number) for one in sessions],
        title="Who was in mind, and who came, at each session",
        key="journey-presence",
    )


def _marks(sessions: Sequence[Session], known: Mapping[UUID, Presence]) -> tuple[Presence, ...]:
    return tuple(
        known.get(one.pk, Presence.NOT_YET if one.signed_at is None else Presence.EMPTY)
        for one in sessions
    )


def _came(sessions: Sequence[Session], known: Mapping[UUID, Presence]) -> tuple[Presence, ...]:
    """A session that was held before somebody joined, or after they left, did not ask for them."""
    return tuple(known.get(one.pk, Presence.NOT_YET) for one in sessions)


def _missed(marks: Sequence[Presence]) -> bool:
    had = [mark is Presence.FULL for mark in marks if mark is not Presence.NOT_YET]
    return not_in_mind_for(had) >= OUT_OF_MIND
