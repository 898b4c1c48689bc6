"""By how many points the scores moved: Hodges and Lehmann's estimate, with an interval.

Hollander, M., Wolfe, D. A. and Chicken, E. (2014), Nonparametric Statistical Methods, 3rd
edition, sections 3.2 and 3.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, sqrt

from safehome.evaluation.rules.signs import EXACT_UP_TO, Z95, at_most
from safehome.evaluation.rules.tally import STEPS, Tally


@dataclass(frozen=True)
class Shift:
    """The estimate in points, an interval, and how sure that is to hold it (at least 0.95).

    Fewer than six pairs cannot give an interval of 95 %; low, high and sure are then None.
    """

    estimate: float
    low: float | None
    high: float | None
    sure: float | None


def shift(differences: Tally) -> Shift | None:
    """The median of the means of every two differences, each with itself too; None of nobody.

    Pairs without a change count: leaving them out would make the shift look larger than it
    was. (R's wilcox.test leaves them out.) The interval is made of those same means: exact
    up to 50 pairs without ties and a little too wide with them; beyond, by the normal curve.

    >>> shift(Tally.from_scores([1, 2, 3, 4, 5, 6]))
    Shift(estimate=3.5, low=1.0, high=6.0, sure=0.96875)
    """
    if not differences.n:
        return None
    means = _means(differences)
    n = differences.n
    every = n * (n + 1) // 2
    middle = (_at(means, (every - 1) // 2) + _at(means, every // 2)) / 2 / (2 * STEPS)
    if n < 6:
        return Shift(middle, None, None, None)
    if n <= EXACT_UP_TO:
        outside = _outside(n)
        sure = 1 - 2 * at_most(n, outside - 1)
    else:
        outside = max(1, floor(n * (n + 1) / 4 - Z95 * sqrt(n * (n + 1) * (2 * n + 1) / 24)))
        sure = 0.95
    low, high = _at(means, outside - 1), _at(means, every - outside)
    return Shift(middle, low / (2 * STEPS), high / (2 * STEPS), sure)


def _outside(n: int) -> int:
    """The place, from either end, at which the interval begins: as far in as 95 % allows."""
    place = 1
    while at_most(n, place) <= 0.025:
        place += 1
    return place


def _means(differences: Tally) -> list[tuple[int, int]]:
    """Sums of every two differences and how often each comes, lowest first."""
    found: dict[int, int] = {}
    counts = differences.counts
    for index, (value, count) in enumerate(counts):
        found[2 * value] = found.get(2 * value, 0) + count * (count + 1) // 2
        for other, others in counts[index + 1 :]:
            both = value + other
            found[both] = found.get(both, 0) + count * others
    return sorted(found.items())


def _at(means: list[tuple[int, int]], place: int) -> int:
    seen = 0
    for value, count in means:
        seen += count
        if place < seen:
            return value
    raise IndexError(place)
