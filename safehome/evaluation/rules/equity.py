"""How it went for carers with different needs: who came, who answered again, how answers changed.

The sums of such a table are those of the whole report. It is shown only where all of these are
shown, and then it shares nothing else with any other table; so it can be looked at alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from safehome.evaluation.rules.counts import Banded, Counts
from safehome.evaluation.rules.indicators import ATTENDANCE, GROUNDS
from safehome.evaluation.rules.network import FEWEST, Count, NotToBeHidden, held_back
from safehome.evaluation.rules.report import TOO_FEW, WAYS, Breakdown, Measured, way
from safehome.evaluation.rules.shift import Shift, shift
from safehome.evaluation.rules.tally import Tally

type Row = tuple[int | None, ...]


@dataclass(frozen=True)
class BandRow:
    """One band. row: None where a count is held back; the last is the sum. moved: its shift."""

    band: str
    row: Row
    moved: Shift | None = None


@dataclass(frozen=True)
class Ground:
    """One table by one ground; no rows where it would give small counts away.

    about: attendance, or the id of a questionnaire, whose first part it is of.
    """

    ground: str
    about: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[BandRow, ...]


def by_ground(
    counts: Counts, attendance: Breakdown, measured: Sequence[Measured]
) -> tuple[Ground, ...]:
    """Every ground's tables, for the whole of an organisation."""
    found = []
    for ground in GROUNDS:
        mine = [one for one in counts.bands if one.ground == ground]
        if any(one.what == "attendance" for one in mine):
            found.append(_attendance(ground, mine, attendance))
        found += [_answers(ground, mine, one) for one in measured]
    return tuple(found)


def shown_under(
    rows: Sequence[Sequence[int]], sums: Row, also: Collection[int] = ()
) -> list[Row] | None:
    """Rows under sums that are shown elsewhere, as they may be shown; None if they cannot be.

    also: rows of which everything but the sum is held back.

    >>> shown_under([[20, 3], [10, 15]], (30, 18, 48))
    [(None, None, 23), (None, None, 25)]
    >>> shown_under([[20, 3], [10, 15]], (30, None, None)) is None
    True
    >>> shown_under([[1], [4]], (5, 5))  # the one of four would be told by the sum
    [(None, None), (None, None)]
    >>> shown_under([[1], [1], [1], [1], [1]], (5, 5)) is None
    True
    """
    width = len(rows[0])
    true = [sum(row[column] for row in rows) for column in range(width)]
    if (*true, sum(true)) != sums:  # held back, or counted at another moment
        return None
    step, network = width + 1, []
    for at, row in enumerate([*rows, true]):
        for column, value in enumerate([*row, sum(row)]):
            last, whole = column == width, at == len(rows)
            ends = (("column", column), ("row", at))
            network.append(
                Count(value, *(ends[::-1] if last != whole else ends), is_sum=last, settled=whole)
            )
    wanted = {
        at * step + column for at in also for column in range(width) if rows[at][column]
    }  # fmt: skip
    try:
        hidden = _with_enough_beside(network, wanted, step, len(rows))
    except NotToBeHidden:
        return None
    flat = [None if place in hidden else one.value for place, one in enumerate(network)]
    return [tuple(flat[at : at + step]) for at in range(0, step * len(rows), step)]


def _with_enough_beside(
    network: Sequence[Count], wanted: set[int], step: int, height: int
) -> set[int]:
    """What to hold back, so that all that is held back in a column never comes to one to four."""
    while True:
        hidden = held_back(network, wanted)
        more = set()
        for column in range(step):
            places = range(column, step * height, step)
            if 0 < sum(network[place].value for place in places if place in hidden) < FEWEST:
                seen = [one for one in places if one not in hidden and network[one].value]
                if not seen:
                    raise NotToBeHidden
                more.add(min(seen, key=lambda one: network[one].value))
        if not more:
            return hidden
        wanted = wanted | more


def _attendance(ground: str, mine: Sequence[Banded], whole: Breakdown) -> Ground:
    columns = tuple(ATTENDANCE)
    here = [one for one in mine if one.what == "attendance"]
    rows = _grid(ground, here, columns, lambda one: one.part)
    sums = (*(count for _, count in whole.places), whole.whole)
    made = _rows(ground, shown_under(rows, sums))
    return Ground(ground, "attendance", "Coming to sessions", columns, made)


def _answers(ground: str, mine: Sequence[Banded], found: Measured) -> Ground:
    asked, (first, _), result = found.asked, found.asked.parts[0], found.parts[0]
    here = [one for one in mine if (one.questionnaire, one.part) == (asked.id, first)]
    changed = [one for one in here if one.what == "change"]
    rows = _grid(ground, changed, WAYS, lambda one: way(asked, one.value))
    started = _grid(ground, [one for one in here if one.what == "start"], ("all",), lambda _: "all")
    for row, (there,) in zip(rows, started, strict=True):
        row[0] = there - sum(row)
    sums = (result.missing, result.better, result.same, result.worse, result.started)
    made = _rows(ground, shown_under(rows, sums, _telling(rows)))
    with_shifts = tuple(_with_shift(one, changed) for one in made)
    return Ground(ground, asked.id, asked.title, WAYS, with_shifts)


def _telling(rows: Sequence[Sequence[int]]) -> list[int]:
    """The rows whose number of pairs would tell of somebody."""
    pairs = [[sum(row[1:])] for row in rows]
    whole = sum(sum(one) for one in pairs)
    shown = shown_under(pairs, (whole, whole))
    return [at for at in range(len(rows)) if shown is None or shown[at][0] is None]


def _with_shift(one: BandRow, changed: Sequence[Banded]) -> BandRow:
    missing, started = one.row[0], one.row[-1]
    if missing is None or started is None or started - missing < TOO_FEW:
        return one
    values: dict[int, int] = {}
    for each in changed:
        if each.band == one.band:
            values[each.value] = values.get(each.value, 0) + each.n
    return BandRow(one.band, one.row, shift(Tally.of(values)))


def _rows(ground: str, shown: Sequence[Row] | None) -> tuple[BandRow, ...]:
    if shown is None:
        return ()
    return tuple(BandRow(band, row) for band, row in zip(GROUNDS[ground].bands, shown, strict=True))


def _grid(
    ground: str, here: Sequence[Banded], columns: Sequence[str], column_of: Callable[[Banded], str]
) -> list[list[int]]:  # fmt: skip
    bands = list(GROUNDS[ground].bands)
    found = [[0] * len(columns) for _ in bands]
    for one in here:
        found[bands.index(one.band)][columns.index(column_of(one))] += one.n
    return found
