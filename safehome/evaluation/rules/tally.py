"""How often each value was there: all that a description of scores needs to know.

Values are whole thousandths of a point, so that equal changes are equal: a mean of four
answers is not a whole number, and computers write thirds in more than one way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from math import floor, sqrt

STEPS = 1000  # to a point


def in_steps(score: float) -> int:
    """A score, or a difference of two, in thousandths; halves go away from nought.

    >>> in_steps(3.5), in_steps(-1 / 3), in_steps(7.0 - 3.6666666666666665)
    (3500, -333, 3333)
    """
    return int((Decimal(repr(score)) * STEPS).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True)
class Tally:
    """How many had each value, by value in thousandths, lowest first; none has nobody."""

    counts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> Tally:
        """A tally from counts by value.

        >>> Tally.of({2000: 3, -500: 1, 0: 0})
        Tally(counts=((-500, 1), (2000, 3)))
        """
        if any(count < 0 for count in counts.values()):
            raise ValueError("A count is never below nought.")
        return cls(tuple(sorted((value, count) for value, count in counts.items() if count)))

    @classmethod
    def from_scores(cls, scores: Iterable[float]) -> Tally:
        """A tally of single scores.

        >>> Tally.from_scores([1.5, 0.5, 1.5]).counts
        ((500, 1), (1500, 2))
        """
        found: dict[int, int] = {}
        for score in scores:
            found[in_steps(score)] = found.get(in_steps(score), 0) + 1
        return cls.of(found)

    @cached_property
    def n(self) -> int:
        return sum(count for _, count in self.counts)

    @cached_property
    def mean(self) -> float | None:
        """The arithmetic mean in points; None of nobody."""
        return self._sum / self.n / STEPS if self.n else None

    @cached_property
    def sd(self) -> float | None:
        """The standard deviation of a sample (n − 1), in points; None of fewer than two.

        >>> Tally.from_scores([2, 4, 4, 4, 5, 5, 7, 9]).sd  # the root of 32 / 7
        2.138089935299395
        """
        if self.n < 2:
            return None
        squares = sum(value * value * count for value, count in self.counts)
        # In whole numbers to the last step: no small difference of two large floats.
        return sqrt((self.n * squares - self._sum**2) / (self.n * (self.n - 1))) / STEPS

    @cached_property
    def median(self) -> float | None:
        return self.quantile(0.5)

    def quantile(self, share: float) -> float | None:
        """The value below which a share of all lies, in points; None of nobody.

        Linear between the two nearest: type 7 of Hyndman and Fan (1996), as R and NumPy
        have it unless told otherwise.

        >>> four = Tally.from_scores([1, 2, 3, 4])
        >>> four.quantile(0.25), four.median, four.quantile(0.75)
        (1.75, 2.5, 3.25)
        """
        if not self.n:
            return None
        place = (self.n - 1) * share
        below = floor(place)
        low, high = self._at(below), self._at(min(below + 1, self.n - 1))
        return (low + (high - low) * (place - below)) / STEPS

    def reversed(self) -> Tally:
        """Every value with the other sign.

        >>> Tally.of({-500: 1, 2000: 3}).reversed().counts
        ((-2000, 3), (500, 1))
        """
        return Tally(tuple((-value, count) for value, count in reversed(self.counts)))

    @cached_property
    def _sum(self) -> int:
        return sum(value * count for value, count in self.counts)

    def _at(self, place: int) -> int:
        """The value at a place, when all stand in order from 0."""
        seen = 0
        for value, count in self.counts:
            seen += count
            if place < seen:
                return value
        raise IndexError(place)
