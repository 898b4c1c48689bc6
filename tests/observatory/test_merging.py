"""Several organisations together: sums of what is shown, and nothing to be got back from them."""

from __future__ import annotations

import doctest
import math
import statistics
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from safehome.evaluation.rules.suppress import FEWEST
from safehome.evaluation.rules.tally import STEPS
from safehome.observatory import merged
from safehome.observatory.rules import merging
from safehome.observatory.rules.merging import Together, change_together, together
from safehome.observatory.rules.topics import PLAIN, Topic
from tests.observatory.test_telling import CELLS, history

EVERY = (*CELLS, "whole")
steps = st.lists(
    st.tuples(*(st.integers(0, 3) | st.integers(0, 12) for _ in CELLS)), min_size=2, max_size=3
)


def standing(steps_of):
    """For each organisation: its true counts by telling, its tellings, and what stands when."""
    worlds = []
    for mine in steps_of:
        true, tellings = history(mine)
        at = [max((one for one in tellings if one.told_in <= step), key=lambda one: one.told_in)
              for step in range(1, len(mine) + 1)]  # fmt: skip
        worlds.append((true, tellings, at))
    return worlds


def subsets(n):
    return [chosen for size in range(1, n + 1) for chosen in combinations(range(n), size)]


def honest(worlds, chosen, step):
    """The table of some organisations together, as the office makes it of packets."""
    return together([worlds[one][2][step] for one in chosen])


def naive(worlds, chosen, step):
    """As one would who had the records: true sums, held back where the sum is small."""
    found = {}
    for cell in EVERY:
        count = sum(worlds[one][0][worlds[one][2][step].told_in][cell] for one in chosen)
        hidden = len(chosen) > 1 and 0 < count < FEWEST
        found[cell] = Together(0, 0, len(chosen)) if hidden else Together(count, len(chosen), 0)
    return found


def recovered(worlds, make):
    """What somebody tells exactly who has the tables of any organisations, at any time.

    They know as well that people come and stay, and that what is held back is at least one.
    """
    length = min(len(world[2]) for world in worlds)
    names = [
        (one, telling.told_in, cell)
        for one, world in enumerate(worlds)
        for telling in world[1]
        for cell in EVERY
    ]
    at = {name: place for place, name in enumerate(names)}
    rows, values, bounds = [], [], [(0, None)] * len(names)
    for one, world in enumerate(worlds):
        for telling in world[1]:
            row = np.zeros(len(names))
            for cell in CELLS:
                row[at[one, telling.told_in, cell]] = 1
            row[at[one, telling.told_in, "whole"]] = -1
            rows.append(row)
            values.append(0)
            for cell in EVERY:
                if telling.counts[cell] is None:
                    bounds[at[one, telling.told_in, cell]] = (1, None)
    for step in range(length):
        for chosen in subsets(len(worlds)):
            for cell, said in make(worlds, chosen, step).items():
                if not said.told:
                    continue
                row = np.zeros(len(names))
                for one in chosen:
                    telling = worlds[one][2][step]
                    if said.told == len(chosen) or telling.counts[cell] is not None:
                        row[at[one, telling.told_in, cell]] = 1
                rows.append(row)
                values.append(said.count)
    below = []
    for one, world in enumerate(worlds):
        for before, after in pairwise(world[1]):
            for cell in CELLS:
                row = np.zeros(len(names))
                row[at[one, before.told_in, cell]], row[at[one, after.told_in, cell]] = 1, -1
                below.append(row)
    given_ = {"A_eq": np.array(rows), "b_eq": np.array(values), "bounds": bounds}
    if below:
        given_ |= {"A_ub": np.array(below), "b_ub": np.zeros(len(below))}
    found = []
    for name in names:
        one, told_in, cell = name
        if 0 < worlds[one][0][told_in][cell] < FEWEST:
            aim = np.zeros(len(names))
            aim[at[name]] = 1
            least, most = linprog(aim, **given_), linprog(-aim, **given_)
            if most.status == 0 and least.status == 0 and -most.fun - least.fun < 0.5:
                found.append(name)
    return found


