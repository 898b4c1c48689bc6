"""scoring/<id>.yaml: how somebody else's questionnaire is scored, without a word of it."""

from typing import Annotated, Literal

from pydantic import Field

from .. import rules
from .base import Identifier, Line, Prose, Shape, Slug
from .questionnaires import AskToday, Count

type Use = Literal["display", "print", "export"]


class AnswerScale(Shape):
    lowest: int
    highest: int


class Part(Shape):
    """Items that are added up together."""

    id: Identifier
    title: Line
    items: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    score: Literal["mean", "sum"]
    may_miss: Count = 0


class InstrumentTotal(Shape):
    """How the total is made: of all items or of some, then multiplied or looked up."""

    score: Literal["mean", "sum"]
    may_miss: Count = 0
    items: tuple[Identifier, ...] = ()
    multiply: Annotated[int, Field(ge=1, le=100)] = 1
    metric: dict[int, float] = {}


class ScoreBand(Shape):
    """What a total from `lowest` to `highest` may be taken to mean, in plain and kind words."""

    lowest: float
    highest: float
    says: Line


class NotedChange(Shape):
    """A change that is more than chance (reliable), or one that is worth noting (notable)."""

    value: Annotated[float, Field(gt=0)]
    counts_from: Literal["at-least", "more-than"]
    kind: Literal["reliable", "notable"]
    source: Prose


class Instrument(Shape):
    """Somebody else's questionnaire: facts for scoring it, with their source, and no wording.

    `never` lists what no licence can allow here; `scores_only` that only scores are written down.
    """

    id: Slug
    title: Line
    owner: Line
    wording: Literal["none"]
    licence: Prose
    never: tuple[Literal["display", "print", "export"], ...] = ()
    scores_only: bool = False
    source: Prose
    for_: Annotated[Literal["carer", "practitioner"], Field(alias="for")]
    direction: Literal["higher-is-better", "lower-is-better"]
    answers: AnswerScale
    items: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    reverse: tuple[Identifier, ...] = ()
    subscales: tuple[Part, ...] = ()
    total: InstrumentTotal
    missing: Prose
    bands: tuple[ScoreBand, ...] = ()
    change: NotedChange | None = None
    asks_today: tuple[AskToday, ...] = ()

    @property
    def scoring(self) -> rules.Scoring:
        """What the rules need to score answers."""
        total = self.total
        return rules.Scoring(
            scale=rules.Scale(self.answers.lowest, self.answers.highest),
            subscales=tuple(
                rules.Subscale(part.id, part.items, part.score, part.may_miss)
                for part in self.subscales
            ),
            total=rules.Subscale("total", total.items or self.items, total.score, total.may_miss),
            reverse=frozenset(self.reverse),
            direction=self.direction,
            multiply=total.multiply,
            metric=total.metric,
        )
