"""Supervision, fidelity and glossary.yaml: for supervisors and writers."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Identifier, Line, Prose, Shape

type When = Literal[
    "every-time", "session-1", "session-4", "session-8", "session-12", "plan", "concern",
    "ending", "break-in-sessions", "child-not-mentioned", "one-carer-load", "plan-overdue",
    "raters-differ", "adaptation", "remote", "own-strain",
]  # fmt: skip


class Prompt(Shape):
    """A question for supervision, and what brings it up."""

    id: Identifier
    when: When
    text: Prose


class Prompts(Shape):
    """Questions for supervision. They open a conversation and score nobody."""

    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1)]


class RatingScale(Shape):
    """The ratings; `not_seen` says whether an item may be left as not seen."""

    lowest: Annotated[int, Field(ge=0, le=10)]
    highest: Annotated[int, Field(ge=1, le=10)]
    not_seen: Literal["allowed", "not-allowed"] = "allowed"


class FidelityItem(Shape):
    """Something to rate in a session, with what each rating looks like."""

    id: Identifier
    title: Line
    about: Prose
    anchors: dict[int, Prose]


class Fidelity(Shape):
    """What is rated when a session is observed or looked back on."""

    title: Line
    not_validated: Prose
    scale: RatingScale
    items: Annotated[tuple[FidelityItem, ...], Field(min_length=1)]


class HelpfulWords(Shape):
    """A word that helps, and the one it stands in for."""

    say: Line
    rather_than: Line
    why: Prose | None = None


class Glossary(Shape):
    """Words that help."""

    words: Annotated[tuple[HelpfulWords, ...], Field(min_length=1)]
