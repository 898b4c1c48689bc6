"""Scores that were worked out on paper: which ones an instrument has, and what they can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from safehome.programme.rules import Scoring


@dataclass(frozen=True)
class Box:
    """One score to write down, and the numbers it can be. steps: only these, where not all can."""

    id: str
    title: str
    lowest: float
    highest: float
    steps: tuple[float, ...] = ()
    needed: bool = True

    def fault(self, value: float) -> str:
        """What is wrong with a number; "" where nothing is.

        >>> Box("total", "In all", 0, 100, (0, 4, 8)).fault(5)
        'In all cannot be 5. The numbers nearest to it are 4 and 8'
        >>> Box("total", "In all", 5, 25).fault(26)
        'In all is from 5 to 25'
        """
        if not self.lowest <= value <= self.highest:
            return f"{self.title} is from {self.lowest:g} to {self.highest:g}"
        if self.steps and not any(abs(value - step) < 0.005 for step in self.steps):
            below = max((step for step in self.steps if step < value), default=self.lowest)
            above = min((step for step in self.steps if step > value), default=self.highest)
            near = f"{below:g} and {above:g}"
            return f"{self.title} cannot be {value:g}. The numbers nearest to it are {near}"
        if not self.steps and value != int(value):
            return f"{self.title} is a whole number"
        return ""


def total_box(scoring: Scoring, title: str = "The score in all") -> Box:
    """What the total of an instrument can be, as its owner reports it.

    >>> from safehome.programme.rules import Scale, Subscale
    >>> who = Scoring(Scale(0, 5), (), Subscale("total", ("a", "b"), "sum"), multiply=4)
    >>> total_box(who).steps[:3], total_box(who).highest
    ((0, 4, 8), 40)
    """
    total, scale = scoring.total, scoring.scale
    assert total is not None
    if scoring.metric:
        steps = tuple(sorted(scoring.metric.values()))
        return Box("total", title, steps[0], steps[-1], steps)
    count = len(total.items) if total.score == "sum" else 1
    if total.score == "mean":
        steps = tuple(sorted({
            round(sum_ / given, 2)
            for given in range(len(total.items) - total.may_miss, len(total.items) + 1) if given
            for sum_ in range(scale.lowest * given, scale.highest * given + 1)
        }))  # fmt: skip
        return Box("total", title, scale.lowest, scale.highest, steps)
    whole = range(scale.lowest * count, scale.highest * count + 1)
    steps = tuple(one * scoring.multiply for one in whole) if scoring.multiply > 1 else ()
    return Box(
        "total", title, whole[0] * scoring.multiply, whole[-1] * scoring.multiply, steps
    )  # fmt: skip


def adds_up(scores: Mapping[str, float], parts: tuple[str, ...]) -> bool:
    """Whether the parts of a sum, all there, come to its total.

    >>> adds_up({"a": 2, "b": 3, "total": 5}, ("a", "b")), adds_up({"a": 2, "total": 5}, ("a", "b"))
    (True, True)
    """
    if not parts or "total" not in scores or any(part not in scores for part in parts):
        return True
    return abs(sum(scores[part] for part in parts) - scores["total"]) < 0.005
