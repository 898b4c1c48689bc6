"""The professionals around a family: added, corrected, confirmed, ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Family
from safehome.kit.verdicts import permit
from safehome.network import policies
from safehome.network.models import Professional
from safehome.people.access import Actor

REACHED_BY = ("name", "agency", "phone", "email", "address")


class Changed(Exception):
    """Somebody else changed the record meanwhile. Carries it as it is now."""

    def __init__(self, now: Professional) -> None:
        super().__init__("Somebody else corrected this contact while you were writing.")
        self.now = now


def add_professional(
    family: Family, *, role: str, by: Actor, confirmed: bool = False, **facts: object
) -> Professional:
    """Add somebody who works with the family elsewhere. The family must be open.

    confirmed: the way to reach them was checked just now, with them or their service.
    """
    permit(policies.may_write_in_family(by, family))
    professional = Professional(
        organisation_id=family.organisation_id, family=family, role=role, added_by_id=by.pk, **facts
    )
    if confirmed:
        permit(policies.may_confirm_professional(by, professional))
        professional.confirmed_at, professional.confirmed_by_id = timezone.now(), by.pk
    professional.save(force_insert=True)
    audit.record("professional.added", about=professional, by=by)
    return professional


def correct_professional(
    professional: Professional, *, seen: int, by: Actor, **facts: object
) -> Professional:
    """Correct what is written of a contact. What was confirmed before has to be confirmed anew.

    seen: the version on the writer's screen. Raises Changed when it has moved on.
    """
    permit(policies.may_change_professional(by, professional))
    now = Professional.objects.select_for_update().get(pk=professional.pk)
    if now.version != seen:
        raise Changed(now)
    if any(getattr(now, name) != facts.get(name, getattr(now, name)) for name in REACHED_BY):
        now.confirmed_at = now.confirmed_by = None
    for fact, value in facts.items():
        setattr(now, fact, value)
    now.version = seen + 1
    now.save()
    audit.record("professional.corrected", about=now, by=by, fields=facts)
    return now


def confirm_professional(professional: Professional, *, seen: int, by: Actor) -> Professional:
    """Say that somebody checked how this contact is reached: only then may they be written to.

    seen: the version that was checked. Raises Changed when it has moved on: another
    number or address than the one checked is not confirmed by it.
    """
    permit(policies.may_confirm_professional(by, professional))
    now = Professional.objects.select_for_update(of=("self",)).get(pk=professional.pk)
    if now.version != seen:
        raise Changed(now)
    permit(policies.may_confirm_professional(by, now))
    now.confirmed_at, now.confirmed_by_id = timezone.now(), by.pk
    now.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record("professional.confirmed", about=now, by=by)
    return now


def end_professional(
    professional: Professional,
    *,
    until: date,
    by: Actor,
    successor: dict[str, Any] | None = None,
) -> Professional | None:
    """End somebody's work with the family; with a successor's facts, hand over to them.

    The successor has the same role and the same child, and is not confirmed by it.
    """
    professional = (
        Professional.objects.select_for_update(of=("self",))
        .select_related("family", "about")
        .get(pk=professional.pk)
    )
    permit(policies.may_end_professional(by, professional, until=until))
    professional.until = until
    professional.save(update_fields=["until"])
    audit.record("professional.ended", about=professional, by=by)
    if successor is None:
        return None
    facts: dict[str, Any] = {
        "agency": professional.agency, "role_words": professional.role_words, **successor
    }  # fmt: skip
    return add_professional(
        professional.family, role=professional.role, about=professional.about, since=until, by=by,
        **facts,
    )  # fmt: skip
