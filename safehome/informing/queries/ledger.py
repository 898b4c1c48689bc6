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
from safehome.informing.queries.letters import KINDS, agreements_in_force, manner_of
from safehome.network.models import Professional, ProfessionalRole
from safehome.referrals.models import Referral

REFERRER = "referrer"


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
    return [_line(row) for row in rows.defer("letter__body", "letter__address")]


def _line(row: Told) -> Line:
    who = row.member.name if row.member else row.professional.name if row.professional else (
        "The referrer"
    )  # fmt: skip
    basis = Basis(row.basis).label
    if row.agreement is not None:
        basis = f"{basis}: {row.agreement.carer.called}, {row.agreement.said_on:%d.%m.%Y}"
    words = row.words or (f"Letter: {row.letter.title}" if row.letter else "")
    return Line(
        row.told_on, who, Matter(row.matter).label, words, Channel(row.how).label, basis,
        row.written_by.name, row.letter_id,
    )  # fmt: skip


def told_facts(family: Family) -> dict[tuple[str, str], date]:
    """For each recipient and matter the last day they were told: for the rules."""
    last: dict[tuple[str, str], date] = {}
    rows = Told.objects.filter(organisation_id=family.organisation_id, family=family)
    for row in rows.only("family_id", "member_id", "professional_id", "matter", "told_on"):
        to = str(row.member_id or row.professional_id or REFERRER)
        last[to, row.matter] = max(row.told_on, last.get((to, row.matter), row.told_on))
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
        if one.role in KINDS and (one.until is None or one.until >= today)
    ]  # fmt: skip
    every = manner_of(family.organisation_id).every_sessions
    return rules.owed(way, recipients, told_facts(family), every=every)
