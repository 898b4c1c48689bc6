"""Where each line of a questionnaire is used: worked out of how it is scored and when it is asked.

Nothing here is a list by hand. What is scored, drawn, counted and sent is asked of the code that
does it, so that a line of a new pack is known at once; a line that leads nowhere has no use.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from safehome.evaluation.queries import asked_of
from safehome.evaluation.rules.whole import LATER
from safehome.measures.queries import kind_of
from safehome.measures.rules import GOALS, Moment
from safehome.programme.instruments import asks_today
from safehome.programme.shapes import Questionnaire

START, END = "baseline", "end"
TOTAL = "total"
RECORD = "the family’s answers"  # scores and words, each with who helped
PICTURE = "the picture looked at together"
GOAL = "the goal’s own words"
DIFFER = "where people see it differently"
TODAY = "a check-in the same day"
REPORT = "the report: answers, change"
FROZEN = "frozen sets"
PACKET = "packets of counts"
OWN = "-practitioner"  # the practitioner's side of a form
FEEDBACK = "feedback"  # of single sessions, whose numbers are not compared


@dataclass(frozen=True)
class LineUsed:
    """One line of a questionnaire. is_open: answered in words. places: where it is used."""

    id: str
    text: str
    is_open: bool
    places: tuple[str, ...]


@dataclass(frozen=True)
class Schedule:
    """What a pack asks at which points, by their codes; and which questionnaires it has."""

    points: Sequence[tuple[str, Collection[str]]]
    there: Collection[str]

    def asks(self, name: str) -> frozenset[str]:
        """The points at which a questionnaire is asked."""
        return frozenset(point for point, names in self.points if name in names)


def schedule_of(moments: Sequence[Moment], there: Collection[str]) -> Schedule:
    return Schedule([(one.code, one.measures) for one in moments], there)


def lines_of(asked: Questionnaire, schedule: Schedule) -> tuple[LineUsed, ...]:
    """Every line, those answered in numbers first."""
    numbers = tuple(
        LineUsed(one.id, one.text, False, tuple(_uses(asked, one.id, schedule)))
        for one in asked.items
    )
    opens = tuple(LineUsed(one.id, one.text, True, (_of_words(asked),)) for one in asked.open)
    return numbers + opens


def scores_with(asked: Questionnaire, item: str) -> tuple[str, ...]:
    """The scores that a line is part of: ids of parts, and the total."""
    found = [part.id for part in asked.scoring.subscales if item in part.items]
    total = asked.scoring.total
    return (*found, *([TOTAL] if total and item in total.items else []))


def told_of(asked: Questionnaire, schedule: Schedule) -> frozenset[str]:
    """The parts that a report tells of: those of what is asked at the start and again later."""
    asks = schedule.asks(asked.id)
    if START not in asks or not asks & LATER.keys():
        return frozenset()
    return frozenset(part for part, _ in asked_of(asked).parts)


def _uses(asked: Questionnaire, item: str, schedule: Schedule) -> Iterator[str]:
    scores = set(scores_with(asked, item))
    titles = dict(asked_of(asked).parts)
    for score in scores_with(asked, item):
        yield f"the score “{titles[score]}”"
    kind = kind_of(asked.id, asked)
    drawn = {part for part, _ in kind.parts} if kind else set()
    if scores:
        yield RECORD
    if asked.for_ == "carer" and (scores & drawn or asked.id == GOALS):
        yield PICTURE
    if scores & drawn and _is_compared(asked, schedule):
        yield DIFFER
    if any(one.of == item or one.of in scores for one in asks_today(asked)):
        yield TODAY
    told = scores & told_of(asked, schedule)
    if told:
        yield REPORT
    if scores:
        yield FROZEN
    if told and END in schedule.asks(asked.id):
        yield PACKET


def _is_compared(asked: Questionnaire, schedule: Schedule) -> bool:
    """Carers’ answers with each other’s, or with the practitioner’s side of the same form."""
    if asked.id.endswith(OWN):
        return asked.id.removesuffix(OWN) in schedule.there
    return asked.for_ == "carer" and asked.id not in (GOALS, FEEDBACK)


def _of_words(asked: Questionnaire) -> str:
    return GOAL if asked.id == GOALS else RECORD
