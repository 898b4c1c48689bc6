"""Where somebody stands, in a few words: the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safehome.agreements.queries import TakingPart
from safehome.agreements.rules import Standing, State
from safehome.design.words import short_day

WORDS: Mapping[State, str] = {
    State.NOT_ASKED: "Not asked yet",
    State.IN_FORCE: "In force",
    State.RUN_OUT: "Ran out",
    State.REFUSED: "Did not agree",
    State.TAKEN_BACK: "Took it back",
    State.NOT_VALID: "Not valid",
}
# Each colour has a shape of its own as well; the words say it first.
COLOURS: Mapping[State, str] = {
    State.NOT_ASKED: "grey",
    State.IN_FORCE: "green",
    State.RUN_OUT: "yellow",
    State.REFUSED: "red",
    State.TAKEN_BACK: "red",
    State.NOT_VALID: "red",
}


@dataclass(frozen=True)
class Told:
    """A standing to show: words for a tag, its colour, and from when until when."""

    text: str
    colour: str
    when: str = ""


def _day(on: date) -> str:
    """A day without its weekday: "4 Jun 2026"."""
    return short_day(on)[4:]


def told(standing: Standing, *, explained: bool = False) -> Told:
    """explained: it is not agreed to but made clear, so the words differ."""
    words = dict(WORDS)
    if explained:
        words |= {State.IN_FORCE: "Explained, and clear", State.REFUSED: "Not clear yet"}
    text, colour = words[standing.state], COLOURS[standing.state]
    answer = standing.answer
    if answer is None:
        return Told(text, colour)
    if standing.state is State.IN_FORCE:
        until = f" until {_day(answer.until)}" if answer.until else ", until taken back"
        since = f"Since {_day(standing.since or answer.on)}{until}"
        if standing.ends_soon:
            return Told("In force, ends soon", "yellow", since)
        return Told(text, colour, since)
    if standing.state is State.RUN_OUT and answer.until:
        return Told(text, colour, f"On {_day(answer.until)}")
    return Told(text, colour, f"On {_day(answer.on)}")


def marks(said: TakingPart, called: Mapping[UUID, str]) -> list[tuple[str, str]]:
    """What a family's banner says when taking part does not hold: words and a colour.

    Nothing while every carer has agreed. `called`: the carers' names.
    """
    found = []
    if said.conflict is not None and said.conflict.is_open:
        found.append(("Carers answer differently", "red"))
    states = {pk: one.state for pk, one in said.standings.items() if pk in called}
    if states and set(states.values()) == {State.NOT_ASKED}:
        return [*found, ("Taking part: not asked yet", "yellow")]
    return [
        *found,
        *(
            (f"{called[pk]}, taking part: {WORDS[state].lower()}", COLOURS[state])
            for pk, state in states.items()
            if state is not State.IN_FORCE
        ),
    ]
