"""One table divided in every way that is published: by team, by practitioner, by year, and in all.

All of them speak of the same people, so they are looked at together: what one holds back, no
other and no difference of two gives away. A practitioner's row lies in their team's; how a year
lies in a team, or a team in a year, whoever works there may know, so that is reckoned with too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from safehome.evaluation.rules.network import FEWEST, Count, held_back

type Atom = tuple[str, int, str]  # team, year, practitioner
type Group = tuple[str, object]  # ("team", "North"), ("lead", ("North", "…")), ("year", 2026)
type Row = tuple[int | None, ...]  # the last is the sum
type Cell = tuple[Group, int]

ALL: Group = ("all", "")


@dataclass(frozen=True)
class Divided:
    """A table as it may be shown: a row for each group, None where a count is held back."""

    rows: Mapping[Group, Row]

    def hidden(self) -> frozenset[Cell]:
        return frozenset(
            (group, column)
            for group, row in self.rows.items()
            for column, value in enumerate(row)
            if value is None
        )


def shown_divided(
    atoms: Mapping[Atom, Sequence[int]], also: Collection[Cell] = frozenset()
) -> Divided:
    """Counts by column for every team, year and practitioner at once, as they may be shown.

    also: cells to hold back in any case, unless nobody is in them.

    >>> shown = shown_divided({("North", 2026, "a"): [20, 3], ("South", 2026, "b"): [10, 15]})
    >>> shown.rows["team", "North"], shown.rows["year", 2026]
    ((None, None, 23), (30, 18, 48))
    """
    table = _Table(atoms)
    wanted = {(group, column) for group, column in also if table.rows[group][column]}
    while True:
        hidden = table.hidden(wanted)
        more = {*table.told_by_nesting(hidden)} - wanted
        if not more:
            return Divided(
                {
                    group: tuple(
                        None if (group, column) in hidden else value
                        for column, value in enumerate(row)
                    )
                    for group, row in table.rows.items()
                }
            )
        wanted |= more


class _Table:
    """The whole table, its groups, and how they lie in each other."""

    def __init__(self, atoms: Mapping[Atom, Sequence[int]]) -> None:
        self.members: dict[Group, frozenset[Atom]] = {}
        for atom in sorted(atoms):
            team, year, lead = atom
            for group in (ALL, ("team", team), ("lead", (team, lead)), ("year", year)):
                self.members[group] = self.members.get(group, frozenset()) | {atom}
        self.rows = {
            group: _summed([atoms[atom] for atom in inside])
            for group, inside in self.members.items()
        }

    def hidden(self, also: set[Cell]) -> set[Cell]:
        cells, network = self._network
        places = {cell: place for place, cell in enumerate(cells)}
        found = held_back(network, [places[cell] for cell in also])
        return {cells[place] for place in found}

    @cached_property
    def _network(self) -> tuple[list[Cell], list[Count]]:
        """Each cell with the two sums it stands in."""
        cells, counts = [], []
        for (kind, which), row in self.rows.items():
            for column, value in enumerate(row):
                is_sum = column == len(row) - 1
                above, below = _ends(kind, which, column)
                ends = (below, above) if is_sum else (above, below)
                cells.append(((kind, which), column))
                counts.append(Count(value, *ends, is_sum=is_sum or kind == "all"))
        return cells, counts

    @cached_property
    def nested(self) -> list[tuple[Group, tuple[Group, ...], bool]]:
        """A group, others apart from each other that lie in it, and whether they fill it."""
        found = []
        for group, inside in self.members.items():
            for kind in ("team", "lead", "year"):
                within = [
                    other for other, members in self.members.items()
                    if other[0] == kind and other != group and members <= inside
                ]  # fmt: skip
                ways = {(one,) for one in within} | ({tuple(within)} if within else set())
                for way in sorted(ways, key=repr):
                    union = frozenset[Atom]().union(*(self.members[one] for one in way))
                    found.append((group, way, union == inside))
        return found

    def told_by_nesting(self, hidden: set[Cell]) -> Iterator[Cell]:
        """Cells to hold back, because a group less those in it would tell a small count.

        What is left is a count of some people too, so it is not to be one of one to four either.
        """
        for group, others, filled in self.nested:
            for column, whole in enumerate(self.rows[group]):
                seen = [one for one in others if (one, column) not in hidden]
                unseen = len(others) - len(seen)
                left = whole - sum(self.rows[one][column] for one in seen)
                if (group, column) in hidden:
                    told = filled and not unseen
                else:
                    told = 0 < left < FEWEST or left == unseen > 0 or (filled and unseen == 1)
                if told:
                    positive = [one for one in seen if self.rows[one][column]]
                    yield self._next(group, column, positive)

    def _next(self, group: Group, column: int, seen: Sequence[Group]) -> Cell:
        if not seen:
            return group, column
        return min(seen, key=lambda one: self.rows[one][column]), column


def _ends(kind: str, which: object, column: int) -> tuple[object, object]:
    """Where a cell's own sum is kept, and where its parts are."""
    row = ("row", kind, which)
    if kind == "all":
        return ("years", column), ("teams", column)
    if kind == "year":
        return row, ("years", column)
    if kind == "team":
        return ("teams", column), ("team", which, column)
    assert isinstance(which, tuple)
    return ("team", which[0], column), row


def _summed(rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    columns = [sum(column) for column in zip(*rows, strict=True)]
    return (*columns, sum(columns))
