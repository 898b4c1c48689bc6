"""Counts held back, so that nobody is picked out by a small one or by taking one from another.

A count of one to four is held back, and with it as few others as it takes that the sums do
not give it away. Nought is shown: there is nobody to pick out. What is held back can still be
at least two whole numbers, for somebody who has the whole table, knows that a count held back
is at least one, and reckons as well as can be (what that leaves out: docs/adr/0017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safehome.evaluation.rules.network import FEWEST, Count, held_back

__all__ = ["FEWEST", "Shown", "shown_parts", "shown_table"]

type Rows = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Shown:
    """A table as it may be shown: None where a count is held back. The sums come last."""

    rows: tuple[tuple[int | None, ...], ...]


def shown_parts(counts: Sequence[int]) -> tuple[tuple[int | None, ...], int | None]:
    """The parts of a whole, and the whole, as they may be shown.

    >>> shown_parts([25, 13, 2])
    ((25, None, None), 40)
    >>> shown_parts([30, 10, 0])
    ((30, 10, 0), 40)
    >>> shown_parts([1, 0, 2])
    ((None, 0, None), None)
    """
    whole, parts = ("whole", 0), ("parts", 0)
    network = [Count(count, parts, whole) for count in counts]
    network.append(Count(sum(counts), whole, parts, is_sum=True))
    *shown, total = _shown(network)
    return tuple(shown), total


def shown_table(rows: Rows) -> Shown:
    """A table of counts with a sum for each row, each column and in all, as it may be shown.

    >>> for row in shown_table([[20, 3], [10, 15], [30, 12]]).rows: print(row)
    (None, None, 23)
    (None, None, 25)
    (30, 12, 42)
    (60, 30, 90)
    """
    width = len(rows[0])
    whole = [*([*row, sum(row)] for row in rows)]
    whole.append([sum(row[place] for row in whole) for place in range(width + 1)])
    network = []
    for r, row in enumerate(whole):
        for c, value in enumerate(row):
            ends = (("column", c), ("row", r))
            row_sum, column_sum = c == width, r == len(rows)
            if row_sum != column_sum:
                ends = (ends[1], ends[0])
            network.append(Count(value, *ends, is_sum=row_sum or column_sum))
    flat = _shown(network)
    step = width + 1
    return Shown(tuple(tuple(flat[at : at + step]) for at in range(0, len(flat), step)))


def _shown(network: Sequence[Count]) -> list[int | None]:
    """Each count, or None where it is held back."""
    hidden = held_back(network)
    return [None if place in hidden else count.value for place, count in enumerate(network)]
