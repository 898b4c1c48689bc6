"""The shapes of what the page and the paper show of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from safehome.design.pictures import Drawn
from safehome.evaluation.rules import words

HELD_BACK = words.HELD_BACK


@dataclass(frozen=True)
class Line:
    """One count in words. code: what its list is called, where there is one; of: the rest of that
    list's address."""

    text: str
    count: int | None
    code: str = ""
    of: str = ""

    @property
    def shown(self) -> str:
        return HELD_BACK if self.count is None else str(self.count)


@dataclass(frozen=True)
class Counting:
    """A count divided into its places, with a picture of it."""

    lines: tuple[Line, ...]
    whole: Line
    picture: Drawn | None
    narrow: Drawn | None


@dataclass(frozen=True)
class PartShown:
    """One part of a questionnaire: a row of the table, and a few sentences."""

    title: str
    cells: tuple[str, ...]
    answered: str
    reading: str
    lists: tuple[Line, ...] = ()  # the counts that a list stands behind


@dataclass(frozen=True)
class MeasureShown:
    """One questionnaire."""

    title: str
    rule: str
    parts: tuple[PartShown, ...]
    leaving: str
    picture: Drawn | None
    narrow: Drawn | None
    nothing: str = ""  # said in place of all else where nobody has answered again
    leavers: tuple[Line, ...] = ()


@dataclass(frozen=True)
class GroundShown:
    """One table by what the record holds of the carers; empty, with a sentence why.

    places: what the list behind each cell of a row is called, where there is one; ends: of each
    row, the rest of the address of its lists. answers: whether it is of what carers answered.
    """

    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    answers: bool = False


@dataclass(frozen=True)
class Page:
    """The whole report."""

    about: str
    short: tuple[str, ...]  # three sentences at most, for whoever reads nothing else
    later: str
    way: Counting
    journeys: Counting
    attendance: Counting
    came: str
    units: str  # of the bars of the way
    waited: str
    measures: tuple[MeasureShown, ...]
    grounds: tuple[GroundShown, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()  # questionnaire and a few sentences
    waited_lists: tuple[tuple[Line, ...], ...] = ()  # of each of these, the counts with a list
    bars_say: ClassVar[str] = words.BARS_SAY
