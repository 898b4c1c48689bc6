"""Counts held back, so that nobody is picked out by a small one or by taking one from another.

A count of one to four is held back, and with it as few others as it takes that the sums do
not give it away. Nought is shown: there is nobody to pick out. What is held back can still be
at least two whole numbers, for somebody who has the whole table, knows that a count held back
is at least one, and reckons as well as can be (what that leaves out: docs/adr/0017).

A table of counts with its sums is a network: each count leads from its column to its row, and
what goes in goes out (Cox, L. H., 1995, JASA 90, 1453–1462). Somebody can tell a count exactly
unless it lies on a circle of counts held back along which one can be added and taken.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5  # the smallest count that is shown
SUM_COSTS = 1_000_000  # a sum is held back only when nothing else helps

type Node = tuple[str, int]
type Rows = Sequence[Sequence[int]]


@dataclass(frozen=True)
class _Count:
    """One count: what it is, and from where to where it leads."""

    value: int
    tail: Node
    head: Node
    is_sum: bool = False

    @property
    def small(self) -> bool:
        return 0 < self.value < FEWEST


@dataclass(frozen=True)
class Shown:
    """A table as it may be shown: None where a count is held back. The sums come last."""

    rows: tuple[tuple[int | None, ...], ...]


def shown_parts(counts: Sequence[int]) -> tuple[tuple[int | None, ...], int | None]:
    """The parts of a whole, and the whole, as they may be shown.

    >>> shown_parts([25, 13, 2])
    ((25, None, None), 40)
    >>> shown_parts([30, 10, 0])
    ((30, 10, 0), 40)
    >>> shown_parts([1, 0, 2])
    ((None, 0, None), None)
    """
    whole, parts = ("whole", 0), ("parts", 0)
    network = [_Count(count, parts, whole) for count in counts]
    network.append(_Count(sum(counts), whole, parts, is_sum=True))
    *shown, total = _shown(network)
    return tuple(shown), total


def shown_table(rows: Rows) -> Shown:
    """A table of counts with a sum for each row, each column and in all, as it may be shown.

    >>> for row in shown_table([[20, 3], [10, 15], [30, 12]]).rows: print(row)
    (None, None, 23)
    (None, None, 25)
    (30, 12, 42)
    (60, 30, 90)
    """
    width = len(rows[0])
    whole = [*([*row, sum(row)] for row in rows)]
    whole.append([sum(row[place] for row in whole) for place in range(width + 1)])
    network = []
    for r, row in enumerate(whole):
        for c, value in enumerate(row):
            ends = (("column", c), ("row", r))
            row_sum, column_sum = c == width, r == len(rows)
            if row_sum != column_sum:
                ends = (ends[1], ends[0])
            network.append(_Count(value, *ends, is_sum=row_sum or column_sum))
    flat = _shown(network)
    step = width + 1
    return Shown(tuple(tuple(flat[at : at + step]) for at in range(0, len(flat), step)))


def _shown(network: Sequence[_Count]) -> list[int | None]:
    """Hold back every small count, and for each whatever else its circle takes."""
    hidden = {place for place, count in enumerate(network) if count.small}
    for place in sorted(hidden):
        hidden |= _circle(network, place, hidden)
    return [None if place in hidden else count.value for place, count in enumerate(network)]


def _circle(network: Sequence[_Count], place: int, hidden: set[int]) -> set[int]:
    """What else is to be held back so that this count could be one more, or one less."""
    count = network[place]
    ways = [_cheapest(network, count.head, count.tail, place, hidden)]
    if count.value > 1:
        ways.append(_cheapest(network, count.tail, count.head, place, hidden))
    return min((way for way in ways if way), key=lambda way: way[0])[1]


def _cheapest(
    network: Sequence[_Count], start: Node, goal: Node, without: int, hidden: set[int]
) -> tuple[int, set[int]] | None:
    """The way from start to goal that holds back the least (Dijkstra, 1959)."""
    arcs = _arcs(network, without, hidden)
    queue: list[tuple[int, int, Node, tuple[int, ...]]] = [(0, 0, start, ())]
    done: set[Node] = set()
    pushed = 0
    while queue:
        cost, _, node, taken = heapq.heappop(queue)
        if node == goal:
            return cost, set(taken)
        if node in done:
            continue
        done.add(node)
        for other, price, place in arcs.get(node, ()):
            if other not in done:
                pushed += 1
                heapq.heappush(queue, (cost + price, pushed, other, (*taken, place)))
    return None


def _arcs(
    network: Sequence[_Count], without: int, hidden: set[int]
) -> Mapping[Node, list[tuple[Node, int, int]]]:
    """From each node, where one can go: forward adds one to a count, back takes one away.

    What is held back stays at least one, and a nought is always shown.
    """
    arcs: dict[Node, list[tuple[Node, int, int]]] = {}
    for place, count in enumerate(network):
        if place == without or not count.value:
            continue
        price = 0 if place in hidden else count.value + SUM_COSTS * count.is_sum
        arcs.setdefault(count.tail, []).append((count.head, price, place))
        if count.value > 1:
            arcs.setdefault(count.head, []).append((count.tail, price, place))
    return arcs


def shown_twice(first: Rows, second: Rows) -> tuple[Shown, Shown]:
    """Two tables that divide the same people in two ways, as by team and by year, with sums.

    They share the sum of each column and the sum in all, so they are looked at together:
    what one of them holds back, the other must not give away.

    >>> by_team, by_year = shown_twice([[20, 3], [10, 15]], [[30, 18]])
    >>> by_team.rows
    ((None, None, 23), (None, None, 25), (30, 18, 48))
    >>> by_year.rows
    ((30, 18, 48), (30, 18, 48))
    """
    width = len(first[0])
    sums = [sum(row[column] for row in first) for column in range(width)]
    if sums != [sum(row[column] for row in second) for column in range(width)]:
        raise ValueError("Both tables are to divide the same people.")
    network = [*_side("first", first), *_side("second", second)]
    for column, value in enumerate([*sums, sum(sums)]):
        ends = (("second", column), ("first", column))
        if column == width:
            ends = (ends[1], ends[0])
        network.append(_Count(value, *ends, is_sum=True))
    flat = iter(_shown(network))
    tables = [
        [tuple(next(flat) for _ in range(width + 1)) for _ in part] for part in (first, second)
    ]
    last = tuple(flat)
    by_first, by_second = (Shown((*table, last)) for table in tables)
    return by_first, by_second


def shown_alike(
    tables: Sequence[tuple[Rows, Rows]], *, same: Collection[int] = (0,)
) -> list[tuple[Shown, Shown]]:
    """The same for several questions put to the same people: what one holds back, all do.

    same: the columns that mostly come to the same numbers in all of them, such as who did not
    answer again; so does how many were asked, the last column. One table would give away there
    what another holds back. The other columns differ from question to question.
    """
    found = [shown_twice(first, second) for first, second in tables]
    alike = {*same, len(tables[0][0][0])} if tables else set()
    hidden = {
        (side, r, c)
        for pair in found
        for side, table in enumerate(pair)
        for r, row in enumerate(table.rows)
        for c, value in enumerate(row)
        if value is None and c in alike
    }

    def held(side: int, table: Shown) -> Shown:
        return Shown(
            tuple(
                tuple(None if (side, r, c) in hidden else value for c, value in enumerate(row))
                for r, row in enumerate(table.rows)
            )
        )

    return [(held(0, first), held(1, second)) for first, second in found]


def _side(name: str, rows: Rows) -> Iterator[_Count]:
    """One table's counts, row by row, each row with its sum."""
    for r, row in enumerate(rows):
        for c, value in enumerate([*row, sum(row)]):
            ends = ((name, c), (f"{name} row", r))
            if (name == "first") == (c == len(row)):
                ends = (ends[1], ends[0])
            yield _Count(value, *ends, is_sum=c == len(row))
