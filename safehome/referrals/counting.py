"""Counts that can be shown without pointing at a family. Plain Python: anyone can check it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

FEWEST = 5


@dataclass(frozen=True)
class Cell:
    """A count as it may be shown: its number, or None where it must not be."""

    number: int | None

    @property
    def words(self) -> str:
        return "held back" if self.number is None else str(self.number)


@dataclass(frozen=True)
class Shown:
    """A table that may be shown: cells by row and column, and totals of both."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    of_row: Mapping[str, Cell]
    of_column: Mapping[str, Cell]
    total: Cell


def quarter_of(day: date) -> str:
    """The quarter of a day, so that it sorts and reads.

    >>> quarter_of(date(2026, 5, 31))
    '2026 April to June'
    """
    spans = ("January to March", "April to June", "July to September", "October to December")
    return f"{day.year} {spans[(day.month - 1) // 3]}"


def shown(
    counts: Mapping[tuple[str, str], int], *, rows: Sequence[str], columns: Sequence[str]
) -> Shown:
    """Hide every count under five, and as many others as it takes to keep it hidden.

    A hidden count alone in its row or column could be had by subtracting the
    rest from the total; so could two that make two. The next smallest goes with
    them, until what is hidden in each line is several and makes five or more.
    Totals count as cells. All that is hidden has one word, because whoever knew
    which of two was the small one could work it out. Nought is shown, for it is
    about nobody.
    """
    grid = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    rows_all, columns_all = [*rows, ""], [*columns, ""]
    for row in rows:
        grid[row, ""] = sum(grid[row, column] for column in columns)
    for column in columns_all:
        grid["", column] = sum(grid[row, column] for row in rows)
    hidden = {place for place, number in grid.items() if 0 < number < FEWEST}
    while True:
        more = _alone(grid, hidden, rows_all, columns_all)
        if more is None:
            break
        hidden.add(more)
    safe = {place: Cell(None if place in hidden else number) for place, number in grid.items()}
    return Shown(
        tuple(rows), tuple(columns),
        {place: cell for place, cell in safe.items() if "" not in place},
        {row: safe[row, ""] for row in rows}, {column: safe["", column] for column in columns},
        safe["", ""],
    )  # fmt: skip


def _alone(
    grid: Mapping[tuple[str, str], int], hidden: set[tuple[str, str]],
    rows: Sequence[str], columns: Sequence[str],
) -> tuple[str, str] | None:  # fmt: skip
    """What to hide next: the smallest beside a count that is alone in its row or column."""
    lines = [[(row, column) for column in columns] for row in rows]
    lines += [[(row, column) for row in rows] for column in columns]
    for line in lines:
        held = [grid[place] for place in line if place in hidden]
        if held and (len(held) == 1 or sum(held) < FEWEST):
            open_ones = [place for place in line if place not in hidden]
            if open_ones:
                # One that is not nought, where there is one: a hidden nought hides nothing.
                return min(open_ones, key=lambda place: (grid[place] == 0, grid[place], place))
    return None


def safe_for_a_sheet(words: str) -> str:
    """A text that a spreadsheet will not take for a formula.

    >>> safe_for_a_sheet("=1+1"), safe_for_a_sheet("No room")
    ("'=1+1", 'No room')
    """
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else words
