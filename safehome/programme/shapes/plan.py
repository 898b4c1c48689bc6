"""plan/lines.yaml and plan/voices.yaml: starting points for a family's own safety plan."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Identifier, Line, PlanSection, Prose, Shape

type Age = Literal["any", "under-8", "8-12", "13-17"]
type Setting = Literal["any", "home", "second-home", "school", "relative", "community", "online"]
type Need = Literal[
    "any", "few-words", "no-words", "pictures", "signing", "device",
    "writing", "literal", "movement", "other-language", "messages",
]  # fmt: skip


class PlanLine(Shape):
    """A suggested line; `freedom` marks one that keeps or gives back an ordinary freedom.

    `rehearse` marks a what-if that is walked through before a whole plan is agreed.
    """

    id: Identifier
    text: Line
    ages: Annotated[tuple[Age, ...], Field(min_length=1)]
    settings: Annotated[tuple[Setting, ...], Field(min_length=1)]
    freedom: bool
    rehearse: bool = False


class PlanLines(Shape):
    """Suggestions by section of the plan."""

    sections: dict[PlanSection, Annotated[tuple[PlanLine, ...], Field(min_length=1)]]


class Voice(Shape):
    """A question to ask a child, with a note for the adult who asks."""

    id: Identifier
    text: Line
    ages: Annotated[tuple[Age, ...], Field(min_length=1)]
    needs: Annotated[tuple[Need, ...], Field(min_length=1)]
    note: Prose


class Voices(Shape):
    """Questions to ask a child, by age and by how the child communicates."""

    questions: Annotated[tuple[Voice, ...], Field(min_length=1)]
