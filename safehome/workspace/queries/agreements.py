"""Agreements of a family as one looks at them: carers across, purposes down, conflicts in front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from safehome.agreements import policies, rules
from safehome.agreements.models import Agreement, How, Purpose, Resolution, Said, WhyNot
from safehome.agreements.queries import as_answer, beyond_sight
from safehome.agreements.rules import KINDS, Conflict, Decided, Kind, Standing, State
from safehome.agreements.telling import Told, told
from safehome.agreements.wording import LANGUAGES
from safehome.design.words import listed, short_day
from safehome.families.models import Family, FamilyMember
from safehome.people.access import Actor
from safehome.people.models import Role

KIND_WORDS: Mapping[Kind, str] = {
    Kind.TAKING_PART: "Taking part",
    Kind.OPTIONAL: "Things one can choose",
    Kind.CONTACT: "Being contacted",
    Kind.EXPLAINED: "What was explained",
    Kind.WAITING: "Questions while they wait",
}


@dataclass(frozen=True)
class Act:
    """Something that can be done with one answer. about: said to those who do not see the table."""

    text: str
    href: str
    about: str


@dataclass(frozen=True)
class Cell:
    """One carer and one purpose."""

    told: Told
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Rows:
    """One kind: its purposes, and a way to ask each carer; in the cells, where it has but one."""

    title: str
    asks: tuple[Act | None, ...]
    purposes: tuple[tuple[str, tuple[Cell, ...]], ...]

    @property
    def is_one(self) -> bool:
        return len(self.purposes) == 1


@dataclass(frozen=True)
class Differ:
    """Carers who answer differently, with what that blocks and who decides."""

    purpose: str
    agreed: str
    against: str
    blocked: tuple[str, ...]
    is_open: bool
    decided: str
    resolve: str
    why_not_me: str
    is_unseen: bool = False  # the no is not among what is shown


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    on: date
    what: str
    words: str
    how: str
    by: str


@dataclass(frozen=True)
class History:
    pk: UUID
    carer: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Board:
    """The whole tab."""

    carers: tuple[FamilyMember, ...]
    rows: tuple[Rows, ...]
    differ: tuple[Differ, ...]
    histories: tuple[History, ...]
    kinds: tuple[Kind, ...] = ()


def board_of(person: Actor, family: Family, members: Iterable[FamilyMember]) -> Board:
    """The family must be open. Two statements, and one more for a safeguarding lead."""
    today = timezone.localdate()
    known = list(members)
    carers = tuple(one for one in known if one.is_carer and one.left_on is None)
    rows = list(
        Agreement.objects.filter(organisation_id=family.organisation_id, family=family)
        .select_related("written_by")
        .order_by("-said_on", "-written_at")
    )
    resolutions = list(
        Resolution.objects.filter(
            organisation_id=family.organisation_id, family=family
        ).select_related("decided_by")
    )
    answers = [as_answer(row) for row in rows]
    here = [one.pk for one in carers]
    stand = rules.standings(answers, carers=here, on=today)
    decisions = [Decided(one.purpose, one.goes_on, one.decided_at) for one in resolutions]
    differ = rules.conflicts(answers, decisions, carers=here, on=today)
    unseen = (
        sorted(beyond_sight(family.pk, stand, differ, on=today))
        if person.has(Role.SAFEGUARDING_LEAD) else ()
    )  # fmt: skip
    called = {one.pk: one.called for one in known}
    # It is asked on the page of the questions themselves, and stands here once it was.
    waited = any(row.purpose == rules.WAITING_QUESTIONS for row in rows)
    kinds = tuple(kind for kind in KINDS if kind is not Kind.WAITING or waited)
    asker = {one.pk: bool(policies.may_ask(person, one)) for one in carers}
    return Board(
        carers=carers,
        rows=tuple(_rows(person, kind, carers, stand, asker) for kind in kinds),
        differ=(
            *(_differ(person, family, one, called, resolutions) for one in differ),
            *(_unseen(family, one, stand, called) for one in unseen),
        ),
        histories=tuple(
            History(one.pk, one.called, tuple(_said(row) for row in rows if row.carer_id == one.pk))
            for one in known
            if any(row.carer_id == one.pk for row in rows)
        ),
        kinds=kinds,
    )


def _rows(
    person: Actor, kind: Kind, carers: tuple[FamilyMember, ...],
    stand: Mapping[tuple[UUID, str], Standing], asker: Mapping[UUID, bool],
) -> Rows:  # fmt: skip
    def ask(carer: FamilyMember) -> Act | None:
        if not asker[carer.pk] or kind is Kind.WAITING:
            return None
        states = [stand[carer.pk, purpose].state for purpose in KINDS[kind]]
        again = any(state is not State.NOT_ASKED for state in states)
        return Act(
            "Ask again" if again else "Ask",
            reverse("agreements:ask", args=[carer.pk, kind.value]),
            f"{carer.called}: {KIND_WORDS[kind].lower()}",
        )

    asks = tuple(ask(one) for one in carers)
    alone = asks if len(KINDS[kind]) == 1 else (None,) * len(carers)
    return Rows(
        KIND_WORDS[kind],
        asks,
        tuple(
            (
                Purpose(purpose).label,
                tuple(
                    _cell(person, one, purpose, stand[one.pk, purpose], asks=first)
                    for one, first in zip(carers, alone, strict=True)
                ),
            )
            for purpose in KINDS[kind]
        ),
    )


def _cell(
    person: Actor, carer: FamilyMember, purpose: str, standing: Standing, *, asks: Act | None
) -> Cell:
    kind = rules.kind_of(purpose)
    about = f"{carer.called}: {Purpose(purpose).label.lower()}"
    today = timezone.localdate()
    acts = [asks] if asks else []
    if policies.may_take_back(person, carer, purpose=purpose, on=today, standing=standing):
        acts.append(
            Act("Take back", reverse("agreements:take-back", args=[carer.pk, purpose]), about)
        )
    if policies.may_find_invalid(person, carer.family, standing=standing):
        acts.append(
            Act("Not valid", reverse("agreements:not-valid", args=[carer.pk, purpose]), about)
        )
    return Cell(told(standing, explained=kind is Kind.EXPLAINED), tuple(acts))


def _differ(
    person: Actor, family: Family, conflict: Conflict, called: Mapping[UUID, str],
    resolutions: Iterable[Resolution],
) -> Differ:  # fmt: skip
    may = policies.may_resolve(person, family, conflict)
    decided = ""
    if conflict.decided is not None:
        row = next(one for one in resolutions if one.purpose == conflict.purpose)
        decided = f"{row.decided} ({row.decided_by.name})"
    return Differ(
        purpose=Purpose(conflict.purpose).label,
        agreed=listed(called[pk] for pk in conflict.agreed),
        against=listed(called[pk] for pk in conflict.against),
        blocked=rules.blocked(conflict),
        is_open=conflict.is_open,
        decided=decided,
        resolve=reverse("agreements:resolve", args=[family.pk, conflict.purpose]) if may else "",
        why_not_me=may.reason,
    )


def _unseen(
    family: Family, purpose: str, stand: Mapping[tuple[UUID, str], Standing],
    called: Mapping[UUID, str],
) -> Differ:  # fmt: skip
    """A no that is not among what is shown here. Only whoever decides about it is told."""
    yes = [pk for (pk, which), said in stand.items()
           if which == purpose and said.state is State.IN_FORCE]  # fmt: skip
    return Differ(
        purpose=Purpose(purpose).label,
        agreed=listed(called[pk] for pk in yes),
        against="somebody who is not shown here, or who answered in another record of this family",
        blocked=rules.BLOCKS[purpose],
        is_open=True,
        decided="",
        resolve=reverse("agreements:resolve", args=[family.pk, purpose]),
        why_not_me="",
        is_unseen=True,
    )


def _said(row: Agreement) -> Line:
    purpose = Purpose(row.purpose)
    what = f"{purpose.label}: {Said(row.said).label.lower()}"
    if purpose is Purpose.SHARING_EXPLAINED and row.said in (Said.GIVEN, Said.REFUSED):
        clear = "clear" if row.said == Said.GIVEN else "not clear yet"
        what = f"{purpose.label}: {clear}"
    words = [WhyNot(row.reason).label if row.reason else "", row.because]
    return Line(
        row.said_on, what, ". ".join(word.rstrip(".") for word in words if word), _how(row),
        row.written_by.name,
    )  # fmt: skip


def _how(row: Agreement) -> str:
    if row.said in (Said.WITHDRAWN, Said.INVALIDATED):
        return ""
    how = How(row.how).label
    if row.how == How.PAPER:
        how += f"; the paper: {row.signature}"
    parts = [how]
    if row.language != "en" and row.language in LANGUAGES:
        parts.append(f"asked in {LANGUAGES[row.language].name}")
    if row.with_interpreter:
        parts.append("with an interpreter")
    if row.until:
        parts.append(f"until {short_day(row.until)[4:]}")
    return ", ".join(parts)
