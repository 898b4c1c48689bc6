"""What the database counted, and how it is laid out by team and by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from safehome.evaluation.rules.tally import Tally


@dataclass(frozen=True)
class Counted:
    """How many, of a team, in a year."""

    team: str
    year: int
    n: int


@dataclass(frozen=True)
class InPlace(Counted):
    """Journeys by where they are or how they ended; also how carers came to sessions."""

    place: str


@dataclass(frozen=True)
class Scored(Counted):
    """Carers by a score or a difference of scores, in thousandths.

    fate: going-on, stayed or left. what: start, before, after or change.
    """

    fate: str
    questionnaire: str
    part: str
    what: str
    value: int


@dataclass(frozen=True)
class Referred:
    """Referrals by the year they came in, what became of them, and weeks until a journey began."""

    year: int
    became: str
    weeks: int
    n: int


@dataclass(frozen=True)
class Counts:
    """All that a report is made of. later: the point that is compared with the start."""

    later: str
    scores: tuple[Scored, ...]
    journeys: tuple[InPlace, ...]
    attendance: tuple[InPlace, ...]
    referrals: tuple[Referred, ...]

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(sorted({one.team for one in self.journeys}))

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({one.year for one in self.journeys}))


@dataclass(frozen=True)
class Scope:
    """All of the organisation, one of its teams, or the journeys that began in one year.

    Never a team and a year at once: such small tables would have to be held back nearly whole.
    """

    team: str | None = None
    year: int | None = None

    def __post_init__(self) -> None:
        if self.team is not None and self.year is not None:
            raise ValueError("A team or a year, not both.")

    def holds(self, one: Counted) -> bool:
        return self.team in (None, one.team) and self.year in (None, one.year)


def grid[C: Counted](
    counted: Iterable[C], rows: Sequence[object], columns: Sequence[str],
    *, row_of: Callable[[C], object], column_of: Callable[[C], str],
) -> list[list[int]]:  # fmt: skip
    """A table of counts, every row and column there even when nobody is in it."""
    found = [[0] * len(columns) for _ in rows]
    for one in counted:
        found[rows.index(row_of(one))][columns.index(column_of(one))] += one.n
    return found


def tally(counted: Iterable[Scored]) -> Tally:
    """The scores as one tally."""
    found: dict[int, int] = {}
    for one in counted:
        found[one.value] = found.get(one.value, 0) + one.n
    return Tally.of(found)
