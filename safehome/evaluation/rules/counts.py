"""What the database counted, and how it is laid out by team and by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from safehome.evaluation.rules.divided import ALL, Atom, Divided, Row
from safehome.evaluation.rules.tally import Tally


@dataclass(frozen=True)
class Counted:
    """How many, of a team, in a year; lead: which practitioner leads the journey."""

    team: str
    year: int
    n: int
    lead: str = field(default="", kw_only=True)


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
class Banded:
    """The same carers by what the record holds of them, in bands: see indicators.GROUNDS.

    what: attendance (part says how they came), or start or change of a questionnaire's part.
    """

    ground: str
    band: str
    what: str
    questionnaire: str
    part: str
    value: int
    n: int


@dataclass(frozen=True)
class Waited:
    """Carers who answered while they waited, of all the organisation.

    what: start (all of them), change (from then to the start of a journey), weeks (between the
    two, in whole weeks and thousandths of one, as every value here).
    """

    questionnaire: str
    part: str
    what: str
    value: int
    n: int


@dataclass(frozen=True)
class Counts:
    """All that a report is made of. later: the point that is compared with the start."""

    later: str
    scores: tuple[Scored, ...]
    journeys: tuple[InPlace, ...]
    attendance: tuple[InPlace, ...]
    referrals: tuple[Referred, ...]
    bands: tuple[Banded, ...] = ()
    waits: tuple[Waited, ...] = ()

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(sorted({one.team for one in self.journeys}))

    @property
    def leads(self) -> tuple[str, ...]:
        return tuple(sorted({one.lead for one in self.journeys if one.lead}))

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({one.year for one in self.journeys}))

    def has(self, scope: Scope) -> bool:
        """Whether there is such a team, year or practitioner, or all of it was asked for."""
        return (
            scope.team in (None, *self.teams)
            and scope.year in (None, *self.years)
            and scope.lead in (None, *self.leads)
        )


@dataclass(frozen=True)
class Scope:
    """All of the organisation, one of its teams or practitioners, or journeys begun in one year.

    Never two of them at once: such small tables would have to be held back nearly whole.
    """

    team: str | None = None
    year: int | None = None
    lead: str | None = None

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.team, self.year, self.lead)) > 1:
            raise ValueError("A team, a year or a practitioner, not both.")

    def holds(self, one: Counted) -> bool:
        return (
            self.team in (None, one.team)
            and self.year in (None, one.year)
            and self.lead in (None, one.lead)
        )


def atoms[C: Counted](
    counts: Counts, counted: Iterable[C], columns: Sequence[str], column_of: Callable[[C], str]
) -> dict[Atom, list[int]]:
    """Counts by column for every team, year and practitioner who have had a journey."""
    counted = list(counted)
    every: list[Counted] = [*counts.journeys, *counted]
    found = {(one.team, one.year, one.lead): [0] * len(columns) for one in every}
    for one in counted:
        found[one.team, one.year, one.lead][columns.index(column_of(one))] += one.n
    return found


def row_for(shown: Divided, scope: Scope) -> Row:
    """The row of what is looked at. Of a practitioner in two teams, the sum of both."""
    if scope.team is not None:
        return shown.rows["team", scope.team]
    if scope.year is not None:
        return shown.rows["year", scope.year]
    if scope.lead is None:
        return shown.rows[ALL]
    rows = [
        row for (kind, which), row in shown.rows.items()
        if kind == "lead" and isinstance(which, tuple) and which[1] == scope.lead
    ]  # fmt: skip
    if not rows:  # nobody has had a journey with them
        return (0,) * len(shown.rows[ALL])
    return tuple(
        None if None in column else sum(one or 0 for one in column)
        for column in zip(*rows, strict=True)
    )


def tally(counted: Iterable[Scored]) -> Tally:
    """The scores as one tally."""
    found: dict[int, int] = {}
    for one in counted:
        found[one.value] = found.get(one.value, 0) + one.n
    return Tally.of(found)
