"""questionnaires/<id>.yaml: what is asked, and how the answers are added up."""

from typing import Annotated, Literal

from pydantic import Field

from .. import rules
from .base import Day, Identifier, Line, Prose, Review, Shape, Slug

type Count = Annotated[int, Field(ge=0, le=200)]


class Scale(Shape):
    """The numbers one may answer with, and what some of them mean."""

    lowest: Annotated[int, Field(ge=-100, le=100)]
    highest: Annotated[int, Field(ge=-100, le=100)]
    labels: dict[int, Line] = {}


class Subscale(Shape):
    """Items that belong together; `may_miss` of them may be left unanswered."""

    id: Identifier
    title: Line
    items: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    score: Literal["mean", "sum"]
    may_miss: Count = 0


class Total(Shape):
    """How all items together are scored."""

    score: Literal["mean", "sum"]
    may_miss: Count = 0


class Item(Shape):
    """A line to answer with a number. A reversed one counts from the other end."""

    id: Identifier
    text: Line
    reverse: bool = False


class OpenItem(Shape):
    """A line to answer in one's own words; it has no score."""

    id: Identifier
    text: Line


class ReliableChange(Shape):
    """The change that is more than chance, and where that figure comes from."""

    value: Annotated[float, Field(gt=0)]
    source: Prose


class AskToday(Shape):
    """From which number of a line, a part or the total on a person checks in the same day.

    `of`: the id of an item or subscale, or "total". One of `at_most` and `at_least`,
    by the direction. `source`: where the figure is from, or that it is a judgement.
    """

    of: Identifier
    at_most: float | None = None
    at_least: float | None = None
    source: Prose

    def says(self, about: str) -> str:
        """The rule in words. about: what its line, part or total is called."""
        number = self.at_most if self.at_most is not None else self.at_least
        way = "less" if self.at_most is not None else "more"
        return (
            f"“{about.strip('“”')}” of {number:g} or {way} asks a person to check in the same day."
        )


class Licensed(Shape):
    """The licence under which somebody else's words were loaded, and what it allows."""

    holder: Line
    reference: Line
    until: Day | None = None
    display: bool
    print: bool
    export: bool


class Questionnaire(Shape):
    """A questionnaire with its scoring and a plain word on what was not tested."""

    id: Slug
    title: Line
    for_: Annotated[Literal["carer", "practitioner"], Field(alias="for")]
    about: Prose
    not_validated: Prose
    licence: Line
    direction: Literal["higher-is-better", "lower-is-better"]
    scale: Scale
    subscales: tuple[Subscale, ...]
    total: Total | None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    open: tuple[OpenItem, ...] = ()
    may_skip: bool
    about_the_work: bool = False  # feedback on the practitioner, which can go to supervision first
    reliable_change: ReliableChange | None = None
    licensed: Licensed | None = None
    asks_today: tuple[AskToday, ...] = ()

    @property
    def scoring(self) -> rules.Scoring:
        """What the rules need to score answers; the total counts every item."""
        total = self.total
        return rules.Scoring(
            scale=rules.Scale(self.scale.lowest, self.scale.highest),
            subscales=tuple(
                rules.Subscale(part.id, part.items, part.score, part.may_miss)
                for part in self.subscales
            ),
            total=rules.Subscale(
                "total", tuple(item.id for item in self.items), total.score, total.may_miss
            )
            if total
            else None,
            reverse=frozenset(item.id for item in self.items if item.reverse),
            direction=self.direction,
        )


class TranslatedQuestionnaire(Shape):
    """The words of a questionnaire in another language; the scoring stays with the original."""

    id: Slug
    review: Review
    title: Line
    about: Prose
    not_validated: Prose
    labels: dict[int, Line] = {}
    subscales: dict[Identifier, Line] = {}
    items: dict[Identifier, Line]
    open: dict[Identifier, Line] = {}
