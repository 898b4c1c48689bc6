"""Generations and pairs, worked out from what people are to one another. Plain Python.

Each tie reads as a sentence: one "is a parent of" other. From all of them
follow who stands in which generation, and which children hang from whose line.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# How many generations below the first the second stands.
BELOW = {
    "parent": 1, "step-parent": 1, "foster-carer": 1, "adoptive-parent": 1, "keyworker": 1,
    "aunt-or-uncle": 1, "grandparent": 2, "sibling": 0, "half-sibling": 0, "step-sibling": 0,
    "partner": 0, "former-partner": 0,
}  # fmt: skip
PARTNERS = {"partner", "former-partner"}
CARES = ("foster-carer", "adoptive-parent", "grandparent", "aunt-or-uncle", "keyworker")


class Said(NamedTuple):
    """One tie, as it was written. over: it has ended."""

    one: str
    tie: str
    other: str
    over: bool = False


@dataclass
class Couple:
    """One or two adults and the children of their line, by birth or otherwise.

    together: True, False when they parted, None when nothing is written.
    """

    adults: tuple[str, ...]
    together: bool | None = None
    by_birth: list[str] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)


def generations(people: Mapping[str, bool], ties: Iterable[Said]) -> dict[str, int]:
    """The row of each person, 0 at the top. people: key → whether a child.

    Ties that contradict earlier ones are passed over: a picture is still drawn.

    >>> generations({"mum": False, "jay": True}, [Said("mum", "parent", "jay")])
    {'mum': 0, 'jay': 1}
    """
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for said in ties:
        if said.one in people and said.other in people:
            below = BELOW.get(said.tie, 0)
            near[said.one].append((said.other, below))
            near[said.other].append((said.one, -below))
    row: dict[str, int] = {}
    for start in people:
        if start in row:
            continue
        found = {start: 0}
        waiting = deque([start])
        while waiting:
            one = waiting.popleft()
            for other, below in near[one]:
                if other not in found:
                    found[other] = found[one] + below
                    waiting.append(other)
        # Those with no tie between them stand by age: children with children.
        young = [found[one] for one in found if people[one]]
        shift = -min(young) if young else -1 - max(found.values())
        row |= {one: place + shift for one, place in found.items()}
    used = {place: n for n, place in enumerate(sorted(set(row.values())))}
    return {one: used[row[one]] for one in people}


def couples(ties: Sequence[Said], *, row: Mapping[str, int]) -> list[Couple]:
    """Who hangs from whose line. A step-parent whose partner is the parent needs no line."""
    made: dict[tuple[str, ...], Couple] = {}
    parents: dict[str, list[str]] = defaultdict(list)
    carers: dict[str, list[str]] = defaultdict(list)
    steps: dict[str, list[str]] = defaultdict(list)
    known = [said for said in ties if said.one in row and said.other in row]
    for said in known:
        if said.tie in PARTNERS:
            pair = made.setdefault(_key([said.one, said.other], row), Couple(()))
            pair.together = said.tie == "partner" and not said.over
        elif said.tie == "parent":
            _add(parents[said.other], said.one)
        elif said.tie == "step-parent":
            _add(steps[said.other], said.one)
        elif said.tie in CARES:
            _add(carers[said.other], said.one)
    for child in row:
        if parents[child]:
            made.setdefault(_key(parents[child][:2], row), Couple(())).by_birth.append(child)
        looking_after = carers[child] if not parents[child] else [
            one for one in carers[child] if row[child] - row[one] == 1
        ]  # fmt: skip
        looking_after += [
            one for one in steps[child]
            if not any(_key([one, parent], row) in made for parent in parents[child])
        ]  # fmt: skip
        looking_after = [one for one in looking_after if row[one] < row[child]]
        for some in _in_twos(looking_after):
            made.setdefault(_key(some, row), Couple(())).otherwise.append(child)
    for adults, pair in made.items():
        pair.adults = adults
    return [pair for pair in made.values() if row[pair.adults[0]] == row[pair.adults[-1]]
            or pair.by_birth or pair.otherwise]  # fmt: skip


def _key(adults: Iterable[str], row: Mapping[str, int]) -> tuple[str, ...]:
    order = list(row)
    return tuple(sorted(set(adults), key=order.index))


def _add(to: list[str], one: str) -> None:
    if one not in to:
        to.append(one)


def _in_twos(adults: list[str]) -> Iterable[list[str]]:
    return (adults[n : n + 2] for n in range(0, len(adults), 2))
