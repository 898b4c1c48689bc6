"""Whether scores changed, and by how much, from the tally of differences (later less earlier).

Wilcoxon, F. (1945), Biometrics Bulletin 1, 80–83; Pratt, J. W. (1959), JASA 54, 655–667;
Kerby, D. S. (2014), Comprehensive Psychology 3, 11.IT.3.1, for the rank-biserial.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import atanh, erfc, sqrt, tanh
from typing import Literal

from safehome.evaluation.rules.tally import Tally

type Zeros = Literal["dropped", "pratt"]

EXACT_UP_TO = 50  # pairs that changed; beyond, the normal curve is as good
Z95 = 1.959963984540054


@dataclass(frozen=True)
class SignedRank:
    """A Wilcoxon signed-rank test.

    n: pairs that were ranked and changed; zeros: pairs that did not change, and
    `zeros_were` how those were treated. up, down: sums of the ranks of rises and of falls.
    p is two-sided, None when nothing changed. `how` says in which way p was found.
    """

    n: int
    zeros: int
    zeros_were: Zeros
    up: float
    down: float
    p: float | None
    how: Literal["exact", "normal", "none"]

    @property
    def effect(self) -> float | None:
        """The matched-pairs rank-biserial: (up − down) / (up + down), from −1 to 1.

        1 when all who changed rose, −1 when all fell; None when nobody changed.
        """
        return (self.up - self.down) / (self.up + self.down) if self.n else None


def signed_rank(differences: Tally, *, zeros: Zeros = "dropped") -> SignedRank:
    """Wilcoxon's test on differences, equal ones sharing the mean of their ranks.

    zeros="dropped" leaves pairs without a change out before ranking (Wilcoxon);
    "pratt" ranks them with the others and then leaves them out.

    p is exact up to 50 changed pairs: the share of all ways to hand out the signs, given the
    ranks as they are, ties included. Beyond, it is the normal approximation with the variance
    corrected for ties (the sum of squared ranks, over 4) and with a continuity correction.

    >>> eight = signed_rank(Tally.from_scores([1, 2, 3, 4, 5, 6, 7, -8]))
    >>> eight.up, eight.down, eight.p, eight.how
    (28.0, 8.0, 0.1953125, 'exact')
    """
    ranks, up, unchanged = _ranked(differences, zeros)
    n = sum(count for _, count in ranks)
    both = sum(rank * count for rank, count in ranks)  # of doubled ranks, as all below
    p: float | None
    if not n:
        p, how = None, "none"
    elif n <= EXACT_UP_TO:
        p, how = _exact(ranks, up), "exact"
    else:
        p, how = _normal(ranks, up), "normal"
    return SignedRank(n, unchanged, zeros, up / 2, (both - up) / 2, p, how)  # type: ignore[arg-type]


def effect_interval(differences: Tally, *, zeros: Zeros = "dropped") -> tuple[float, float] | None:
    """A 95 % interval for the rank-biserial; None where there is none to give.

    By Fisher's z with the standard error of the rank sum, as `rank_biserial` in R's
    effectsize has it (Ben-Shachar et al., 2020, JOSS 5, 2815). None when fewer than six pairs
    changed, and when all changed the same way: the method would then claim certainty.
    """
    ranks, up, _ = _ranked(differences, zeros)
    both = sum(rank * count for rank, count in ranks)
    if sum(count for _, count in ranks) < 6 or up in (0, both):
        return None
    middle = atanh((2 * up - both) / both)
    spread = Z95 * sqrt(sum(rank * rank * count for rank, count in ranks)) / both
    return tanh(middle - spread), tanh(middle + spread)


def _ranked(differences: Tally, zeros: Zeros) -> tuple[list[tuple[int, int]], int, int]:
    """Doubled ranks with how many have each; the doubled sum of the rises'; how many zeros."""
    sizes: dict[int, int] = {}
    rises: dict[int, int] = {}
    for value, count in differences.counts:
        sizes[abs(value)] = sizes.get(abs(value), 0) + count
        if value > 0:
            rises[value] = count
    unchanged = sizes.pop(0, 0)
    before = unchanged if zeros == "pratt" else 0
    ranks, up = [], 0
    for size, count in sorted(sizes.items()):
        doubled = 2 * before + count + 1
        ranks.append((doubled, count))
        up += doubled * rises.get(size, 0)
        before += count
    return ranks, up, unchanged


def _exact(ranks: list[tuple[int, int]], up: int) -> float:
    ways = _ways(tuple(rank for rank, count in ranks for _ in range(count)))
    # The distribution is the same from either end.
    tail = sum(ways[: min(up, len(ways) - 1 - up) + 1])
    return min(1.0, 2 * tail / sum(ways))


@lru_cache(maxsize=256)
def _ways(ranks: tuple[int, ...]) -> list[int]:
    """In how many ways signs can be handed out so that the rises' ranks add up to each sum."""
    ways = [1]
    for rank in ranks:
        longer = ways + [0] * rank
        for place, count in enumerate(ways):
            longer[place + rank] += count
        ways = longer
    return ways


def _normal(ranks: list[tuple[int, int]], up: int) -> float:
    away = abs(up - sum(rank * count for rank, count in ranks) / 2) / 2
    spread = sqrt(sum(rank * rank * count for rank, count in ranks)) / 4
    return min(1.0, erfc(max(0.0, away - 0.5) / spread / sqrt(2)))


def at_most(n: int, most: int) -> float:
    """The chance of a rank sum of at most this, of n pairs without ties and without change.

    >>> at_most(3, 0), at_most(9, 5)
    (0.125, 0.01953125)
    """
    ways = _ways(tuple(range(1, n + 1)))
    return sum(ways[: most + 1]) / (1 << n)
