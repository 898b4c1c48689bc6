"""Where everybody in a picture of kin stands.

Each home is a column of its own, so that no two rings can ever meet; inside it,
generations are rows. Orders are tried and the one with the shortest ties kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations, product

from safehome.design.pictures.kin import Home, Kin, Pair

Order = dict[tuple[str, int], list[str]]
ALL_ORDERS = 6  # as many homes or people as have all their orders tried


class Places:
    """The columns of homes, the order of people in each, and everybody's x in steps.

    x is counted in steps of one person's width, from 0 at the left.
    """

    def __init__(self, people: Sequence[Kin], homes: Sequence[Home], pairs: Sequence[Pair]) -> None:
        self.people = {one.key: one for one in people}
        self.ties = [tie for pair in pairs for tie in _ties(pair)]
        known = {home.key for home in homes}
        used = {one.home if one.home in known else "" for one in people}
        self.columns = [home.key for home in homes if home.key in used]
        self.columns += [""] if "" in used else []
        self.order: Order = {}
        for one in people:
            home = one.home if one.home in known else ""
            self.order.setdefault((home, one.row), []).append(one.key)
        self._settle()
        self.x = self.places()

    def width(self, home: str) -> int:
        return max(len(keys) for (where, _), keys in self.order.items() if where == home)

    def rows(self, home: str) -> list[int]:
        return sorted(row for where, row in self.order if where == home)

    def left(self, home: str) -> int:
        before = self.columns[: self.columns.index(home)]
        return sum(map(self.width, before))

    def places(self) -> dict[str, float]:
        """Everybody's place: each row in the middle of its home."""
        found: dict[str, float] = {}
        for (home, _), keys in self.order.items():
            start = self.left(home) + (self.width(home) - len(keys)) / 2
            found |= {key: start + n + 0.5 for n, key in enumerate(keys)}
        return found

    def cost(self) -> float:
        """How far apart those are who belong together."""
        at = self.places()
        return sum(abs(at[one] - at[other]) * weight for one, other, weight in self.ties)

    def _settle(self) -> None:
        """Orders of the homes, each with its people set; the best is kept."""
        best, kept = float("inf"), (self.columns, self.order)
        for columns in _orders(self.columns):
            self.columns = list(columns)
            self._set_people()
            cost = self.cost()
            if cost < best - 1e-9:
                best, kept = cost, (self.columns, {at: list(k) for at, k in self.order.items()})
        self.columns, self.order = kept

    def _set_people(self) -> None:
        for _ in range(3):
            for place, keys in sorted(self.order.items()):
                self._set_row(place, keys)

    def _set_row(self, place: tuple[str, int], keys: list[str]) -> None:
        best, kept = float("inf"), keys
        for order in _orders(keys):
            self.order[place] = list(order)
            cost = self.cost()
            if cost < best - 1e-9:
                best, kept = cost, list(order)
        self.order[place] = kept


def _orders(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    """Every order of a few; of many, each with two neighbours changed."""
    if len(keys) <= ALL_ORDERS - 1:
        return permutations(keys)
    swapped = [list(keys)]
    for n in range(len(keys) - 1):
        order = list(keys)
        order[n], order[n + 1] = order[n + 1], order[n]
        swapped.append(order)
    return swapped


def _ties(pair: Pair) -> Iterable[tuple[str, str, float]]:
    """Who should stand near whom, and how much. Partners most: their line is the thickest."""
    if len(pair.adults) == 2:
        yield pair.adults[0], pair.adults[1], 3.0
    for adult, child in product(pair.adults, pair.children):
        yield adult, child, 1.0
