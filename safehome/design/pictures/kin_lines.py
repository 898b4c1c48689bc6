"""The lines between people in a picture of kin, each in a lane of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from safehome.design.pictures.drawing import el, line
from safehome.design.pictures.kin import Bond, Pair
from safehome.design.pictures.palette import GREEN, INK, PAPER, QUIET

LANE = 11.0
DASH = "5 4"
DOTS = "1.5 4"


@dataclass(frozen=True)
class Spot:
    """Where somebody stands: the middle, the top of their shape, the bottom of their words."""

    x: float
    top: float
    bottom: float
    row: int


def in_lanes(spans: Sequence[tuple[float, float]], *, apart: float = 10) -> list[int]:
    """A lane for each span, so that none in the same lane touch; the shortest lie nearest.

    >>> in_lanes([(0, 100), (20, 40), (60, 80)])
    [1, 0, 0]
    """
    lanes: list[list[tuple[float, float]]] = []
    numbers = [0] * len(spans)
    for n in sorted(range(len(spans)), key=lambda n: spans[n][1] - spans[n][0]):
        left, right = spans[n]
        free = (
            number
            for number, taken in enumerate(lanes)
            if all(right + apart < start or end + apart < left for start, end in taken)
        )
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append((left, right))
        numbers[n] = number
    return numbers


class Wiring:
    """The level lines of every pair, and how much room each gap between rows needs for them."""

    def __init__(self, pairs: Sequence[Pair], x: dict[str, float], row: dict[str, int]) -> None:
        self.pairs = pairs
        self.x, self.row = x, row
        self.below = {n: max(row[adult] for adult in pair.adults) for n, pair in enumerate(pairs)}
        self.anchors = [self._anchor(pair) for pair in pairs]
        adults = [adult for pair in pairs for adult in pair.adults]
        self.of_several = {adult for adult in adults if adults.count(adult) > 1}
        self.bonds = self._lanes({n: self._bond(pair) for n, pair in enumerate(pairs)})
        self.bars = self._lanes({n: self._bar(n) for n in range(len(pairs))})

    def room(self, gap: int) -> float:
        """How high the gap beneath a row must be."""
        bonds = [lane for n, lane in self.bonds.items() if self.below[n] == gap]
        bars = [lane for n, lane in self.bars.items() if self.below[n] == gap]
        deep = sum((max(lanes) + 1) * LANE for lanes in (bonds, bars) if lanes)
        return 16 + deep + (10 if bars else 0)

    def _anchor(self, pair: Pair) -> float:
        return sum(self.x[adult] for adult in pair.adults) / len(pair.adults)

    def _bond(self, pair: Pair) -> tuple[float, float] | None:
        if len(pair.adults) < 2:
            return None
        ends = [self.x[adult] for adult in pair.adults]
        return min(ends), max(ends)

    def _bar(self, n: int) -> tuple[float, float] | None:
        pair = self.pairs[n]
        if not pair.children:
            return None
        ends = [self.anchors[n], *(self.x[child] for child in pair.children)]
        return min(ends), max(ends)

    def _lanes(self, spans: dict[int, tuple[float, float] | None]) -> dict[int, int]:
        found: dict[int, int] = {}
        for gap in set(self.below.values()):
            here = {n: span for n, span in spans.items() if span and self.below[n] == gap}
            lanes = in_lanes(list(here.values()))
            found |= dict(zip(here, lanes, strict=True))
        return found


def draw_pair(n: int, wiring: Wiring, spots: dict[str, Spot], floor: dict[int, float]) -> Markup:
    """One pair's line, its children's bar, and what hangs from it.

    floor: for each row, the y at which the words of the lowest of it end.
    """
    pair = wiring.pairs[n]
    base = floor[wiring.below[n]]
    bond_y = base + 6 + LANE * wiring.bonds.get(n, 0)
    parts: list[Markup] = []
    anchor = wiring.anchors[n]
    if len(pair.adults) == 2:
        parts += _bond(pair, spots, bond_y, wiring.of_several)
    start = bond_y if len(pair.adults) == 2 else spots[pair.adults[0]].bottom
    if pair.children:
        deepest = max(
            (lane for m, lane in wiring.bonds.items() if wiring.below[m] == wiring.below[n]),
            default=-1,
        )
        bar_y = base + 16 + LANE * (deepest + 1) + LANE * wiring.bars[n]
        parts.append(_stroke(anchor, start, anchor, bar_y))
        ends = [anchor, *(spots[child].x for child in pair.children)]
        parts.append(_stroke(min(ends), bar_y, max(ends), bar_y))
        for child in pair.children:
            dash = None if child in pair.by_birth else DASH
            spot = spots[child]
            parts.append(_stroke(spot.x, bar_y, spot.x, spot.top, dash=dash))
    return el("g", *parts, class_="pic-pair")


def _bond(pair: Pair, spots: dict[str, Spot], y: float, of_several: set[str]) -> list[Markup]:
    """The line beneath two adults. Who has several begins each of them on its own side."""
    left, right = sorted(pair.adults, key=lambda adult: spots[adult].x)
    start = spots[left].x + (6 if left in of_several else 0)
    end = spots[right].x - (6 if right in of_several else 0)
    dash = DOTS if pair.bond is Bond.UNSAID else None
    parts = [
        _stroke(start, spots[left].bottom, start, y, dash=dash),
        _stroke(start, y, end, y, dash=dash, width=2.2),
        _stroke(end, y, end, spots[right].bottom, dash=dash),
    ]
    if pair.bond is Bond.PARTED:
        # Left of the middle, where children hang.
        at = start + (end - start) * 0.3
        for place in (at - 3, at + 3):
            parts.append(line(place - 3, y + 7, place + 3, y - 7, stroke=PAPER, width=4.5))
            parts.append(line(place - 3, y + 7, place + 3, y - 7, stroke=INK, width=1.8))
    return parts


def _stroke(
    x1: float, y1: float, x2: float, y2: float, *, dash: str | None = None, width: float = 1.6
) -> Markup:
    return line(x1, y1, x2, y2, stroke=QUIET if dash else GREEN, width=width, dash=dash)
