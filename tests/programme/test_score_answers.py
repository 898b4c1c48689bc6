"""Scoring: tables that anyone can check by hand, and what holds for all answers."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehome.programme import ease, easy, files, findings, pages, reading, rules, wording
from safehome.programme.rules import Scale, Scores, Scoring, Subscale, reliable_change, score

CALM = Subscale("calm", ("c1", "c2", "c3", "c4"), "mean", may_miss=1)
SURE = Subscale("sure", ("s1", "s2"), "sum")
ALL = Subscale("total", ("c1", "c2", "c3", "c4", "s1", "s2"), "mean", may_miss=2)
SCORING = Scoring(Scale(0, 10), (CALM, SURE), ALL, reverse=frozenset({"c4"}))


@pytest.mark.feature("MEA1")
@pytest.mark.parametrize(
    ("answers", "calm", "sure", "total"),
    [
        ({"c1": 4, "c2": 6, "c3": 8, "c4": 8, "s1": 1, "s2": 2}, 5.0, 3.0, 23 / 6),
        ({"c1": 4, "c2": 6, "c3": 8, "s1": 1, "s2": 2}, 6.0, 3.0, 21 / 5),
        ({"c1": 4, "c2": 6, "s1": 1, "s2": 2}, None, 3.0, 13 / 4),
        ({"c1": 4, "c2": 6, "c3": 8, "c4": 8, "s1": 1}, 5.0, None, 21 / 5),
        ({"c1": 0, "c2": 0, "c3": 0, "c4": 10, "s1": 0, "s2": 0}, 0.0, 0.0, 0.0),
        ({"c1": None, "c2": 6, "c3": 8, "c4": 8}, 16 / 3, None, None),
        ({}, None, None, None),
        ({"somebody": 99}, None, None, None),
    ],
)
def test_it_adds_up_as_by_hand(
    answers: dict[str, int | None], calm: float | None, sure: float | None, total: float | None
) -> None:
    scores = score(SCORING, answers)

    def near(value: float | None) -> object:
        return value if value is None else pytest.approx(value)

    assert scores.subscales["calm"] == near(calm)
    assert scores.subscales["sure"] == near(sure)
    assert scores.total == near(total)


@pytest.mark.parametrize("answer", [-1, 11, 1000])
def test_an_answer_off_the_scale_is_refused(answer: int) -> None:
    with pytest.raises(ValueError, match="is not from 0 to 10"):
        score(SCORING, {"c1": answer})


def test_no_total_where_none_is_wanted() -> None:
    assert score(Scoring(Scale(0, 10), ()), {"c1": 3}) == Scores({}, None)


@pytest.mark.parametrize(
    ("pre", "post", "direction", "says"),
    [
        (4.0, 6.1, "higher-is-better", "improved"),
        (6.1, 4.0, "higher-is-better", "worsened"),
        (6.1, 4.0, "lower-is-better", "improved"),
        (4.0, 6.0, "higher-is-better", "no reliable change"),
        (4.0, 4.0, "lower-is-better", "no reliable change"),
    ],
)
def test_reliable_change(pre: float, post: float, direction: rules.Direction, says: str) -> None:
    assert reliable_change(pre, post, value=2.0, direction=direction) == says


@pytest.mark.parametrize(
    "given_", [{}, {"sd": 1.0}, {"reliability": 0.8}, {"value": 1.0, "sd": 1.0, "reliability": 0.8}]
)
def test_reliable_change_asks_for_one_way_or_the_other(given_: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="Give a value"):
        reliable_change(1.0, 2.0, **given_)


some_answers = st.dictionaries(
    st.sampled_from(ALL.items), st.none() | st.integers(min_value=0, max_value=10)
)


@given(answers=some_answers, seed=st.randoms())
def test_the_order_of_answers_and_items_changes_nothing(answers, seed) -> None:
    shuffled = list(answers.items())
    seed.shuffle(shuffled)
    items = list(ALL.items)
    seed.shuffle(items)
    other = Scoring(
        SCORING.scale,
        SCORING.subscales,
        Subscale("total", tuple(items), "mean", 2),
        SCORING.reverse,
    )

    assert score(other, dict(shuffled)) == score(SCORING, answers)


@given(answers=some_answers)
def test_a_score_stays_on_its_scale(answers: dict[str, int | None]) -> None:
    scores = score(SCORING, answers)

    for value, most in (
        (scores.subscales["calm"], 10),
        (scores.subscales["sure"], 20),
        (scores.total, 10),
    ):
        assert value is None or 0 <= value <= most


@given(answers=some_answers)
def test_there_is_a_score_exactly_when_enough_was_answered(
    answers: dict[str, int | None],
) -> None:
    scores = score(SCORING, answers)

    for value, subscale in (
        (scores.subscales["calm"], CALM),
        (scores.subscales["sure"], SURE),
        (scores.total, ALL),
    ):
        missed = sum(answers.get(item) is None for item in subscale.items)
        assert (value is not None) == (missed <= subscale.may_miss)


@given(answers=st.fixed_dictionaries({item: st.integers(0, 10) for item in CALM.items}))
def test_reversing_everything_turns_the_score_round(answers: dict[str, int]) -> None:
    scale = Scale(0, 10)
    straight = rules.score_subscale(CALM, answers, scale=scale)
    turned = rules.score_subscale(CALM, answers, scale=scale, reverse=frozenset(CALM.items))

    assert straight is not None
    assert turned == pytest.approx(10 - straight)


@pytest.mark.parametrize(
    "module",
    [rules, easy, ease, files, findings, pages, reading, wording],
    ids=lambda m: m.__name__,
)
def test_the_examples_in_the_words_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
