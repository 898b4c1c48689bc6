"""On which ground somebody may be told something, as it holds today. Open the family first."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.agreements.models import Agreement, Purpose
from safehome.agreements.queries import as_answer, carers_here, decisions_of, is_agreed
from safehome.agreements.rules import conflicts, in_force
from safehome.families.models import Family
from safehome.informing.models import Basis
from safehome.kit.verdicts import ALLOW, Verdict, deny

NOT_IN_FORCE = "That agreement is not in force. Ask the carer again before you tell anybody."
RELIED_ON = (Purpose.TELL_REFERRER, Purpose.SHARING_EXPLAINED)


def agreements_in_force(family: Family, *, on: date) -> list[Agreement]:
    """What carers agreed to that holds on a day, for whoever relies on it; not what they differ
    over."""
    rows = {
        as_answer(one): one
        for one in Agreement.objects.filter(
            organisation_id=family.organisation_id, family=family, purpose__in=RELIED_ON
        ).select_related("carer")
    }
    held = in_force(rows, on=on)
    if not held:
        return []
    differ = conflicts(rows, decisions_of(family.pk), carers=carers_here(family.pk), on=on)
    blocked = {one.purpose for one in differ if one.blocks}
    return [rows[answer] for answer in held.values() if answer.purpose not in blocked]


def agreements_in_force_today(family: Family) -> list[Agreement]:
    return agreements_in_force(family, on=timezone.localdate())


def may_still_rely_on(basis: str, agreement: UUID | None) -> Verdict:
    """The same of an agreement that was relied upon, wherever it may be seen from."""
    if basis != Basis.AGREED:
        return ALLOW
    found = Agreement.objects.filter(pk__in=[agreement] if agreement else []).first()
    return may_rely_on(basis, found) if found else deny(NOT_IN_FORCE)


def may_rely_on(basis: str, agreement: Agreement | None, *, purpose: str = "") -> Verdict:
    """Not where an agreement is relied upon that is not in force, or is about something else."""
    if basis != Basis.AGREED:
        return ALLOW
    if agreement is None:
        return deny("Choose the agreement that you rely on. If there is none, ask the carer.")
    if agreement.purpose not in RELIED_ON or not is_agreed(
        agreement.family_id, agreement.purpose, on=timezone.localdate(), carer=agreement.carer_id
    ):
        return deny(NOT_IN_FORCE)
    if purpose and agreement.purpose != purpose:
        return deny("That agreement is about something else. Ask the carer about this.")
    return ALLOW
