"""What was said, as the rules read it. None of these opens a family; names are unsealed above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from safehome.agreements import policies
from safehome.agreements.models import Agreement, Resolution
from safehome.agreements.rules import (
    TAKING_PART,
    TOUCHES_THE_OTHER,
    Answer,
    Conflict,
    Decided,
    Standing,
    State,
    conflicts,
    in_force,
    standing,
    standings,
)
from safehome.families.models import Family, FamilyMember
from safehome.kit.verdicts import Verdict
from safehome.people.access import Actor

PLAIN = (
    "family_id", "carer_id", "purpose", "said", "said_on", "written_at", "written_by_id", "until",
)  # fmt: skip


def as_answer(row: Agreement) -> Answer:
    return Answer(
        row.carer_id, row.purpose, row.said, row.said_on, row.written_at, row.written_by_id,
        row.until,
    )  # fmt: skip


def answers_of(family: UUID, *, purpose: str = "", carer: UUID | None = None) -> list[Answer]:
    """Everything that was said in a family, without a word of it being unsealed."""
    said = Agreement.objects.filter(family_id=family).only(*PLAIN)
    if purpose:
        said = said.filter(purpose=purpose)
    if carer is not None:
        said = said.filter(carer_id=carer)
    return [as_answer(row) for row in said]


def decisions_of(family: UUID) -> list[Decided]:
    rows = Resolution.objects.filter(family_id=family).only(
        "family_id", "purpose", "goes_on", "decided_at"
    )
    return [Decided(row.purpose, row.goes_on, row.decided_at) for row in rows]


def agreed(family: UUID, purpose: str, *, on: date) -> frozenset[UUID]:
    """The carers whose agreement to this purpose holds on a day. One statement."""
    held = in_force(answers_of(family, purpose=purpose), on=on)
    return frozenset(carer for carer, _ in held)


def is_agreed(family: UUID, purpose: str, *, on: date, carer: UUID | None = None) -> bool:
    """Whether something holds on a day, of all that was said: in each record of the family, and
    also by somebody of whom the person acting may not know. carer: whose yes; or anybody's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.is_agreed(%s, %s, %s, %s)", [family, purpose, carer, on])
        return bool(cursor.fetchone()[0])


def beyond_sight(
    family: UUID, standings: Mapping[tuple[UUID, str], Standing], differ: Iterable[Conflict], *,
    on: date,
) -> frozenset[str]:  # fmt: skip
    """Purposes to which somebody in sight said yes and nobody in sight stands in the way, and
    which do not hold all the same: another record of the family has a no, or a carer of whom
    few may know. One statement."""
    stopped = {one.purpose for one in differ if one.blocks}
    held = {
        purpose for (_, purpose), said in standings.items() if said.state is State.IN_FORCE
    } & TOUCHES_THE_OTHER - stopped  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT one FROM unnest(%s::text[]) one WHERE NOT ctx.is_agreed(%s, one, NULL, %s)",
            [sorted(held), family, on],
        )
        return frozenset(asked for (asked,) in cursor.fetchall())


def has_asked(family: UUID, purpose: str) -> bool:
    """Whether the person acting wrote down any answer to this, in any record of the family."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.has_asked(%s, %s)", [family, purpose])
        return bool(cursor.fetchone()[0])


def standing_of(carer: FamilyMember, purpose: str, *, on: date) -> Standing:
    """Where one carer stands with one purpose. One statement."""
    return standing(answers_of(carer.family_id, purpose=purpose, carer=carer.pk), on=on)


def carers_here(family: UUID) -> list[UUID]:
    """Carers who belong to the family now, in the order they were added."""
    members = FamilyMember.objects.filter(family_id=family, left_on=None, is_child=False)
    return list(members.exclude(carer_kind="").values_list("pk", flat=True))


@dataclass(frozen=True)
class TakingPart:
    """Who has agreed to take part, and whether their carers differ over it."""

    agreed: frozenset[UUID]
    conflict: Conflict | None
    standings: dict[UUID, Standing]

    @property
    def is_blocked(self) -> bool:
        return self.conflict is not None and self.conflict.blocks


def taking_part(family: UUID, *, on: date, carers: Iterable[UUID] | None = None) -> TakingPart:
    """Taking part, for those rooms that wait for it. Three statements; two if carers are known."""
    here = carers_here(family) if carers is None else list(carers)
    answers = answers_of(family, purpose=TAKING_PART)
    return _taking_part(answers, decisions_of(family), carers=here, on=on)


def said_of(family: UUID, organisation: UUID) -> QuerySet[Agreement]:
    """What was said about taking part, to be read together with other things of a family."""
    return Agreement.objects.filter(
        family_id=family, organisation_id=organisation, purpose=TAKING_PART
    ).only(*PLAIN)  # fmt: skip


def decided_of(family: UUID, organisation: UUID) -> QuerySet[Resolution]:
    """What was decided where carers differ over it, likewise."""
    return Resolution.objects.filter(
        family_id=family, organisation_id=organisation, purpose=TAKING_PART
    ).only("family_id", "purpose", "goes_on", "decided_at")


def taking_part_of(
    said: Iterable[Agreement], decided: Iterable[Resolution], *, carers: Iterable[UUID], on: date
) -> TakingPart:
    """As `taking_part`, from what was read already. No statement."""
    decisions = [Decided(row.purpose, row.goes_on, row.decided_at) for row in decided]
    return _taking_part(list(map(as_answer, said)), decisions, carers=list(carers), on=on)


def _taking_part(
    answers: list[Answer], decisions: list[Decided], *, carers: list[UUID], on: date
) -> TakingPart:
    every = standings(answers, carers=carers, on=on)
    differ = conflicts(answers, decisions, carers=carers, on=on)
    return TakingPart(
        agreed=frozenset(carer for carer, _ in in_force(answers, on=on)),
        conflict=next((one for one in differ if one.purpose == TAKING_PART), None),
        standings={carer: every[carer, TAKING_PART] for carer in carers},
    )


def unseen_of(family: UUID, *, on: date) -> frozenset[str]:
    """As `beyond_sight`, with what it needs. Four statements."""
    here, answers = carers_here(family), answers_of(family)
    return beyond_sight(
        family, standings(answers, carers=here, on=on),
        conflicts(answers, decisions_of(family), carers=here, on=on), on=on,
    )  # fmt: skip


def conflicts_of(family: Family, *, on: date) -> dict[str, Conflict]:
    """Where the carers of a family differ, by purpose. Three statements."""
    found = conflicts(
        answers_of(family.pk), decisions_of(family.pk), carers=carers_here(family.pk), on=on
    )
    return {one.purpose: one for one in found}


def may_decide(family: Family, purpose: str, *, by: Actor) -> Verdict:
    """Where carers differ: those in sight, or beyond what the person acting sees."""
    today = timezone.localdate()
    if purpose in unseen_of(family.pk, on=today):
        return policies.may_settle(by, family, asked=has_asked(family.pk, purpose))
    return policies.may_resolve(by, family, conflicts_of(family, on=today).get(purpose))
