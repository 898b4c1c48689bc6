"""suitability.yaml: what is asked before a family is taken on."""

from typing import Annotated

from pydantic import Field

from .base import Line, Prose, Shape, Slug


class Criterion(Shape):
    """One thing to look at: a sentence, what it means, and what to do where it is not met."""

    id: Slug
    title: Line
    means: Prose
    if_not_met: Prose


class Suitability(Shape):
    """Questions to think with. People decide; nothing is added up."""

    title: Line
    about: Prose
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=20)]
