"""The report: which counts may be shown, and what the answers come to.

Everything is divided by team and by year at once, whatever is looked at, so that nobody can
take the report of one team, or of one year, from that of the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from safehome.evaluation.rules.counts import Counted, Counts, InPlace, Scope, Scored, grid, tally
from safehome.evaluation.rules.groups import Beside, beside, holm
from safehome.evaluation.rules.shift import Shift, shift
from safehome.evaluation.rules.signs import SignedRank, effect_interval, signed_rank
from safehome.evaluation.rules.suppress import Shown, shown_alike, shown_parts, shown_twice
from safehome.evaluation.rules.tally import STEPS, Tally

METHOD = "1"  # raised whenever a figure could come out otherwise
TOO_FEW = 10  # pairs; below, nothing is said of change
WITH_CARE = 30  # pairs; below, read with care (Warwick's guidance on WEMWBS advises thirty)
ABOUT_THE_SAME = 500  # thousandths, on a scale without a tested value, as in safehome.measures

type Row = tuple[int | None, ...]


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
    by_team, by_year = (
        grid(counted, rows, places, row_of=row_of, column_of=lambda one: one.place)
        for rows, row_of in _ways(counts)
    )
    *row, whole = _row(*shown_twice(by_team, by_year), counts, scope)
    return Breakdown(tuple(zip(places, row, strict=True)), whole)


def measured(asked: Asked, counts: Counts, scope: Scope) -> Measured | None:
    """What became of one questionnaire's answers; None where nobody was asked at the start."""
    mine = [one for one in counts.scores if one.questionnaire == asked.id]
    if not mine or not asked.parts:
        return None
    of_parts = {part: [one for one in mine if one.part == part] for part, _ in asked.parts}
    tables = [_changes(asked, of_parts[part], counts) for part, _ in asked.parts]
    results = []
    for (part, title), shown in zip(asked.parts, shown_alike(tables), strict=True):
        missing, better, same, worse, started = _row(*shown, counts, scope)
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


def _changes(
    asked: Asked, mine: Sequence[Scored], counts: Counts
) -> tuple[list[list[int]], list[list[int]]]:
    """How many did not answer later, got better, stayed the same, got worse: by team, by year."""
    columns = ["missing", "better", "same", "worse"]
    tables = []
    for rows, row_of in _ways(counts):
        changed = grid(
            [one for one in mine if one.what == "change"], rows, columns,
            row_of=row_of, column_of=lambda one: _way(asked, one.value),
        )  # fmt: skip
        started = grid(
            [one for one in mine if one.what == "start"], rows, ["all"],
            row_of=row_of, column_of=lambda _: "all",
        )  # fmt: skip
        tables.append(
            [[all_[0] - sum(row), *row[1:]] for row, all_ in zip(changed, started, strict=True)]
        )
    return tables[0], tables[1]


def _way(asked: Asked, change: int) -> str:
    """Which way somebody's answers went.

    >>> calm = Asked("calm", "", (), 0, 10)
    >>> _way(calm, 501), _way(calm, 500), _way(calm, -2000)
    ('better', 'same', 'worse')
    """
    least = ABOUT_THE_SAME if asked.reliable is None else round(asked.reliable * STEPS)
    if abs(change) < least + (not asked.at_least):
        return "same"
    return "better" if (change > 0) == asked.higher_is_better else "worse"


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


def _ways(counts: Counts) -> list[tuple[list[object], Callable[[Counted], object]]]:
    """The two ways in which everything is divided."""
    return [
        (list(counts.teams), lambda one: one.team),
        (list(counts.years), lambda one: one.year),
    ]


def _row(by_team: Shown, by_year: Shown, counts: Counts, scope: Scope) -> Row:
    if scope.team is not None:
        return by_team.rows[counts.teams.index(scope.team)]
    if scope.year is not None:
        return by_year.rows[counts.years.index(scope.year)]
    return by_team.rows[-1]
