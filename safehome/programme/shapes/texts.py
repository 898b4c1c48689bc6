"""The heads of texts of their own: vignettes, signs and responses, letters and the rest."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Line, Number, Prose, Shape, SomeLines


class VignetteHead(Shape):
    """An invented family to think about together."""

    title: Line
    sessions: Annotated[tuple[Number, ...], Field(min_length=1)]
    about: SomeLines


class SignsHead(Shape):
    """What may tell that a child is being harmed, and what to do, by nation."""

    title: Line
    nation: Literal["all", "england", "wales", "scotland", "northern-ireland"]


class LetterHead(Shape):
    """A letter with gaps to fill in."""

    title: Line
    to: Literal["carer", "referrer", "school", "other-carer", "therapist"]
    when: Prose


class TextHead(Shape):
    """The front matter of any other page: a title, and who reads it."""

    title: Line
    summary: Prose | None = None
