"""Which counts of a network are held back, so that each could still be another whole number.

A table of counts with its sums is a network: each count leads from its column to its row, and
what goes in goes out (Cox, L. H., 1995, JASA 90, 1453–1462). Rows that are divided again, a team
into its practitioners, only make it longer. Somebody can tell a count exactly unless it lies on
a circle of counts held back along which one can be added and taken.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

FEWEST = 5  # the smallest count that is shown
SUM_COSTS = 1_000_000  # a sum is held back only when nothing else helps

type Node = Hashable


@dataclass(frozen=True)
class Count:
    """One count: what it is, and from where to where it leads.

    settled: it is shown elsewhere, and cannot be held back here.
    """

    value: int
    tail: Node
    head: Node
    is_sum: bool = False
    settled: bool = False

    @property
    def small(self) -> bool:
        return 0 < self.value < FEWEST


class NotToBeHidden(ValueError):
    """A small count has no circle without a count that is shown elsewhere."""


def held_back(network: Sequence[Count], also: Collection[int] = ()) -> set[int]:
    """The places of the counts to hold back: every small one, those of `also`, and their circles.

    Raises NotToBeHidden where that cannot be done without a settled count.
    """
    wanted = sorted({place for place, count in enumerate(network) if count.small} | {*also})
    if any(network[place].settled for place in wanted):
        raise NotToBeHidden
    ways = _Ways(network, set(wanted))
    for place in wanted:
        ways.hide_circle_of(place)
    return ways.hidden


class _Ways:
    """The ways through a network, by what it costs to hold back what lies on them."""

    def __init__(self, network: Sequence[Count], hidden: set[int]) -> None:
        self.network, self.hidden = network, hidden
        self.arcs: dict[Node, list[tuple[Node, int]]] = {}
        # Forward adds one to a count, back takes one away. What is held back stays at least
        # one, and a nought is always shown.
        for place, count in enumerate(network):
            if not count.value or count.settled:
                continue
            self.arcs.setdefault(count.tail, []).append((count.head, place))
            if count.value > 1:
                self.arcs.setdefault(count.head, []).append((count.tail, place))

    def hide_circle_of(self, place: int) -> None:
        """Hold back what else is to be, so that this count could be one more, or one less."""
        count = self.network[place]
        ways = [self._cheapest(count.head, count.tail, place)]
        if count.value > 1:
            ways.append(self._cheapest(count.tail, count.head, place))
        found = [way for way in ways if way]
        if not found:
            raise NotToBeHidden
        self.hidden |= min(found, key=lambda way: way[0])[1]

    def _cheapest(self, start: Node, goal: Node, without: int) -> tuple[int, set[int]] | None:
        """The way from start to goal that holds back the least (Dijkstra, 1959)."""
        queue: list[tuple[int, int, Node, int, int]] = [(0, 0, start, -1, -1)]
        steps: list[tuple[Node, int, int]] = []  # node, count taken to it, step before
        done: set[Node] = set()
        pushed = 0
        while queue:
            cost, _, node, place, before = heapq.heappop(queue)
            if node in done:
                continue
            done.add(node)
            steps.append((node, place, before))
            here = len(steps) - 1
            if node == goal:
                taken = set()
                while here > 0:
                    _, place, here = steps[here]
                    taken.add(place)
                return cost, taken
            for other, arc in self.arcs.get(node, ()):
                if other not in done and arc != without:
                    pushed += 1
                    heapq.heappush(queue, (cost + self._price(arc), pushed, other, arc, here))
        return None

    def _price(self, place: int) -> int:
        if place in self.hidden:
            return 0
        count = self.network[place]
        return count.value + SUM_COSTS * count.is_sum