@pytest.mark.feature("NEW26")
@settings(max_examples=40)
@given(st.lists(steps, min_size=2, max_size=3))
@example([[(9, 3, 2, 0, 0), (0, 5, 5, 0, 0)], [(6, 6, 0, 0, 0), (0, 1, 0, 0, 0)]])
@example([[(0, 6, 8, 0, 0), (1, 0, 12, 0, 0)], [(4, 2, 0, 0, 0), (9, 8, 0, 0, 0)]])
def test_no_count_is_got_back_from_any_tables_of_any_organisations(steps_of):
    assert recovered(standing(steps_of), honest) == []


def test_the_attack_has_teeth():
    """Sums of what is true, and no count is safe: one table less another is one organisation."""
    worlds = standing([[(9, 3, 2, 0, 0)], [(6, 6, 5, 0, 0)]])
    assert recovered(worlds, naive) != []


@settings(max_examples=100)
@given(st.lists(steps, min_size=2, max_size=4))
def test_no_difference_of_two_tables_is_of_one_to_four(steps_of):
    """More organisations, or the same ones later: nought, or at least five."""
    worlds = standing(steps_of)
    length = min(len(world[2]) for world in worlds)
    tables = {
        (chosen, step): honest(worlds, chosen, step)
        for chosen in subsets(len(worlds))
        for step in range(length)
    }
    for (fewer, sooner), before in tables.items():
        for (more, later), after in tables.items():
            if not (set(fewer) <= set(more) and sooner <= later):
                continue
            for cell in EVERY:
                apart = after[cell].count - before[cell].count
                assert apart == 0 or apart >= FEWEST, (fewer, sooner, more, later, cell)


def test_a_sum_says_how_many_are_not_in_it():
    one = Topic("referrals", 1, {"begun": 20, "waits": 6, "no-family": 0, "whole": 26})
    other = Topic("referrals", 1, {"begun": 10, "waits": None, "no-family": None, "whole": 17})
    found = together([one, other])
    assert found["begun"] == Together(30, 2, 0)
    assert found["waits"] == Together(6, 1, 1)
    assert merged.counted(found["waits"]) == "6, and held back by 1"


def test_the_picture_says_too_how_many_are_not_in_it():
    found = {
        "Stopped": Together(0, 1, 2), "Ended": Together(9, 3, 0), "Moved": Together(0, 0, 3),
    }  # fmt: skip
    drawn = merged._bars(found, "All together", "any")

    assert drawn is not None
    assert "Stopped, held back by 2" in drawn.alt
    assert "Ended, held" not in drawn.alt
    assert "Moved, held" not in drawn.alt


def test_a_small_count_is_in_no_sum():
    with pytest.raises(ValueError, match="under five"):
        together([Topic("referrals", 1, {"begun": 4, "waits": 6, "no-family": 0, "whole": 10})])


@given(st.lists(st.lists(st.integers(-40, 40), min_size=10, max_size=20), min_size=1, max_size=4))
def test_the_change_of_several_is_that_of_all_their_carers(groups):
    """Held against the mean and standard deviation of everybody in one list."""
    topics = [
        Topic(
            "answers:calm", 1, {"total/started": len(one) + 6, "total/missing": 6},
            {"total/change-mean": round(STEPS * statistics.fmean(one)),
             "total/change-sd": round(STEPS * statistics.stdev(one))},
        )
        for one in groups
    ]  # fmt: skip
    found = change_together(topics, "total")
    every = [change for one in groups for change in one]
    assert found.pairs == len(every)
    assert math.isclose(found.mean, statistics.fmean(every), abs_tol=0.002)
    assert math.isclose(found.sd, statistics.stdev(every), abs_tol=0.01)


def test_too_few_have_no_change():
    assert change_together([Topic("answers:calm", 1, {"total/started": None})], "total") is None


def test_topics_come_in_the_order_of_a_packet():
    assert merging.in_order({"answers:b", "referrals", "answers:a", "journeys"}) == [
        "journeys", "referrals", "answers:a", "answers:b",
    ]  # fmt: skip
    assert list(PLAIN) == ["journeys", "attendance", "referrals"]


def test_the_examples_are_true():
    assert doctest.testmod(merged).attempted
    assert doctest.testmod(merged).failed == 0
    assert doctest.testmod(merging).failed == 0
