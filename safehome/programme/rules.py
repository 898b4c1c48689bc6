"""Scoring: what a questionnaire's answers come to. Plain sums that anyone can check by hand.

Answers are whole numbers on the questionnaire's scale, by item id; an item that was skipped
is simply not there, or is None. Nothing here knows a family, a person or a moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Literal

type Answers = Mapping[str, int | None]
type Way = Literal["mean", "sum"]
type Direction = Literal["higher-is-better", "lower-is-better"]
type Change = Literal["improved", "worsened", "no reliable change"]


@dataclass(frozen=True)
class Scale:
    """The lowest and the highest answer."""

    lowest: int
    highest: int

    def holds(self, answer: int) -> bool:
        return self.lowest <= answer <= self.highest

    def reversed(self, answer: int) -> int:
        """The answer counted from the other end.

        >>> Scale(0, 10).reversed(3), Scale(1, 5).reversed(5)
        (7, 1)
        """
        return self.lowest + self.highest - answer


@dataclass(frozen=True)
class Subscale:
    """Items that are added up together."""

    id: str
    items: tuple[str, ...]
    score: Way = "mean"
    may_miss: int = 0


@dataclass(frozen=True)
class Scoring:
    """All that scoring needs to know of a questionnaire. `total` None means no total."""

    scale: Scale
    subscales: tuple[Subscale, ...]
    total: Subscale | None = None
    reverse: frozenset[str] = frozenset()
    direction: Direction = "higher-is-better"
    multiply: int = 1  # the total, as its owner reports it
    metric: Mapping[int, float] = field(default_factory=dict)  # or looked up, whole sum → score

    def reported(self, raw: float | None) -> float | None:
        """The total as its owner reports it; None where only whole sums have a place.

        >>> Scoring(Scale(0, 5), (), multiply=4).reported(13.0)
        52.0
        >>> Scoring(Scale(1, 5), (), metric={7: 7.0, 8: 9.51}).reported(8.0)
        9.51
        """
        if raw is None or not self.metric:
            return raw if raw is None else raw * self.multiply
        return self.metric.get(int(raw)) if raw == int(raw) else None


@dataclass(frozen=True)
class Scores:
    """A score for each subscale, and one in all; None where too much is missing to be fair."""

    subscales: Mapping[str, float | None]
    total: float | None


def score_subscale(
    subscale: Subscale,
    answers: Answers,
    *,
    scale: Scale,
    reverse: frozenset[str] = frozenset(),
) -> float | None:
    """The mean of the answers given, or for a sum that mean for every item.

    None when more than `may_miss` items have no answer, or when none has. Raises ValueError
    for an answer that is not on the scale. Answers to other items do not count.

    >>> calm = Subscale("calm", ("q1", "q2", "q3"), may_miss=1)
    >>> score_subscale(calm, {"q1": 4, "q2": 8}, scale=Scale(0, 10))
    6.0
    >>> score_subscale(calm, {"q1": 4}, scale=Scale(0, 10)) is None
    True
    >>> score_subscale(calm, {"q1": 4, "q2": 8}, scale=Scale(0, 10), reverse=frozenset({"q2"}))
    3.0
    >>> score_subscale(Subscale("calm", ("q1", "q2"), "sum", 1), {"q1": 3}, scale=Scale(0, 10))
    6.0
    """
    given: list[int] = []
    for item in subscale.items:
        answer = answers.get(item)
        if answer is None:
            continue
        if not scale.holds(answer):
            raise ValueError(f"{item}: {answer} is not from {scale.lowest} to {scale.highest}.")
        given.append(scale.reversed(answer) if item in reverse else answer)
    if not given or len(subscale.items) - len(given) > subscale.may_miss:
        return None
    if subscale.score == "mean":
        return sum(given) / len(given)
    return sum(given) * len(subscale.items) / len(given)


def score(scoring: Scoring, answers: Answers) -> Scores:
    """Every subscale, and the total where there is one.

    >>> kind = Subscale("kind", ("k1",))
    >>> score(Scoring(Scale(0, 10), (kind,), Subscale("total", ("k1", "k2"))), {"k1": 5})
    Scores(subscales={'kind': 5.0}, total=None)
    """

    def one(subscale: Subscale) -> float | None:
        return score_subscale(subscale, answers, scale=scoring.scale, reverse=scoring.reverse)

    return Scores(
        subscales={subscale.id: one(subscale) for subscale in scoring.subscales},
        total=scoring.reported(one(scoring.total)) if scoring.total else None,
    )


def reliable_change_value(*, sd: float, reliability: float) -> float:
    """How large a change is to be to be more than measurement error, at 95 %.

    1.96 times the standard error of a difference of two scores (Jacobson and Truax, 1991),
    from the standard deviation at the start and the reliability, from 0 to 1.

    >>> round(reliable_change_value(sd=2.0, reliability=0.84), 2)
    2.22
    """
    if sd <= 0 or not 0 <= reliability <= 1:
        raise ValueError("The deviation is above 0, and reliability from 0 to 1.")
    return 1.96 * sd * sqrt(2 * (1 - reliability))


def reliable_change(
    pre: float,
    post: float,
    *,
    value: float | None = None,
    sd: float | None = None,
    reliability: float | None = None,
    direction: Direction = "higher-is-better",
    at_least: bool = False,
) -> Change:
    """Whether a change is more than chance, given its `value` or `sd` and `reliability`.

    A change of exactly the value is not yet more than chance, unless `at_least`.

    >>> reliable_change(4.0, 7.0, value=2.0)
    'improved'
    >>> reliable_change(4.0, 7.0, value=2.0, direction="lower-is-better")
    'worsened'
    >>> reliable_change(4.0, 5.0, sd=2.0, reliability=0.84)
    'no reliable change'
    """
    if value is None:
        if sd is None or reliability is None:
            raise ValueError("Give a value, or a deviation and a reliability.")
        value = reliable_change_value(sd=sd, reliability=reliability)
    elif sd is not None or reliability is not None:
        raise ValueError("Give a value, or a deviation and a reliability, not both.")
    change = post - pre if direction == "higher-is-better" else pre - post
    # Scores such as 5.45 are not exact in a computer; a millionth decides nothing.
    beyond = abs(change) - value
    if beyond < -1e-9 or (beyond <= 1e-9 and not at_least):
        return "no reliable change"
    return "improved" if change > 0 else "worsened"
