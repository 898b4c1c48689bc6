"""What several organisations told, side by side and together.

Nothing here has seen a record: it is made of what packets show and of nothing else, so whoever
has the packets learns nothing from it, and whoever has it alone learns less. A count that an
organisation held back is in no sum; the sum says how many held theirs back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from safehome.evaluation.rules.suppress import FEWEST
from safehome.evaluation.rules.tally import STEPS
from safehome.observatory.rules.packet import Packet
from safehome.observatory.rules.topics import ANSWERS, CHANGES, PLAIN, STARTED, Topic, parts

BESIDE = 12  # more organisations than these stand on pages of their own


@dataclass(frozen=True)
class Together:
    """One count of several organisations. told: how many show it; held_back: how many do not."""

    count: int
    told: int
    held_back: int


@dataclass(frozen=True)
class Change:
    """Changes of several organisations as one. pairs: carers who answered twice; in points."""

    pairs: int
    organisations: int
    mean: float
    sd: float | None


@dataclass(frozen=True)
class Summed:
    """What all senders tell of one topic, as one.

    how_many: organisations that tell it, counted up to days from first to last. changes: by part.
    middle: the quartiles of what organisations show that they have in all; None of too few.
    """

    name: str
    how_many: int
    first: date
    last: date
    sums: Mapping[str, Together]
    changes: Mapping[str, Change | None]
    middle: tuple[int, int, int] | None = None


def summed(name: str, topics: Sequence[Topic], days: Sequence[date]) -> Summed:
    """One topic of several organisations as one. topics and days: one of each, in any order."""
    wholes = sorted(count for one in topics if (count := one.counts.get("whole")) is not None)
    spread = tuple(wholes[len(wholes) * part // 4] for part in (1, 2, 3)) if wholes else ()
    middle = (spread[0], spread[1], spread[2]) if len(wholes) >= BESIDE else None
    changes = {part: change_together(topics, part) for part in parts_together(topics)}
    return Summed(
        name, len(topics), min(days), max(days), together(topics),
        changes if name.startswith(ANSWERS) else {}, middle,
    )  # fmt: skip


def kept(found: Sequence[Summed]) -> list[dict[str, Any]]:
    """Sums as they are kept: the same again by `as_kept`, to the last digit.

    >>> one = Summed("referrals", 1, date(2027, 1, 1), date(2027, 1, 1),
    ...              {"whole": Together(8, 1, 0)}, {}, None)
    >>> as_kept(kept([one])) == [one]
    True
    """
    return [
        asdict(one) | {"first": one.first.isoformat(), "last": one.last.isoformat()}
        for one in found
    ]


def as_kept(found: Sequence[Mapping[str, Any]]) -> list[Summed]:
    """Sums out of what `kept` made of them."""
    return [
        Summed(
            one["name"], one["how_many"],
            date.fromisoformat(one["first"]), date.fromisoformat(one["last"]),
            {cell: Together(**each) for cell, each in one["sums"].items()},
            {part: Change(**each) if each else None for part, each in one["changes"].items()},
            tuple(one["middle"]) if one["middle"] else None,
        )
        for one in found
    ]  # fmt: skip


def counted_until(taken: Sequence[Packet]) -> dict[str, str]:
    """Up to which day each topic that stands now was counted, as it is kept. taken: oldest first.

    A topic that stands as an earlier packet told it was counted when that one was.
    """
    if not taken:
        return {}
    until = {packet.sequence: packet.until for packet in taken}
    return {topic.name: until[topic.told_in].isoformat() for topic in taken[-1].topics}


def in_order(names: Iterable[str]) -> list[str]:
    """Topics in the order of a packet: those of every service first, then questionnaires."""
    found = set(names)
    return [name for name in PLAIN if name in found] + sorted(found - PLAIN.keys())


def together(topics: Sequence[Topic]) -> dict[str, Together]:
    """The sum of each count over those who show it. topics: one of each organisation."""
    cells = dict.fromkeys(cell for topic in topics for cell in topic.counts)
    found = {}
    for cell in cells:
        said = [topic.counts[cell] for topic in topics if cell in topic.counts]
        shown = [count for count in said if count is not None]
        if any(0 < count < FEWEST for count in shown):
            raise ValueError("A count under five has no place in a packet.")
        found[cell] = Together(sum(shown), len(shown), len(said) - len(shown))
    return found


def change_together(topics: Sequence[Topic], part: str) -> Change | None:
    """The mean change of all carers behind the figures, as if they were one group.

    Means and standard deviations of groups give those of the whole exactly: the squares within
    each, and those between them. None where nobody has figures.
    """
    groups = [found for topic in topics if (found := _group(topic, part))]
    if not groups:
        return None
    n = sum(pairs for pairs, _, _ in groups)
    mean = sum(pairs * one for pairs, one, _ in groups) / n
    squares = sum((pairs - 1) * sd**2 + pairs * (one - mean) ** 2 for pairs, one, sd in groups)
    return Change(n, len(groups), mean, math.sqrt(squares / (n - 1)) if n > 1 else None)


def parts_together(topics: Sequence[Topic]) -> tuple[str, ...]:
    """The parts of a questionnaire that any of them tells."""
    return tuple(dict.fromkeys(part for topic in topics for part in parts(topic)))


def cells_of(name: str, topics: Sequence[Topic]) -> tuple[str, ...]:
    """The cells of a topic in order, its sums last; of answers, those of every part."""
    if not name.startswith(ANSWERS):
        return (*PLAIN[name], "whole")
    return tuple(f"{part}/{way}" for part in parts_together(topics) for way in (STARTED, *CHANGES))


def share(count: int | None, whole: int | None) -> int | None:
    """Of each hundred, rounded; None where either is held back or nobody is counted.

    >>> share(6, 24), share(None, 24), share(0, 0)
    (25, None, None)
    """
    return None if count is None or not whole else round(100 * count / whole)


def _group(topic: Topic, part: str) -> tuple[int, float, float] | None:
    counts: Mapping[str, int | None] = topic.counts
    started, missing = counts.get(f"{part}/{STARTED}"), counts.get(f"{part}/missing")
    mean, sd = (topic.figures.get(f"{part}/change-{what}") for what in ("mean", "sd"))
    if started is None or missing is None or mean is None or sd is None:
        return None
    return started - missing, mean / STEPS, sd / STEPS
