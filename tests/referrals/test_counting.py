"""Counts of refusals: no subtraction may lead to a family."""

from __future__ import annotations

import doctest
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from safehome.referrals import counting
from safehome.referrals.counting import FEWEST, shown

ROWS, COLUMNS = ("a", "b", "c"), ("q1", "q2", "q3", "q4")


def test_the_examples_are_true():
    assert doctest.testmod(counting).failed == 0


def test_few_are_not_counted_out():
    table = shown({("a", "q1"): 2, ("a", "q2"): 9, ("b", "q1"): 7, ("b", "q2"): 8},
                  rows=("a", "b"), columns=("q1", "q2"))  # fmt: skip
    assert table.cells["a", "q1"].words == "held back"
    assert table.total.number == 26
    hidden = [place for place, cell in table.cells.items() if cell.number is None]
    assert len(hidden) == 4  # with one alone, the rest would give it away


def test_two_of_one_do_not_give_each_other_away():
    table = shown({("a", "q1"): 1, ("a", "q2"): 1, ("a", "q3"): 8}, rows=("a", "b"),
                  columns=("q1", "q2", "q3"))  # fmt: skip
    assert table.cells["a", "q3"].number is None  # 10 less 8 is 2, and two of them are 1 and 1


def test_nought_is_shown():
    table = shown({("a", "q1"): 6}, rows=("a", "b"), columns=("q1", "q2"))
    assert table.cells["b", "q2"].words == "0"
    assert table.cells["a", "q1"].words == "6"


@given(
    st.dictionaries(st.sampled_from(list(product(ROWS, COLUMNS))), st.integers(0, 12), max_size=12)
)
def test_no_line_has_one_hidden_alone(counts):
    table = shown(counts, rows=ROWS, columns=COLUMNS)
    cells = {
        **table.cells,
        **{(r, ""): c for r, c in table.of_row.items()},
        **{("", c): cell for c, cell in table.of_column.items()},
        ("", ""): table.total,
    }
    lines = [[cells[r, c] for c in (*COLUMNS, "")] for r in (*ROWS, "")]
    lines += [[cells[r, c] for r in (*ROWS, "")] for c in (*COLUMNS, "")]
    assert all(sum(cell.number is None for cell in line) != 1 for line in lines)
    for place, number in counts.items():
        if 0 < number < FEWEST:
            assert table.cells[place].number is None
