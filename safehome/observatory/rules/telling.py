"""What of a topic may be told now, after what was told before.

The rule: a topic is told anew only if, beside every earlier telling of it,

- each count is the same or differs by at least five, and so does what those held back come to;
- what was shown is shown, and what is held back was held back: a count that was six and is now
  held back is at least six to whoever knows that people come and stay, and the sum says the
  rest. All may be shown at last.

Otherwise it stays as it was last told, and says in which packet that was; so it does where it
is the very same, because there is nothing to tell. So nobody learns
from two packets that two families came in between, or what became of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

from safehome.evaluation.rules.suppress import FEWEST
from safehome.observatory.rules.topics import CHANGES, STARTED, Topic, parts, sums


def told(now: Topic, earlier: Sequence[Topic], *, taken_back: Collection[int] = ()) -> Topic | None:
    """The topic as it may be told; as it last was, where it moved by too few.

    earlier: every telling of it, oldest first. taken_back: packets that no longer hold. What
    they told stays told, so it is compared with; but it is not repeated. None then.

    >>> before = Topic("referrals", 1, {"begun": 20, "waits": 6, "no-family": 0, "whole": 26})
    >>> told(Topic("referrals", 2, {"begun": 22, "waits": 6, "no-family": 0, "whole": 28}),
    ...      [before]).told_in
    1
    """
    if not earlier:
        return now
    standing = [one for one in earlier if one.told_in not in taken_back]
    if standing and (now.counts, now.figures) == (standing[-1].counts, standing[-1].figures):
        return standing[-1]
    if all(apart(now, before) for before in earlier):
        return now
    return standing[-1] if standing else None


def apart(now: Topic, before: Topic) -> bool:
    """Whether two tellings side by side say nothing of fewer than five people."""
    common = now.counts.keys() & before.counts.keys()  # a newer pack may ask other parts
    if not all(_far(now.counts[cell], before.counts[cell]) for cell in common):
        return False
    if now.counts.keys() == before.counts.keys():
        mine, theirs = _left(now), _left(before)
        if not all(_far(mine[whole], theirs[whole]) for whole in mine):
            return False
    if not all(
        _hides_alike(now, before, (*cells, whole))
        for cells, whole in sums(before)
        if whole in now.counts
    ):
        return False
    return _figures_apart(now, before)


def _hides_alike(now: Topic, before: Topic, cells: tuple[str, ...]) -> bool:
    """Whether nothing is held back now, or the same as before.

    Where all is shown at last, the sums are at least five away, so that each count which was
    held back before could still have been several numbers.
    """
    hidden, was_hidden = (
        {cell for cell in cells if one.counts[cell] is None} for one in (now, before)
    )
    return not hidden or hidden == was_hidden


def _far(now: int | None, before: int | None) -> bool:
    if now is None or before is None:
        return True
    return now == before or abs(now - before) >= FEWEST


def _left(topic: Topic) -> dict[str, int | None]:
    """What each sum leaves for its cells that are held back, by the name of the sum.

    By its name: a topic that was read from a file has its cells in another order.
    """
    found: dict[str, int | None] = {}
    for cells, whole in sums(topic):
        total = topic.counts[whole]
        shown = [value for cell in cells if (value := topic.counts[cell]) is not None]
        all_shown = total is None or len(shown) == len(cells)
        found[whole] = None if all_shown else cast("int", total) - sum(shown)
    return found


def _figures_apart(now: Topic, before: Topic) -> bool:
    """Figures may differ only where the people behind them do, by at least five."""
    for part in parts(now) if now.name.startswith("answers:") else ("",):
        mine, theirs = (
            {cell: value for cell, value in one.figures.items() if cell.rpartition("/")[0] == part}
            for one in (now, before)
        )
        if mine and theirs and mine != theirs and not _others(now, before, part):
            return False
    return True


def _others(now: Topic, before: Topic, part: str) -> bool:
    first, second = (_pairs(one, part) for one in (now, before))
    return first is not None and second is not None and abs(first - second) >= FEWEST


def _pairs(topic: Topic, part: str) -> int | None:
    """How many people the figures are made of."""
    if not part:
        return topic.counts.get("begun")
    started = topic.counts.get(f"{part}/{STARTED}")
    missing = topic.counts.get(f"{part}/{CHANGES[0]}")
    return None if started is None or missing is None else started - missing
