"""What was made of a referral: looks for records alike, decisions, and refusals counted."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from safehome.network.models import TherapyStatus
from safehome.people.access import Actor
from safehome.programme.models import PackVersion
from safehome.programme.queries import pack_of, versions_in_force
from safehome.programme.shapes import Criterion
from safehome.programme.shapes import Suitability as Asked
from safehome.referrals.counting import Shown, quarter_of, shown
from safehome.referrals.models import (
    Answer,
    DuplicateLook,
    Looked,
    Reason,
    Referral,
    Suitability,
    Suitable,
)

# Where a way to the child's own support has to be named.
GAPS = frozenset({TherapyStatus.NONE, TherapyStatus.SOUGHT, TherapyStatus.PAUSED})
COLOURS = {Answer.MET: "green", Answer.NOT_MET: "red", Answer.NOT_KNOWN: "grey"}
QUARTERS_SHOWN = 8


@dataclass(frozen=True)
class Read:
    """One criterion as it was answered."""

    title: str
    answer: str
    colour: str
    note: str
    if_not_met: str


@dataclass(frozen=True)
class Decided:
    """A decision as it is read."""

    row: Suitability
    decision: str
    colour: str
    reason: str
    therapy: str
    gap: bool
    criteria: list[Read]

    @property
    def at(self) -> datetime:
        return self.row.decided_at


@dataclass(frozen=True)
class Made:
    """All that was made of a referral. The referral must be open."""

    look: DuplicateLook | None
    looked: str
    decisions: list[Decided]
    looks_before: list[tuple[str, DuplicateLook]] = field(default_factory=list)

    @property
    def newest(self) -> Suitability | None:
        return self.decisions[0].row if self.decisions else None


def last_look(referral: Referral) -> DuplicateLook | None:
    return looks_of(referral).first()


def looks_of(referral: Referral) -> QuerySet[DuplicateLook]:
    """Every look for records alike, the newest first."""
    return DuplicateLook.objects.filter(
        organisation_id=referral.organisation_id, referral=referral
    ).select_related("looked_by", "same_as", "same_referral")


def newest_decision(referral: Referral) -> Suitability | None:
    return Suitability.objects.filter(
        organisation_id=referral.organisation_id, referral=referral
    ).first()


def made_of(referral: Referral) -> Made:
    """Looks and decisions, the newest first."""
    looks = list(looks_of(referral))
    look = looks[0] if looks else None
    rows = (
        Suitability.objects.filter(organisation_id=referral.organisation_id, referral=referral)
        .select_related("decided_by", "pack_version")
        .defer("pack_version__files")
    )
    said = Looked(look.looked).label if look else ""
    before = [(Looked(one.looked).label, one) for one in looks[1:]]
    return Made(look, said, [_decided(row) for row in rows], before)


def asked_of(version: PackVersion | None) -> Asked | None:
    return pack_of(version).suitability if version is not None else None


def asked_now() -> tuple[PackVersion | None, Asked | None]:
    """The criteria of the newest pack in force that has some."""
    for version in versions_in_force(on=timezone.localdate()):
        asked = asked_of(version)
        if asked is not None:
            return version, asked
    return None, None


def _decided(row: Suitability) -> Decided:
    asked = asked_of(row.pack_version)
    known: dict[str, Criterion] = {one.id: one for one in asked.criteria} if asked else {}
    notes = json.loads(row.notes) if row.notes else {}
    criteria = [
        Read(
            known[name].title if name in known else name, Answer(answer).label,
            COLOURS[Answer(answer)], notes.get(name, ""),
            known[name].if_not_met if name in known and answer == Answer.NOT_MET else "",
        )
        for name, answer in row.criteria.items()
    ]  # fmt: skip
    colours = {Suitable.YES: "green", Suitable.NO: "red", Suitable.MORE: "yellow"}
    return Decided(
        row, Suitable(row.decision).label, colours[Suitable(row.decision)],
        Reason(row.reason).label if row.reason else "",
        TherapyStatus(row.therapy).label if row.therapy in TherapyStatus.values else row.therapy,
        row.therapy in GAPS, criteria,
    )  # fmt: skip


def refused(person: Actor) -> set[UUID]:
    """Referrals whose newest decision is a no."""
    newest: dict[UUID, str] = {}
    for referral, decision in Suitability.objects.filter(
        organisation_id=person.organisation_id
    ).values_list("referral_id", "decision"):
        newest.setdefault(referral, decision)
    return {referral for referral, decision in newest.items() if decision == Suitable.NO}


def refusals(person: Actor) -> Shown:
    """Refusals by reason and quarter, of the last eight quarters in which there was one.

    A referral counts once, by its newest decision. Counts that could point at a
    family are held back.
    """
    newest: dict[UUID, Suitability] = {}
    for row in Suitability.objects.filter(organisation_id=person.organisation_id).only(
        "referral_id", "decision", "reason", "decided_at"
    ):
        newest.setdefault(row.referral_id, row)
    counts: dict[tuple[str, str], int] = {}
    for row in newest.values():
        if row.decision == Suitable.NO:
            place = row.reason, quarter_of(timezone.localdate(row.decided_at))
            counts[place] = counts.get(place, 0) + 1
    quarters = sorted({quarter for _, quarter in counts}, key=_order)[-QUARTERS_SHOWN:]
    kept = {place: number for place, number in counts.items() if place[1] in quarters}
    reasons = [one.value for one in Reason if any(place[0] == one for place in kept)]
    return shown(kept, rows=reasons, columns=quarters)


def _order(quarter: str) -> tuple[int, int]:
    year, _, span = quarter.partition(" ")
    return int(year), ("January to March", "April to June", "July to September",
                       "October to December").index(span)  # fmt: skip


def reasons_in_words(table: Shown) -> dict[str, str]:
    return {row: str(Reason(row).label) for row in table.rows}
