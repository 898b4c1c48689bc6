"""The statistics, held against SciPy, against published examples, and to what must always hold."""

import doctest
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from safehome.evaluation.rules import divided, groups, shift, signs, suppress, tally
from safehome.evaluation.rules.groups import beside, holm
from safehome.evaluation.rules.shift import shift as shift_of
from safehome.evaluation.rules.signs import effect_interval, signed_rank
from safehome.evaluation.rules.tally import Tally

# Hamilton depression scores of nine patients before and after a tranquilliser: Hollander and
# Wolfe (1973), Nonparametric Statistical Methods, table 3.1; also in R's ?wilcox.test.
BEFORE = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
HAMILTON = [after - before for before, after in zip(BEFORE, AFTER, strict=True)]

whole = st.integers(-10, 10)
quarters = st.integers(-40, 40).map(lambda step: step / 4)


@pytest.mark.feature("NEW27", "EVA2")
def test_the_example_of_hollander_and_wolfe():
    found = signed_rank(Tally.from_scores(HAMILTON))

    assert (found.up, found.down, found.how) == (5.0, 40.0, "exact")
    assert found.p == pytest.approx(0.0390625)  # one-sided 0.01953, as R prints it
    assert found.effect == pytest.approx(-35 / 45)
    moved = shift_of(Tally.from_scores(HAMILTON))
    assert (moved.estimate, moved.low, moved.high) == pytest.approx((-0.46, -0.786, -0.010))
    assert moved.sure == pytest.approx(0.9609375)  # 96.1 % in the book


@pytest.mark.parametrize(
    "module", [tally, signs, shift, groups, suppress, divided], ids=lambda m: m.__name__
)
def test_the_examples_in_the_words_are_true(module):
    assert doctest.testmod(module).failed == 0


@given(scores=st.lists(quarters, min_size=1, max_size=60))
def test_a_description_is_numpys(scores):
    found = Tally.from_scores(scores)

    assert found.n == len(scores)
    assert found.mean == pytest.approx(np.mean(scores), abs=1e-9)
    if len(scores) > 1:
        assert found.sd == pytest.approx(np.std(scores, ddof=1), abs=1e-9)
    for share in (0.25, 0.5, 0.75):
        assert found.quantile(share) == pytest.approx(np.quantile(scores, share), abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=50, unique=True), st.randoms())
def test_exact_without_ties_is_scipys(sizes, chance):
    scores = [size * chance.choice((-1, 1)) for size in sizes]
    found, theirs = signed_rank(Tally.from_scores(scores)), stats.wilcoxon(scores, method="exact")

    assert found.how == "exact"
    assert found.p == pytest.approx(theirs.pvalue, abs=1e-9)
    assert min(found.up, found.down) == theirs.statistic


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(-4, 4), min_size=2, max_size=8), st.sampled_from(["wilcox", "pratt"]))
def test_exact_with_ties_is_every_way_of_handing_out_signs(scores, zeros):
    if not any(scores):
        return
    every = stats.PermutationMethod(n_resamples=np.inf)
    theirs = stats.wilcoxon(scores, zero_method=zeros, method=every)
    ours = signed_rank(Tally.from_scores(scores), zeros="dropped" if zeros == "wilcox" else "pratt")

    assert ours.p == pytest.approx(theirs.pvalue, abs=1e-9)


@settings(deadline=None)
@given(st.lists(whole, min_size=80, max_size=200), st.sampled_from(["wilcox", "pratt"]))
def test_the_normal_curve_is_scipys(scores, zeros):
    ours = signed_rank(Tally.from_scores(scores), zeros="dropped" if zeros == "wilcox" else "pratt")
    if ours.how != "normal":
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = stats.wilcoxon(scores, zero_method=zeros, correction=True, method="asymptotic")

    assert ours.p == pytest.approx(theirs.pvalue, abs=1e-9)


@given(st.lists(quarters, max_size=80))
def test_the_other_way_round_is_the_same_with_the_other_sign(scores):
    straight, turned = Tally.from_scores(scores), Tally.from_scores([-one for one in scores])
    assert straight.reversed() == turned
    one, other = signed_rank(straight), signed_rank(turned)

    assert (one.p, one.up, one.down, one.n) == (other.p, other.down, other.up, other.n)
    assert (one.effect or 0) == -(other.effect or 0)
    if scores:
        assert shift_of(straight).estimate == pytest.approx(-shift_of(turned).estimate)
    if interval := effect_interval(straight):
        assert interval == pytest.approx(tuple(-end for end in reversed(effect_interval(turned))))
        assert interval[0] <= one.effect <= interval[1]


def test_nothing_is_said_of_nobody_and_of_no_change():
    nobody, still = Tally.of({}), Tally.of({0: 30})

    assert (nobody.mean, nobody.sd, nobody.median, shift_of(nobody)) == (None, None, None, None)
    assert signed_rank(still).p is None
    assert signed_rank(still).zeros == 30
    assert signed_rank(still).effect is None
    assert shift_of(still).estimate == 0
    assert shift_of(Tally.of({1000: 1})) == shift.Shift(1.0, None, None, None)
    assert effect_interval(Tally.of({1000: 20})) is None  # all rose: no method makes that certain


@given(st.lists(quarters, min_size=1, max_size=40))
def test_the_shift_is_the_median_of_the_means_of_every_two(scores):
    means = [(a + b) / 2 for place, a in enumerate(scores) for b in scores[place:]]
    found = shift_of(Tally.from_scores(scores))

    assert found.estimate == pytest.approx(np.median(means), abs=1e-9)
    if found.low is not None:
        assert found.low <= found.estimate <= found.high
        assert found.sure >= 0.95


def test_the_interval_holds_the_truth_as_often_as_it_says():
    """Four hundred samples of thirty from a curve whose middle is known."""
    draw = np.random.default_rng(6)
    held = 0
    for _ in range(400):
        found = shift_of(Tally.from_scores(np.round(draw.normal(1.0, 2.0, 30), 3).tolist()))
        held += found.low <= 1.0 <= found.high

    assert 0.92 <= held / 400 <= 0.985


@settings(deadline=None)
@given(st.lists(whole, min_size=1, max_size=40), st.lists(whole, min_size=1, max_size=40))
def test_two_groups_are_scipys(first, second):
    found = beside(Tally.from_scores(first), Tally.from_scores(second))
    if len({*first, *second}) == 1:
        assert found.p is None
        return
    theirs = stats.mannwhitneyu(first, second, method="asymptotic", use_continuity=True)

    assert found.p == pytest.approx(theirs.pvalue, abs=1e-9)
    product = len(first) * len(second)
    assert found.delta == pytest.approx(2 * theirs.statistic / product - 1, abs=1e-9)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_only_raises_and_keeps_the_order(chances):
    raised = holm(chances)

    assert all(before <= after <= 1 for before, after in zip(chances, raised, strict=True))
    in_order = sorted(range(len(chances)), key=chances.__getitem__)
    assert [raised[place] for place in in_order] == sorted(raised)


def test_holms_own_example():
    """Holm (1979), section 3, as in R: p.adjust(c(0.01, 0.02, 0.03, 0.04), "holm")."""
    assert holm([0.01, 0.02, 0.03, 0.04]) == pytest.approx([0.04, 0.06, 0.06, 0.06])
