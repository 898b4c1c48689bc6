"""What two packets say side by side. Here somebody with all of them tries to get small counts."""

from itertools import combinations, pairwise

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from safehome.evaluation.rules.suppress import FEWEST, shown_parts
from safehome.observatory.rules.telling import told
from safehome.observatory.rules.topics import PLAIN, Topic

CELLS = PLAIN["attendance"]
# People come and stay: what somebody who knows that can use as well.
grows = st.lists(
    st.tuples(*(st.integers(0, 3) | st.integers(0, 12) for _ in CELLS)), min_size=2, max_size=5
)


def topic(values, sequence):
    shown, whole = shown_parts(values)
    return Topic("attendance", sequence, {**dict(zip(CELLS, shown, strict=True)), "whole": whole})


def history(steps):
    """The true counts at each packet, and what each packet told."""
    true, tellings, now = {}, [], [0] * len(CELLS)
    for sequence, step in enumerate(steps, start=1):
        now = [a + b for a, b in zip(now, step, strict=True)]
        true[sequence] = dict(zip(CELLS, now, strict=True)) | {"whole": sum(now)}
        said = told(topic(now, sequence), tellings)
        if said.told_in == sequence:
            tellings.append(said)
    return true, tellings


def recovered(true, tellings):
    """Small counts, and small differences of two tellings, that a solver tells exactly."""
    names = [(one.told_in, cell) for one in tellings for cell in (*CELLS, "whole")]
    at = {name: place for place, name in enumerate(names)}
    bounds = [
        (1, None) if (value := one.counts[cell]) is None else (value, value)
        for one in tellings
        for cell in (*CELLS, "whole")
    ]
    equal = np.zeros((len(tellings), len(names)))
    for row, one in enumerate(tellings):
        for cell in CELLS:
            equal[row, at[one.told_in, cell]] = 1
        equal[row, at[one.told_in, "whole"]] = -1
    below = []
    for before, after in pairwise(tellings):
        for cell in CELLS:
            row = np.zeros(len(names))
            row[at[before.told_in, cell]], row[at[after.told_in, cell]] = 1, -1
            below.append(row)
    given = {"A_eq": equal, "b_eq": np.zeros(len(tellings)), "bounds": bounds}
    if below:
        given |= {"A_ub": np.array(below), "b_ub": np.zeros(len(below))}

    def exactly(aim):
        least, most = linprog(aim, **given), linprog(-aim, **given)
        return most.status == 0 and -most.fun - least.fun < 0.5

    found = []
    for one in tellings:
        for cell in (*CELLS, "whole"):
            if 0 < true[one.told_in][cell] < FEWEST:
                aim = np.zeros(len(names))
                aim[at[one.told_in, cell]] = 1
                if exactly(aim):
                    found.append((one.told_in, cell))
    for before, after in combinations(tellings, 2):
        for cell in (*CELLS, "whole"):
            if 0 < true[after.told_in][cell] - true[before.told_in][cell] < FEWEST:
                aim = np.zeros(len(names))
                aim[at[after.told_in, cell]], aim[at[before.told_in, cell]] = 1, -1
                if exactly(aim):
                    found.append((before.told_in, after.told_in, cell))
    return found


@settings(deadline=None, max_examples=150)
@given(grows)
@example([(0, 6, 8, 0, 0), (1, 0, 12, 0, 0)])  # six, now held back: at least six to whoever thinks
@example([(9, 0, 0, 0, 0), (0, 4, 1, 0, 0), (0, 9, 0, 0, 0)])
@example([(4, 2, 0, 0, 0), (9, 8, 0, 0, 0), (0, 6, 1, 0, 0)])
@example([(1, 5, 0, 0, 0), (7, 0, 0, 0, 0), (0, 0, 6, 0, 0)])
def test_nothing_is_got_back_from_any_two_packets(steps):
    true, tellings = history(steps)
    assert recovered(true, tellings) == []


def test_the_attack_has_teeth():
    """Told at every packet, two who came in between are told at once."""
    true = {
        at: dict(zip((*CELLS, "whole"), counts, strict=True))
        for at, counts in {1: (20, 6, 9, 0, 0, 35), 2: (22, 6, 9, 0, 0, 37)}.items()
    }
    tellings = [Topic("attendance", at, counts) for at, counts in true.items()]
    assert (1, 2, "came") in recovered(true, tellings)


def test_a_count_that_was_shown_is_not_held_back_later():
    """It was six, so it is at least six, and the sum says what the other one is."""
    before = topic([0, 6, 8, 0, 0], 1)
    assert told(topic([1, 6, 20, 0, 0], 2), [before]) == before


def test_all_may_be_shown_at_last():
    before = topic([20, 6, 3, 0, 0], 1)
    assert None in before.counts.values()
    assert told(topic([20, 12, 8, 0, 0], 2), [before]).told_in == 2


def test_what_is_held_back_does_not_move_by_one_together():
    """Nobody in it is shown, and still: one more of those two kinds came in between."""
    before = Topic("referrals", 1, {"begun": 20, "waits": None, "no-family": None, "whole": 29})
    after = Topic("referrals", 2, {"begun": 25, "waits": None, "no-family": None, "whole": 35})
    assert told(after, [before]) == before


def test_what_moved_by_enough_is_told_anew():
    before = topic([20, 6, 9, 0, 0], 1)
    assert told(topic([25, 6, 9, 0, 0], 2), [before]).told_in == 2
    assert told(topic([24, 6, 9, 0, 0], 2), [before]) == before
    # Not by way of a packet between them either.
    between = topic([26, 6, 9, 0, 0], 2)
    assert told(topic([21, 6, 9, 0, 0], 3), [before, between]) == between


def test_figures_of_the_same_people_are_not_told_twice():
    """One answer put right would be seen in a mean of the same thirty people."""
    counts = {"total/started": 36, "total/missing": 6, "total/better": 20, "total/same": 10,
              "total/worse": 0}  # fmt: skip
    before = Topic("answers:calm", 1, counts, {"total/change-mean": 1250})
    after = Topic("answers:calm", 2, counts, {"total/change-mean": 1280})
    assert told(after, [before]) == before


def test_what_was_taken_back_is_not_repeated_and_still_counts():
    before = topic([20, 6, 9, 0, 0], 1)
    assert told(topic([22, 6, 9, 0, 0], 2), [before], taken_back={1}) is None
    assert told(topic([25, 6, 9, 0, 0], 2), [before], taken_back={1}).told_in == 2


def test_the_order_of_the_parts_does_not_matter():
    """A topic that was read from a file has its parts in the order of the alphabet."""
    knows = {"knows/started": 20, "knows/missing": None, "knows/better": None, "knows/same": 9,
             "knows/worse": 0}  # fmt: skip
    calm = {"calm/started": 30, "calm/missing": None, "calm/better": None, "calm/same": 9,
            "calm/worse": 0}  # fmt: skip
    before = Topic("answers:kuc", 1, calm | knows)
    assert told(Topic("answers:kuc", 2, knows | calm), [before]) == before, "the very same"
    more = knows | {"knows/same": 14, "knows/started": 25} | calm
    assert told(Topic("answers:kuc", 2, more), [before]).told_in == 2
    moved = knows | {"knows/same": 14} | calm | {"calm/same": 14, "calm/started": 36}
    # Of those held back, one more came in between.
    assert told(Topic("answers:kuc", 2, moved), [before]) == before
