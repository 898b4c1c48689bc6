"""How answers moved while carers waited, beside how they moved in the programme.

Of the whole organisation alone, and of the first part of each questionnaire. Nothing else that is
shown divides the same people, so it is looked at by itself: no subtraction leads into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from safehome.evaluation.rules.counts import Counts, Waited
from safehome.evaluation.rules.report import TOO_FEW, WAYS, Asked, Measured, way
from safehome.evaluation.rules.shift import Shift, shift
from safehome.evaluation.rules.suppress import shown_parts
from safehome.evaluation.rules.tally import Tally

WAITING = "waiting"  # the point, as answers keep it


@dataclass(frozen=True)
class Moved:
    """By how much answers moved between two points, and how many pairs that is of."""

    n: int
    shift: Shift


@dataclass(frozen=True)
class WhileWaiting:
    """One questionnaire. waited: None below ten pairs, and then nothing else is told either.

    started to worse: None where held back. weeks: between the two answers.
    beside: from the start to the later point, of all who answered both; None where too few.
    """

    asked: Asked
    started: int | None = None
    missing: int | None = None
    better: int | None = None
    same: int | None = None
    worse: int | None = None
    waited: Moved | None = None
    weeks: Tally | None = None
    beside: Moved | None = None


def while_waiting(counts: Counts, found: Sequence[Measured]) -> tuple[WhileWaiting, ...]:
    """For each questionnaire that somebody answered while they waited."""
    there = {one.questionnaire for one in counts.waits}
    return tuple(_one(each, counts) for each in found if each.asked.id in there)


def _one(each: Measured, counts: Counts) -> WhileWaiting:
    asked = each.asked
    part = asked.parts[0][0]
    mine = [one for one in counts.waits if (one.questionnaire, one.part) == (asked.id, part)]
    change = _tally(mine, "change")
    if change.n < TOO_FEW:
        return WhileWaiting(asked)
    moved = shift(change)
    assert moved is not None  # there are enough pairs
    ways = [0, *(_way_of(asked, change, name) for name in WAYS[1:])]
    ways[0] = _tally(mine, "start").n - change.n
    (missing, better, same, worse), started = shown_parts(ways)
    figures = each.parts[0].figures
    return WhileWaiting(
        asked, started, missing, better, same, worse,
        waited=Moved(change.n, moved), weeks=_tally(mine, "weeks"),
        beside=Moved(figures.n, figures.shift) if figures else None,
    )  # fmt: skip


def _way_of(asked: Asked, change: Tally, name: str) -> int:
    return sum(n for value, n in change.counts if way(asked, value) == name)


def _tally(mine: Iterable[Waited], what: str) -> Tally:
    found: dict[int, int] = {}
    for one in mine:
        if one.what == what:
            found[one.value] = found.get(one.value, 0) + one.n
    return Tally.of(found)


# What the file says of it: figure, its value, and whether an empty one is held back or too few.
FIGURES: tuple[tuple[str, Callable[[WhileWaiting], float | None], bool], ...] = (
    ("Answered while waiting", lambda one: one.started, True),
    ("Did not answer again at the start", lambda one: one.missing, True),
    ("Better", lambda one: one.better, True),
    ("About the same", lambda one: one.same, True),
    ("Worse", lambda one: one.worse, True),
    ("Weeks between, median", lambda one: one.weeks.median if one.weeks else None, False),
    ("Shift while waiting", lambda one: one.waited.shift.estimate if one.waited else None, False),
    ("Shift, lower end", lambda one: one.waited.shift.low if one.waited else None, False),
    ("Shift, upper end", lambda one: one.waited.shift.high if one.waited else None, False),
)
