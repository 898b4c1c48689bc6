"""sessions/NN.yaml and the head of manual/NN.md: what one session is made of."""

from typing import Annotated, Literal

from pydantic import Field

from .base import (
    Aim,
    Identifier,
    Line,
    Minutes,
    Number,
    PlanSection,
    Prose,
    Shape,
    Slugs,
    SomeProse,
)


class Component(Shape):
    """One step of a session. A core one is not left out without a reason."""

    id: Identifier
    title: Line
    kind: Literal["core", "adaptable"]
    why_core: Prose | None = None
    minutes: Minutes
    in_brief: Prose
    materials: Slugs = ()
    measures: Slugs = ()
    plan_sections: tuple[PlanSection, ...] = ()
    adapt: Prose

    @property
    def is_core(self) -> bool:
        return self.kind == "core"


class WatchFor(Shape):
    """Something a practitioner may notice, and what to do then."""

    sign: Prose
    do: Prose


class HomeActivity(Shape):
    """What the carer may try before next time, and how to ask about it."""

    title: Line
    text: Prose
    next_time: Prose


class Session(Shape):
    """One session of the programme, as the pack lays it out."""

    number: Number
    title: Line
    aims: Annotated[tuple[Aim, ...], Field(min_length=1)]
    purpose: Prose
    minutes: Minutes
    outcomes: SomeProse
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    reflection: SomeProse
    every_child: Prose
    support_and_challenge: Prose
    watch_for: Annotated[tuple[WatchFor, ...], Field(min_length=1)]
    home_activity: HomeActivity
    grounding: Prose
    handouts: Slugs
    measures: Slugs = ()
    supervision_point: bool = False
    joint_review: bool = False


class ManualHead(Shape):
    """The front matter of a manual page."""

    session: Number
    title: Line
