"""Two groups beside each other: those who left before the end, and those who stayed.

Mann, H. B. and Whitney, D. R. (1947), Annals of Mathematical Statistics 18, 50–60; Cliff, N.
(1993), Psychological Bulletin 114, 494–509, for delta.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

from safehome.evaluation.rules.tally import Tally


@dataclass(frozen=True)
class Beside:
    """Two groups compared. delta: from −1 to 1, how much more often the first is higher.

    p is two-sided, None when either group is empty or all scores are equal.
    """

    first: int
    second: int
    delta: float | None
    p: float | None


def beside(first: Tally, second: Tally) -> Beside:
    """Mann and Whitney's test, with ties corrected for and a continuity correction.

    >>> beside(Tally.from_scores([1, 2, 3]), Tally.from_scores([4, 5, 6])).delta
    -1.0
    """
    product = first.n * second.n
    if not product:
        return Beside(first.n, second.n, None, None)
    doubled = sum(
        count * others * (2 if value > other else value == other)
        for value, count in first.counts
        for other, others in second.counts
    )
    delta = doubled / product - 1
    together: dict[int, int] = {}
    for value, count in (*first.counts, *second.counts):
        together[value] = together.get(value, 0) + count
    n = first.n + second.n
    ties = sum(count**3 - count for count in together.values())
    spread = sqrt(product / 12 * (n + 1 - ties / (n * (n - 1)))) if len(together) > 1 else 0
    if not spread:
        return Beside(first.n, second.n, delta, None)
    away = max(0.0, abs(doubled - product) / 2 - 0.5)
    return Beside(first.n, second.n, delta, erfc(away / spread / sqrt(2)))


def holm(chances: list[float]) -> list[float]:
    """The p of each test of a family, raised for having asked so many questions at once.

    Holm, S. (1979), Scandinavian Journal of Statistics 6, 65–70.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    raised = [0.0] * len(chances)
    so_far = 0.0
    for place, index in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        so_far = max(so_far, min(1.0, (len(chances) - place) * chances[index]))
        raised[index] = so_far
    return raised
