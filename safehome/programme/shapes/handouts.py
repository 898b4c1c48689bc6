"""The heads of handouts/<slug>.md, of its easy-read version and of its translations."""

from typing import Literal

from .base import Line, Number, Prose, Review, Shape


class HandoutHead(Shape):
    """The front matter of a carer's hand-out."""

    title: Line
    session: Number
    summary: Prose
    kind: Literal["handout", "home-activity"]


class EasyHead(Shape):
    """The front matter of an easy-read version; what it leaves out is as in the hand-out."""

    title: Line | None = None
    session: Number | None = None
    summary: Prose | None = None
    kind: Literal["handout", "home-activity"] | None = None


class TranslatedEasyHead(EasyHead):
    """The front matter of an easy-read version in another language."""

    review: Review


class TranslatedHead(TranslatedEasyHead):
    """The front matter of a hand-out in another language."""

    title: Line
