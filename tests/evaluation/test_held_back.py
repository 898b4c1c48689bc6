"""Small counts are held back. Here somebody with the whole table tries to get them back."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from safehome.evaluation.rules.network import FEWEST
from safehome.evaluation.rules.suppress import shown_parts, shown_table

counts = st.integers(0, 4) | st.integers(0, 40)
tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def with_sums(rows):
    whole = [[*row, sum(row)] for row in rows]
    return [*whole, [sum(column) for column in zip(*whole, strict=True)]]


def recovered(rows, shown):
    """The small counts that someone with the sums and a good solver can tell exactly."""
    true, height, width = with_sums(rows), len(rows) + 1, len(rows[0]) + 1
    names = list(product(range(height), range(width)))
    equations, results = [], []
    for r in range(height):
        equations.append([(r, c, 1 if c < width - 1 else -1) for c in range(width)])
    for c in range(width):
        equations.append([(r, c, 1 if r < height - 1 else -1) for r in range(height)])
    matrix = np.zeros((len(equations), len(names)))
    for at, equation in enumerate(equations):
        for r, c, sign in equation:
            matrix[at, names.index((r, c))] = sign
        results.append(0)
    bounds = [
        (1, None) if (value := shown.rows[r][c]) is None else (value, value) for r, c in names
    ]
    found = []
    for at, (r, c) in enumerate(names):
        if shown.rows[r][c] is not None or not 0 < true[r][c] < FEWEST:
            continue
        aim = np.zeros(len(names))
        aim[at] = 1
        least = linprog(aim, A_eq=matrix, b_eq=results, bounds=bounds)
        most = linprog(-aim, A_eq=matrix, b_eq=results, bounds=bounds)
        if most.status == 0 and -most.fun - least.fun < 0.5:
            found.append((r, c))
    return found


@pytest.mark.feature("EVA7")
@settings(deadline=None, max_examples=60)
@given(tables)
@example([[3]])
@example([[1, 1], [1, 1]])
@example([[1, 0], [0, 1]])
@example([[2, 20, 30], [20, 30, 40], [30, 40, 1]])  # far apart: each needs a circle of its own
def test_nothing_is_got_back_from_a_table(rows):
    shown = shown_table(rows)

    assert recovered(rows, shown) == []
    for true, seen in zip(with_sums(rows), shown.rows, strict=True):
        for value, cell in zip(true, seen, strict=True):
            assert cell in (None, value)
            assert cell is None or cell == 0 or cell >= FEWEST
            assert value != 0 or cell == 0


@given(st.lists(counts, min_size=1, max_size=7))
def test_nothing_is_got_back_from_the_parts_of_a_whole(parts):
    shown, whole = shown_parts(parts)
    hidden = [value for value, seen in zip(parts, shown, strict=True) if seen is None]

    assert all(seen is None or seen == 0 or seen >= FEWEST for seen in (*shown, whole))
    if whole is not None and hidden:
        # Each small one could be another whole number, the others staying at least one.
        spare = sum(hidden) - len(hidden)
        assert len(hidden) > 1
        assert spare >= 1


@given(st.lists(st.just(0) | st.integers(5, 90), min_size=1, max_size=6))
def test_what_is_large_enough_is_shown_whole(parts):
    assert shown_parts(parts) == (tuple(parts), sum(parts))


def test_as_little_as_possible_is_held_back():
    assert shown_parts([90, 3, 40, 12]) == ((90, None, 40, None), 145)
    assert shown_parts([1, 1, 20]) == ((None, None, None), 22)  # two ones would be told by a two


def test_the_attack_would_notice_a_count_held_back_alone():
    """Without its circle a small count is told at once, so the attack has teeth."""
    rows = [[20, 3], [10, 15]]
    bare = type(shown_table(rows))(((20, None, 23), (10, 15, 25), (30, 18, 48)))

    assert recovered(rows, bare) == [(0, 1)]
