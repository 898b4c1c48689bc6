"""The figures as a file for a spreadsheet, and what each of its columns and figures means."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from safehome.evaluation.rules.equity import Ground
from safehome.evaluation.rules.hashes import figure_hash, filters
from safehome.evaluation.rules.indicators import (
    ATTENDANCE,
    BECAME,
    COLUMN_WORDS,
    GROUNDS,
    INDICATORS,
    PLACES,
)
from safehome.evaluation.rules.report import METHOD, Breakdown, Figures, Measured
from safehome.evaluation.rules.waiting import FIGURES as WHILE_WAITING
from safehome.evaluation.rules.whole import Report
from safehome.evaluation.rules.words import HELD_BACK

type Cell = str | int | float | None

COLUMNS = (
    "indicator", "about", "part", "figure", "value", "note", "compared with", "method", "hash",
)  # fmt: skip
FEW = "too few to say"
MEANS = {
    "indicator": "Which indicator of the library this figure belongs to.",
    "about": "The organisation, team or year, or the questionnaire.",
    "part": "The part of a questionnaire; empty for counts.",
    "figure": "What was counted or worked out.",
    "value": f"The figure; empty where it is {HELD_BACK} or there are too few to say.",
    "note": "Why a value is empty.",
    "compared with": "The later point that the start is compared with.",
    "method": "The version of the method. Figures of one version can be compared.",
    "hash": "Twelve letters that stand for this figure: the same again only for the same figure, by"
    " the same method, of the same frozen set and the same part of it.",
}


@dataclass(frozen=True)
class Line:
    """One figure. value: None where it is held back or there are too few; note says which."""

    indicator: str
    about: str
    part: str
    figure: str
    value: float | None
    note: str
    later: str
    hash: str

    @property
    def shown(self) -> str:
        """The figure to six places that count, or why there is none."""
        return self.note if self.value is None else f"{self.value:.6g}".replace("-", "−")

    @property
    def cells(self) -> tuple[Cell, ...]:
        """As COLUMNS has them."""
        return (
            self.indicator, self.about, self.part, self.figure, self.value, self.note, self.later,
            METHOD, self.hash,
        )  # fmt: skip


# indicator, figure, and where it stands among the figures of one part.
WORKED_OUT: tuple[tuple[str, str, Callable[[Figures], float | None]], ...] = (
    ("change", "At the start, lower quarter", lambda found: found.before.quantile(0.25)),
    ("change", "At the start, median", lambda found: found.before.median),
    ("change", "At the start, upper quarter", lambda found: found.before.quantile(0.75)),
    ("change", "Later, lower quarter", lambda found: found.after.quantile(0.25)),
    ("change", "Later, median", lambda found: found.after.median),
    ("change", "Later, upper quarter", lambda found: found.after.quantile(0.75)),
    ("change", "Change, lower quarter", lambda found: found.change.quantile(0.25)),
    ("change", "Change, median", lambda found: found.change.median),
    ("change", "Change, upper quarter", lambda found: found.change.quantile(0.75)),
    ("change", "Change, mean", lambda found: found.change.mean),
    ("change", "Change, standard deviation", lambda found: found.change.sd),
    ("change", "Shift", lambda found: found.shift.estimate),
    ("change", "Shift, lower end", lambda found: found.shift.low),
    ("change", "Shift, upper end", lambda found: found.shift.high),
    ("change", "Shift, how sure", lambda found: found.shift.sure),
    ("test", "Pairs without change", lambda found: found.test.zeros),
    ("test", "p before correction", lambda found: found.test.p),
    ("test", "p", lambda found: found.p),
    ("effect", "Rank-biserial", lambda found: found.test.effect),
    ("effect", "Rank-biserial, lower end", lambda found: (found.interval or (None,))[0]),
    ("effect", "Rank-biserial, upper end", lambda found: (found.interval or (None,))[-1]),
)


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula. Numbers stay numbers.

    >>> safe("=1+1"), safe("North"), safe(-0.5), safe("@sum"), safe("  =1")
    ("'=1+1", 'North', -0.5, "'@sum", "'  =1")
    """
    if not isinstance(cell, str):
        return cell
    begins = cell.lstrip().lstrip("\0\ufeff").lstrip()[:1]
    risky = begins in tuple("=+-@|%＝＋－＠") or cell[:1] in tuple("\t\r\n")
    return f"'{cell}" if risky and cell else cell


