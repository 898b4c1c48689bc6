"""pack.yaml: what the pack is called, for whom, in which languages, how long."""

from typing import Annotated

from pydantic import Field, StringConstraints

from .base import (
    Aim,
    Day,
    Language,
    Line,
    Lines,
    Number,
    PlanSection,
    Prose,
    Shape,
    Slug,
    SomeLines,
)


class Length(Shape):
    """How many sessions there are, and how few or many a family may need."""

    sessions: Number
    fewest: Number
    most: Number


class MeasurePoint(Shape):
    """A moment at which questionnaires are due: in a session, or months after the end."""

    point: Slug
    title: Line | None = None
    session: Number | None = None
    months_after: Annotated[int, Field(ge=1, le=60)] | None = None
    measures: Annotated[tuple[Slug, ...], Field(min_length=1)]


class ManualPage(Shape):
    """How every manual page of this pack is laid out; each pack has its own way.

    `headings` in their order; under `steps` a heading for each component of the session; under
    `adaptations` a line that begins with each of `adapt_for`.
    """

    headings: SomeLines
    steps: Line | None = None
    adaptations: Line | None = None
    adapt_for: Lines = ()


class Manifest(Shape):
    """What a pack says about itself."""

    id: Slug
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}(\.[0-9]{1,4}){1,2}$")]
    title: Line
    notice: Prose
    licence: Line
    language: Language
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    length: Length
    valid_from: Day
    valid_until: Day | None = None
    aims: Annotated[dict[Aim, Line], Field(min_length=1)]
    plan_sections: Annotated[dict[PlanSection, Line], Field(min_length=1)]
    measure_schedule: tuple[MeasurePoint, ...]
    manual_page: ManualPage | None = None
    translated: dict[Language, Annotated[tuple[Number, ...], Field(min_length=1)]] = {}
    """The sessions of which a further language has everything that carers are given."""
