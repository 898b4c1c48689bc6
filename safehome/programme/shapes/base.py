"""What every shape shares: frozen, no names it does not know, no guessing of types."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Shape(BaseModel):
    """A part of a pack as written in its file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _words(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


Line = Annotated[str, _words(300)]
Prose = Annotated[str, _words(4_000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Identifier = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=80)
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Aim = Annotated[str, StringConstraints(pattern=r"^A[1-9][0-9]?$")]
PlanSection = Annotated[str, StringConstraints(pattern=r"^SP[1-9][0-9]?$")]
Minutes = Annotated[int, Field(ge=1, le=600)]
Number = Annotated[int, Field(ge=1, le=30)]
Day = Annotated[date, Field(strict=False)]

type Lines = tuple[Line, ...]
type SomeLines = Annotated[tuple[Line, ...], Field(min_length=1)]
type SomeProse = Annotated[tuple[Prose, ...], Field(min_length=1)]
type Slugs = tuple[Slug, ...]
type Texts = Mapping[Identifier, Line]
type Review = Literal["draft", "reviewed"]
