"""The ledger of who was told what, and what is still owed. Open the family first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.families.models import Channel, Family, FamilyMember
from safehome.informing import rules
from safehome.informing.models import Basis, Matter, Told
from safehome.informing.queries.grounds import agreements_in_force
from safehome.informing.queries.letters import KINDS, manner_of
from safehome.network.models import Professional, ProfessionalRole
from safehome.network.rules import has_ended
from safehome.referrals.models import Referral, Stage, WhatBecame

REFERRER = "referrer"
HOW = {Channel.IN_PERSON.value: "In person"}
# What the fixed words at the front door are about, and which word they pay.
ABOUT = {Stage.BEGUN: Matter.TAKING_PART, Stage.CLOSED: Matter.ENDING}
TELLS = {
    Stage.WAITING: (Matter.REFERRAL,), Stage.NOT_HERE: (Matter.REFERRAL,),
    Stage.BEGUN: (Matter.REFERRAL, Matter.TAKING_PART), Stage.CLOSED: (Matter.ENDING,),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the ledger."""

    on: date
    who: str
    what: str
    words: str
    how: str
    basis: str
    by: str
    letter: UUID | None


def ledger_of(family: Family) -> list[Line]:
    """Who was told what, newest first."""
    rows = Told.objects.filter(
        organisation_id=family.organisation_id, family=family
    ).select_related("member", "professional", "written_by", "agreement__carer", "letter")
    lines = [_line(row) for row in rows.defer("letter__body", "letter__address")]
    lines += [_by_the_door(step) for step in _at_the_door(family)]
    return sorted(lines, key=lambda line: line.on, reverse=True)


def _at_the_door(family: Family) -> list[WhatBecame]:
    """What the referrer could read of it at the front door, in fixed words."""
    references = Referral.objects.filter(
        organisation_id=family.organisation_id, became=family
    ).values("reference")
    return list(
        WhatBecame.objects.filter(
            organisation_id=family.organisation_id, following__reference__in=references
        ).select_related("said_by")
    )


def _by_the_door(step: WhatBecame) -> Line:
    stage = Stage(step.stage)
    about = ABOUT.get(stage, Matter.REFERRAL)
    return Line(
        timezone.localtime(step.said_at).date(), "The referrer", about.label, stage.label,
        "At the front door, in fixed words",
        str((Basis.AGREED if stage in ABOUT else Basis.EXPLAINED).label), step.said_by.name, None,
    )  # fmt: skip


def _line(row: Told) -> Line:
    who = row.member.name if row.member else row.professional.name if row.professional else (
        "The referrer"
    )  # fmt: skip
    basis = Basis(row.basis).label
    if row.agreement is not None:
        basis = f"{basis}: {row.agreement.carer.called}, {row.agreement.said_on:%d.%m.%Y}"
    words = row.words or (f"Letter: {row.letter.title}" if row.letter else "")
    how = HOW.get(row.how) or Channel(row.how).label
    return Line(
        row.told_on, who, Matter(row.matter).label, words, how, basis, row.written_by.name,
        row.letter_id,
    )  # fmt: skip


def told_facts(family: Family) -> dict[tuple[str, str], date]:
    """For each recipient and matter the last day they were told: for the rules."""
    last: dict[tuple[str, str], date] = {}
    rows = Told.objects.filter(organisation_id=family.organisation_id, family=family)
    for row in rows.only("family_id", "member_id", "professional_id", "matter", "told_on"):
        to = str(row.member_id or row.professional_id or REFERRER)
        last[to, row.matter] = max(row.told_on, last.get((to, row.matter), row.told_on))
    for step in _at_the_door(family):
        on = timezone.localtime(step.said_at).date()
        for matter in TELLS.get(Stage(step.stage), ()):
            last[REFERRER, matter] = max(on, last.get((REFERRER, matter), on))
    return last


def owed_in(
    family: Family, members: Iterable[FamilyMember], *, way: rules.Way, in_sessions: Iterable[UUID]
) -> list[rules.Owed]:
    """What is owed in a family. way: how far it is, as the journey's room knows it.

    in_sessions: the carers who take part. The referral's own facts are read here.
    """
    today = timezone.localdate()
    agreed = {one.purpose for one in agreements_in_force(family, on=today)}
    referral = Referral.objects.filter(
        organisation_id=family.organisation_id, became=family
    ).first()
    opened = timezone.localtime(family.opened_at).date()
    if referral is not None:
        way = rules.Way(opened, way.started_on, way.ended_on, way.held_on)
    recipients = [
        rules.Recipient(str(one.pk), one.called, "carer", opened, one.pk in set(in_sessions))
        for one in members
        if one.is_carer and one.left_on is None
    ]
    if referral is not None:
        recipients.append(rules.Recipient(
            REFERRER, "The referrer", "referrer", opened, agreed="tell-referrer" in agreed
        ))  # fmt: skip
    recipients += [
        rules.Recipient(
            str(one.pk), one.name, KINDS[ProfessionalRole(one.role)],
            timezone.localtime(one.added_at).date(), agreed="sharing-explained" in agreed,
        )
        for one in Professional.objects.filter(
            organisation_id=family.organisation_id, family=family, confirmed_at__isnull=False
        )
        if one.role in KINDS and not has_ended(one.until, on=today)
    ]  # fmt: skip
    every = manner_of(family.organisation_id).every_sessions
    return rules.owed(way, recipients, told_facts(family), every=every)
