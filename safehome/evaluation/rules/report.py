"""The report: which counts may be shown, and what the answers come to.

Everything is divided by team, practitioner and year at once, whatever is looked at, so that
nobody can take the report of one team, or of one year, from that of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from safehome.evaluation.rules.counts import (
    Counts,
    InPlace,
    Scope,
    Scored,
    atoms,
    row_for,
    tally,
)
from safehome.evaluation.rules.divided import Atom, Cell, Divided, shown_divided
from safehome.evaluation.rules.groups import Beside, beside, holm
from safehome.evaluation.rules.shift import Shift, shift
from safehome.evaluation.rules.signs import SignedRank, effect_interval, signed_rank
from safehome.evaluation.rules.suppress import shown_parts
from safehome.evaluation.rules.tally import STEPS, Tally

METHOD = "2"  # raised whenever a figure could come out otherwise
TOO_FEW = 10  # pairs; below, nothing is said of change
WITH_CARE = 30  # pairs; below, read with care (Warwick's guidance on WEMWBS advises thirty)
ABOUT_THE_SAME = 500  # thousandths, on a scale without a tested value, as in safehome.measures


@dataclass(frozen=True)
class Breakdown:
    """Counts by place, None where held back, and how many in all."""

    places: tuple[tuple[str, int | None], ...]
    whole: int | None


@dataclass(frozen=True)
class Asked:
    """What the report needs to know of a questionnaire. reliable: in points, None if untested."""

    id: str
    title: str
    parts: tuple[tuple[str, str], ...]
    lowest: float
    highest: float
    higher_is_better: bool = True
    reliable: float | None = None
    at_least: bool = False  # whether a change of exactly that value counts
    source: str = ""


@dataclass(frozen=True)
class Figures:
    """What the pairs come to. p is after Holm's correction over all tests of the report."""

    before: Tally
    after: Tally
    change: Tally
    shift: Shift
    test: SignedRank
    interval: tuple[float, float] | None
    p: float | None

    @property
    def n(self) -> int:
        return self.change.n


@dataclass(frozen=True)
class PartResult:
    """One part of a questionnaire: how many changed which way, and figures if there are enough.

    started, missing, better, same, worse: None where held back.
    """

    title: str
    started: int | None
    missing: int | None
    better: int | None
    same: int | None
    worse: int | None
    figures: Figures | None


@dataclass(frozen=True)
class Measured:
    """One questionnaire in the report."""

    asked: Asked
    parts: tuple[PartResult, ...]
    leaving: Beside | None


def breakdown(
    counted: Sequence[InPlace], places: Sequence[str], counts: Counts, scope: Scope
) -> Breakdown:
    """Counts by place for what is looked at."""
    if not counted:
        return Breakdown(tuple((place, 0) for place in places), 0)
    shown = shown_divided(atoms(counts, counted, places, lambda one: one.place))
    *row, whole = row_for(shown, scope)
    return Breakdown(tuple(zip(places, row, strict=True)), whole)


def measured(asked: Asked, counts: Counts, scope: Scope) -> Measured | None:
    """What became of one questionnaire's answers; None where nobody was asked at the start."""
    mine = [one for one in counts.scores if one.questionnaire == asked.id]
    if not mine or not asked.parts:
        return None
    of_parts = {part: [one for one in mine if one.part == part] for part, _ in asked.parts}
    tables = _changes(asked, list(of_parts.values()), counts)
    results = []
    for (part, title), shown in zip(asked.parts, tables, strict=True):
        missing, better, same, worse, started = row_for(shown, scope)
        figures = None
        if started is not None and missing is not None and started - missing >= TOO_FEW:
            figures = _figures([one for one in of_parts[part] if scope.holds(one)])
        results.append(PartResult(title, started, missing, better, same, worse, figures))
    return Measured(asked, tuple(results), _leaving(of_parts[asked.parts[0][0]], scope))


