"""Where a family is in the programme: its journey's sessions as a picture and as lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import cycle

from django.utils import timezone
from markupsafe import Markup, escape

from safehome.design.pictures import Drawn, Step, StepState, steps
from safehome.design.words import counted
from safehome.journeys.models import EndingReason, Journey, Session, SessionKind, Setting
from safehome.workspace.links import link
from safehome.workspace.queries.caseload import states_of

WORDS = {
    StepState.DONE: "Recorded", StepState.NEXT: "Next", StepState.LATER: "Planned",
    StepState.EXTRA: "Extra", StepState.LEFT_OUT: "Not held",
}  # fmt: skip


@dataclass(frozen=True)
class Meeting:
    """One session of a journey, as a line of the table."""

    number: int
    state: str
    colour: str
    on: date
    is_late: bool
    where: str
    href: str
    prepare: str
    record: str


@dataclass(frozen=True)
class Progress:
    """Where a family is in the programme."""

    journey: Journey
    href: str
    end: str
    join: str
    ask: str
    words: str
    picture: Drawn | None
    sessions: list[Meeting]
    next: Meeting | None


def progress_of(journey: Journey, sessions: list[Session]) -> Progress:
    ended = journey.ended_at is not None
    shape = "".join(_letter(session) for session in sessions)
    states = states_of(shape, ended)
    meetings = [_meeting(session, state) for session, state in zip(sessions, states, strict=True)]
    return Progress(
        journey=journey,
        href=link("journeys:journey", journey.pk),
        end="" if ended else link("journeys:end-journey", journey.pk),
        join="" if ended else link("journeys:join-journey", journey.pk),
        ask=link("measures:ask", journey.pk),
        words=_words(journey, shape),
        picture=_picture(meetings, states) if meetings else None,
        sessions=meetings,
        next=next((one for one in meetings if one.state == "Next"), None),
    )


def _letter(session: Session) -> str:
    if session.signed_at is not None:
        return "d"
    return "x" if session.kind == SessionKind.EXTRA else "l"


def _words(journey: Journey, shape: str) -> str:
    held = shape.count("d")
    if journey.ended_at is not None:
        ending = EndingReason(journey.ending).label.lower() if journey.ending else ""
        after = f"Ended after {counted(held, 'session')}"
        return f"{after}: {ending}" if ending else after
    if not shape:
        return "On a journey"
    return f"{counted(held, 'session')} of {len(shape)} recorded".capitalize()


def _meeting(session: Session, state: StepState) -> Meeting:
    planned = timezone.localtime(session.planned_for)
    signed, live = session.signed_at is not None, state not in (StepState.DONE, StepState.LEFT_OUT)
    late = live and planned.date() < timezone.localdate()
    colours = {StepState.DONE: "green", StepState.NEXT: "blue"}
    return Meeting(
        number=session.number,
        state=WORDS[state],
        colour="red" if late else colours.get(state, "grey"),
        on=session.held_on if signed and session.held_on else planned,
        is_late=late,
        where=Setting(session.setting).label,
        href=link("journeys:session", session.pk) if signed else "",
        prepare=link("journeys:prepare-session", session.pk) if live else "",
        record=link("journeys:record-session", session.pk) if live else "",
    )


def _picture(meetings: list[Meeting], states: list[StepState]) -> Drawn:
    """The journey's picture. Journeys as far along differ in dates and links alone: those are
    put into a drawing that is made once."""
    whens = [f"{one.on.day}/{one.on.month}" for one in meetings]
    links = [one.href or one.prepare for one in meetings]
    drawn, pieces = _drawn(
        tuple(states), tuple(one.number for one in meetings), tuple(map(bool, links))
    )
    told = {"w": whens, "l": links}
    filled = [
        escape(told[piece[0]][int(piece[1:])]) if odd else piece
        for odd, piece in zip(cycle((False, True)), pieces)
    ]
    rows = tuple((*row[:3], when) for row, when in zip(drawn.rows, whens, strict=True))
    return replace(drawn, svg=Markup("".join(filled)), rows=rows)  # noqa: S704


# Stands in a drawing where a date (w) or a link (l) goes.
GAP = re.compile(r"/?~([wl][0-9]+)~")


@lru_cache(maxsize=500)
def _drawn(
    states: tuple[StepState, ...], numbers: tuple[int, ...], linked: tuple[bool, ...]
) -> tuple[Drawn, list[str]]:
    """The picture with gaps, and its pieces: every second one names what goes into a gap."""
    drawn = steps(
        [
            Step(str(number), state, f"~w{place}~", link=f"/~l{place}~" if has_link else "")
            for place, (number, state, has_link) in enumerate(
                zip(numbers, states, linked, strict=True)
            )
        ],
        title="The journey’s sessions", per_row=7, key="journey", words={**_all_words(), **WORDS},
        headings=("Session", "Title", "State", "When"),
    )  # fmt: skip
    return drawn, GAP.split(str(drawn.svg))


def _all_words() -> dict[StepState, str]:
    return {state: state.value.capitalize() for state in StepState}
