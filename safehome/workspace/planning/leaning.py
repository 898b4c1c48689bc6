"""What a plan asks of each person in a week, as a picture and in hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from safehome.design.pictures import Drawn, WeekRow, week
from safehome.design.pictures.drawing import figure
from safehome.plans import weeks
from safehome.plans.models import Account, Hand
from safehome.plans.queries import Draft

NOTHING = weeks.Load(0, 0)


@dataclass(frozen=True)
class Task:
    """Something that somebody does, with its hours."""

    text: str
    when: str
    move: str  # where it is given to somebody else; empty when the version cannot be changed


@dataclass(frozen=True)
class Bearer:
    """One person, what the plan asks of them, and what they say to it themselves."""

    name: str
    hours: str
    signal: str
    account: Account | None
    write: str
    tasks: list[Task]


@dataclass(frozen=True)
class Leaning:
    """On whom a version leans."""

    drawn: Drawn | None
    bearers: list[Bearer]

    @property
    def signals(self) -> list[Bearer]:
        return [one for one in self.bearers if one.signal]


def hours(load: weeks.Load) -> str:
    """In words, such as "31 hours a week, 29.5 of them alone"."""
    if not load.hours:
        return "no hours yet"
    words = f"{_hours(load.hours)} a week"
    if load.alone == load.hours:
        return f"{words}, all of them alone"
    return f"{words}, {figure(load.alone)} of them alone" if load.alone else words


def _hours(of: float) -> str:
    return "1 hour" if figure(of) == "1" else f"{figure(of)} hours"


def _whose(hand: Hand) -> UUID:
    who = hand.member_id or hand.professional_id
    assert who is not None  # the database holds it
    return who


def _signals(draft: Draft, loads: Mapping[UUID, weeks.Load]) -> dict[UUID, str]:
    """On whom of the family it leans. A school or a club says itself what it can hold."""
    found = weeks.leans_on(loads)
    return {pk: words for pk, words in found.items() if pk in draft.members}


def leaning(draft: Draft, *, may_write: bool) -> Leaning:
    """Everybody who has a part in a version, and its grown-ups who have none yet."""
    loads = weeks.loads(draft.weeks)
    signals = _signals(draft, loads)
    texts = {line.pk: line.text for line in draft.lines}
    mine: dict[UUID, list[Hand]] = {pk: [] for pk in draft.adults}
    for line in draft.lines:
        for hand in draft.hands.get(line.pk, ()):
            mine.setdefault(_whose(hand), []).append(hand)
    people = sorted(mine, key=lambda pk: -loads.get(pk, NOTHING).hours)
    version = draft.version.pk
    return Leaning(
        drawing(draft, people),
        [
            Bearer(
                draft.called(pk), hours(loads.get(pk, NOTHING)), signals.get(pk, ""),
                draft.accounts.get(pk),
                reverse("plans:account", args=[version, pk])
                if may_write and pk in draft.members else "",
                [
                    Task(
                        texts[one.line_id], weeks.hours_in_words(one.week),
                        reverse("plans:move-task", args=[version, one.pk]) if may_write else "",
                    )
                    for one in mine[pk]
                ],
            )
            for pk in people
        ],
    )  # fmt: skip


def drawing(draft: Draft, people: Iterable[UUID]) -> Drawn | None:
    """The week as a picture; None while nobody has any hours."""
    steps = {pk: weeks.steps_of(some) for pk, some in draft.weeks.items()}
    loads = weeks.loads(draft.weeks)
    rows, table = [], []
    for pk in people:
        own = steps.get(pk, frozenset())
        if not own:
            continue
        others = frozenset().union(*(some for other, some in steps.items() if other != pk))
        name = draft.called(pk)
        rows.append(
            WeekRow(
                name, tuple(weeks.stretches(own - others)), tuple(weeks.stretches(own & others))
            )
        )
        days = weeks.hours_by_day(own)
        table.append(
            [name, *(figure(one) if one else "–" for one in days), figure(loads[pk].hours),
             figure(loads[pk].alone)]
        )  # fmt: skip
    if not rows:
        return None
    return week(
        rows, title="Who looks after whom, in an ordinary week", key=str(draft.version.pk),
        words=("Alone", "With somebody else"),
        says=" ".join(f"{draft.called(pk)}: {hours(loads[pk])}." for pk in people if pk in loads),
        headings=("Who", *(day[:3] for day in weeks.DAYS), "Hours", "Alone"), table=table,
    )  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """Somebody who could do a task, and what both would then have."""

    pk: UUID
    name: str
    now: str
    then: str
    left: str  # what the one who does it now would still have
    signal: str
    is_professional: bool
    giver: str

    @property
    def says(self) -> str:
        """Before and after, for the choice on the page."""
        leans = f" It would then lean on {self.name}." if self.signal else ""
        return (
            f"{self.name} has {self.now} now, and would have {self.then}. "
            f"{self.giver} would have {self.left}.{leans}"
        )


def candidates(draft: Draft, hand: Hand) -> list[Candidate]:
    """Everybody of the family and its network to whom a task could be given."""
    giver = _whose(hand)
    before = weeks.loads(draft.weeks)
    found = []
    for pk in (*(pk for pk, one in draft.members.items() if not one.is_child),
               *draft.professionals):  # fmt: skip
        if pk == giver:
            continue
        after = weeks.loads(_moved(draft, hand, pk))
        found.append(
            Candidate(
                pk, draft.called(pk), hours(before.get(pk, NOTHING)), hours(after[pk]),
                hours(after.get(giver, NOTHING)), _signals(draft, after).get(pk, ""),
                pk in draft.professionals, draft.called(giver),
            )
        )  # fmt: skip
    return found


def _moved(draft: Draft, hand: Hand, to: UUID) -> Mapping[UUID, list[weeks.Span]]:
    found: dict[UUID, list[weeks.Span]] = {to: list(hand.week)}
    for hands in draft.hands.values():
        for one in hands:
            if one.pk != hand.pk:
                found.setdefault(_whose(one), []).extend(one.week)
    return found
