"""Whether a score moved by more than a questionnaire wobbles by itself, said in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safehome.measures.rules.change import in_words
from safehome.programme.rules import reliable_change

SAME = 0.05  # of the scale: where nothing was tested, a smaller difference is “about the same”
APART = 0.3  # of the scale: from here on, two people's answers are something to talk about


@dataclass(frozen=True)
class Wobble:
    """By how much scores of a questionnaire differ when nothing has changed, and who says so.

    value: in points of the score. kind: tested as more than chance (reliable), or
    taken by its authors as worth noting (notable). at_least: the value itself counts.
    """

    value: float
    at_least: bool
    kind: Literal["reliable", "notable"]
    higher_is_better: bool
    source: str

    @property
    def rule(self) -> str:
        """The rule, to stand beside what it says.

        >>> Wobble(2.87, False, "reliable", True, "").rule
        'A change of more than 2.87 points is more than the ordinary wobble of this questionnaire.'
        """
        much = (
            f"{self.value:g} points or more"
            if self.at_least
            else f"more than {self.value:g} points"
        )
        says = "is more than the ordinary wobble of this questionnaire"
        if self.kind == "notable":
            says = "is taken as worth noting. It is no test of chance"
        return f"A change of {much} {says}."


def moved(
    before: float | None, after: float | None, wobble: Wobble, *, first: str = "at the start"
) -> str:  # fmt: skip
    """A score beside an earlier one, where it is known how much it wobbles.

    first: when the earlier one was given.

    >>> who = Wobble(10, True, "notable", True, "")
    >>> moved(40, 52, who)
    'higher than at the start, by enough to be worth noting: the way one hopes for'
    >>> moved(52, 44, who)
    'lower than at the start, by too little to be worth noting'
    >>> score = Wobble(17.51, False, "reliable", False, "")
    >>> moved(30, 55, score).split(": ")[1]
    'harder, and something to talk about'
    >>> moved(30, 30, score)
    'the same as at the start'
    """
    if before is None or after is None:
        return in_words(before, after, first=first)
    if before == after:
        return f"the same as {first}"
    way = f"{'higher' if after > before else 'lower'} than {first}"
    came = reliable_change(
        before, after, value=wobble.value, at_least=wobble.at_least,
        direction="higher-is-better" if wobble.higher_is_better else "lower-is-better",
    )  # fmt: skip
    notable = wobble.kind == "notable"
    if came == "no reliable change":
        small = "by too little to be worth noting" if notable else "within the ordinary wobble"
        return f"{way}, {small}"
    much = "by enough to be worth noting" if notable else "by more than the ordinary wobble"
    then = "the way one hopes for" if came == "improved" else "harder, and something to talk about"
    return f"{way}, {much}: {then}"


def about_the_same(lowest: float, highest: float) -> float:
    """The difference that is called “about the same” where nothing was tested.

    >>> about_the_same(0, 10), about_the_same(5, 25)
    (0.5, 1.0)
    """
    return (highest - lowest) * SAME


def to_talk_about(values: list[float], lowest: float, highest: float) -> bool:
    """Whether people's answers to the same questions are far enough apart to be talked about.

    It says nothing about who is right.

    >>> to_talk_about([3, 6], 0, 10), to_talk_about([3, 5.9], 0, 10), to_talk_about([3], 0, 10)
    (True, False, False)
    """
    return len(values) > 1 and max(values) - min(values) >= (highest - lowest) * APART - 1e-9