def written(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Rows as CSV with a byte-order mark, so that accents survive in a spreadsheet."""
    out = io.StringIO()
    sheet = csv.writer(out)
    for row in rows:
        sheet.writerow([safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def figures(lines: Iterable[Line]) -> bytes:
    """One row for each figure of a report, as CSV."""
    return written([COLUMNS, *(line.cells for line in lines)])


def dictionary() -> bytes:
    """What each column is, and each indicator in full, as CSV."""
    return written([DICTIONARY_HEAD, *meanings()])


DICTIONARY_HEAD = (
    "name", "title", "means", "how it is made", "counted", "out of", "from", "who answers",
)  # fmt: skip


def meanings() -> list[tuple[str, ...]]:
    """The rows of the data dictionary: columns first, then indicators."""
    columns = [(name, "column", means, "", "", "", "", "") for name, means in MEANS.items()]
    indicators = [
        (one.id, one.title, one.sentence, one.formula, one.numerator, one.denominator, one.source,
         one.owner)
        for one in INDICATORS
    ]  # fmt: skip
    return [*columns, *indicators]


def lines_of(
    report: Report, *, basis: str, names: Mapping[str, str] | None = None
) -> tuple[Line, ...]:
    """Every figure of a report, in order, each with its hash.

    basis: what the hashes stand on (safehome.evaluation.rules.hashes). names: of the
    practitioners, by the code that stands for each.
    """
    scope = report.scope
    chosen = filters(scope, report.later)
    about = scope.team or (str(scope.year) if scope.year else "All")
    shown = (names or {}).get(scope.lead, scope.lead) if scope.lead is not None else about

    def line(found: Found) -> Line:
        indicator, of, part, figure, value, note = found
        place = (indicator, of or "", part, figure)
        return Line(
            indicator, of or shown, part, figure, value, "" if value is not None else note,
            report.later, figure_hash(basis, chosen, place, value),
        )  # fmt: skip

    return tuple(line(found) for found in _found(report))


# indicator, what it is about (None: what the report is on), part, figure, value, why it is empty
type Found = tuple[str, str | None, str, str, float | None, str]


def _found(report: Report) -> Iterator[Found]:
    for indicator, found, said in _breakdowns(report):
        for place, count in found.places:
            yield indicator, None, "", said[place], count, HELD_BACK
        yield indicator, None, "", "In all", found.whole, HELD_BACK
    if report.referrals:
        weeks = report.referrals.weeks
        for name, share in (("Lower quarter", 0.25), ("Median", 0.5), ("Upper quarter", 0.75)):
            value = weeks.quantile(share) if weeks else None
            yield "waiting", None, "", f"{name}, weeks", value, FEW
    for measure in report.measured:
        for indicator, part, figure, value, note in _measure(measure):
            yield indicator, measure.asked.title, part, figure, value, note
    for one in report.waiting:
        for figure, of, held in WHILE_WAITING:
            note = HELD_BACK if held and one.waited else FEW
            yield "while-waiting", one.asked.title, one.asked.parts[0][1], figure, of(one), note
    for ground in report.grounds:
        for part, figure, value, note in _ground(ground):
            yield "needs", ground.title, part, figure, value, note


def _ground(found: Ground) -> Iterator[tuple[str, str, float | None, str]]:
    """Band, figure, value, why it is empty."""
    ground = GROUNDS[found.ground]
    if not found.rows:
        yield ground.title, "All of it", None, FEW
    for one in found.rows:
        band = f"{ground.title}: {ground.bands[one.band]}"
        for column, count in zip((*found.columns, "all"), one.row, strict=True):
            yield band, COLUMN_WORDS[column], count, HELD_BACK
        if found.about != "attendance":
            yield band, "Shift", one.moved.estimate if one.moved else None, FEW


def _breakdowns(report: Report) -> Iterator[tuple[str, Breakdown, dict[str, str]]]:
    yield "journeys", report.journeys, PLACES
    yield "attendance", report.attendance, ATTENDANCE
    if report.referrals:
        yield "referrals", report.referrals.became, BECAME


def _measure(found: Measured) -> Iterator[tuple[str, str, str, float | None, str]]:
    """indicator, part, figure, value, why it is empty."""
    for part in found.parts:
        for indicator, figure, value in (
            ("answered", "Answered at the start", part.started),
            ("answered", "Did not answer again", part.missing),
            ("better-worse", "Better", part.better),
            ("better-worse", "About the same", part.same),
            ("better-worse", "Worse", part.worse),
        ):
            yield indicator, part.title, figure, value, HELD_BACK
        for indicator, figure, number in _worked_out(part.figures):
            yield indicator, part.title, figure, number, FEW
    leaving = found.leaving
    part_title = found.parts[0].title
    yield (
        "leaving",
        part_title,
        "Cliff’s delta",
        leaving.delta if leaving else None,
        FEW,
    )
    yield "leaving", part_title, "p", leaving.p if leaving else None, FEW


def _worked_out(found: Figures | None) -> Iterator[tuple[str, str, float | None]]:
    for indicator, figure, of in WORKED_OUT:
        yield indicator, figure, of(found) if found else None