def corrected(results: Sequence[Measured]) -> tuple[Measured, ...]:
    """Every p raised for how many tests the report makes (Holm)."""
    tests = [
        part.figures.test.p
        for result in results
        for part in result.parts
        if part.figures and part.figures.test.p is not None
    ]
    raised = iter(holm(tests))

    def one(part: PartResult) -> PartResult:
        if part.figures is None or part.figures.test.p is None:
            return part
        return replace(part, figures=replace(part.figures, p=next(raised)))

    return tuple(replace(each, parts=tuple(one(part) for part in each.parts)) for each in results)


WAYS = ("missing", "better", "same", "worse")  # who did not answer again, and who changed how
ALIKE = {0, len(WAYS)}  # who did not answer again, and how many were asked


def _changes(asked: Asked, parts: Sequence[Sequence[Scored]], counts: Counts) -> list[Divided]:
    """How many did not answer later, got better, stayed the same, got worse, in every group.

    One table for each part. The same people answered all parts, so that who did not answer
    again mostly comes to the same in all: what one part holds back there, all do.
    """
    tables = [_ways_of(asked, mine, counts) for mine in parts]
    telling = [_telling(table) for table in tables]
    same: set[Cell] = set()
    while True:
        shown = [
            shown_divided(table, told | same) for table, told in zip(tables, telling, strict=True)
        ]
        found = {
            (group, column) for one in shown for group, column in one.hidden() if column in ALIKE
        }
        if found <= same:
            return shown
        same |= found


def _ways_of(asked: Asked, mine: Sequence[Scored], counts: Counts) -> dict[Atom, list[int]]:
    table = atoms(
        counts, [one for one in mine if one.what == "change"], WAYS,
        lambda one: way(asked, one.value),
    )  # fmt: skip
    started = atoms(counts, [one for one in mine if one.what == "start"], ("all",), lambda _: "all")
    for atom, row in table.items():
        row[0] = started[atom][0] - sum(row)
    return table


def _telling(table: Mapping[Atom, Sequence[int]]) -> set[Cell]:
    """What the number of pairs is made of, in each group where it would tell of somebody."""
    pairs = shown_divided({atom: [sum(row[1:])] for atom, row in table.items()})
    return {(group, column) for group, _ in pairs.hidden() for column in range(len(WAYS))}


def way(asked: Asked, change: int) -> str:
    """Which way somebody's answers went.

    >>> calm = Asked("calm", "", (), 0, 10)
    >>> way(calm, 501), way(calm, 500), way(calm, -2000)
    ('better', 'same', 'worse')
    """
    if abs(change) < least_change(asked):
        return "same"
    return "better" if (change > 0) == asked.higher_is_better else "worse"


def least_change(asked: Asked) -> int:
    """The smallest difference, either way, that is counted as a change; in thousandths.

    >>> least_change(Asked("calm", "", (), 0, 10))
    501
    >>> least_change(Asked("who", "", (), 0, 100, reliable=10, at_least=True))
    10000
    """
    least = ABOUT_THE_SAME if asked.reliable is None else round(asked.reliable * STEPS)
    return least + (not asked.at_least)


def _figures(mine: Sequence[Scored]) -> Figures:
    before, after, change = (
        tally(one for one in mine if one.what == what) for what in ("before", "after", "change")
    )
    moved = shift(change)
    assert moved is not None  # there are enough pairs
    test = signed_rank(change)
    return Figures(before, after, change, moved, test, effect_interval(change), test.p)


def _leaving(mine: Sequence[Scored], scope: Scope) -> Beside | None:
    """At the start: those who left before the end beside those who stayed to it."""
    if scope != Scope():
        return None
    starts = {
        fate: tally(one for one in mine if one.what == "start" and one.fate == fate)
        for fate in ("left", "stayed", "going-on")
    }
    shown, _ = shown_parts([one.n for one in starts.values()])
    if None in shown or min(starts["left"].n, starts["stayed"].n) < TOO_FEW:
        return None
    return beside(starts["left"], starts["stayed"])
