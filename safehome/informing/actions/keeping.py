"""What was told, who knows what, and the organisation's own way of writing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.agreements.models import Agreement, Purpose
from safehome.audit import ledger as audit
from safehome.families.models import Family, FamilyMember
from safehome.informing import policies, queries
from safehome.informing.models import Knowing, LetterTemplate, Manner, Told
from safehome.kit.ids import new_id
from safehome.kit.verdicts import deny, permit
from safehome.network.models import Professional
from safehome.people.access import Actor


def note_told(
    family: Family, *, matter: str, words: str, on: date, how: str, basis: str, by: Actor,
    member: FamilyMember | None = None, professional: Professional | None = None,
    agreement: Agreement | None = None, pk: UUID | None = None,
) -> Told:  # fmt: skip
    """Note that somebody was told something: a member, a professional, or else the referrer.

    Refused without the agreement relied upon, for a day to come, for what they
    must not be told, and where the words hold a hidden address.
    """
    permit(policies.may_inform(by, family))
    if on > timezone.localdate():
        permit(deny("That day has not come yet. Write down what was said once it is said."))
    if queries.hidden_at_all(family).are_in(words):
        permit(deny(policies.LEAKS))
    is_referrer = member is None and professional is None
    permit(queries.may_rely_on(
        basis, agreement, purpose=Purpose.TELL_REFERRER if is_referrer else ""
    ))  # fmt: skip
    told = Told(
        pk=pk or new_id(), organisation_id=family.organisation_id, family=family, member=member,
        professional=professional, referrer=is_referrer, matter=matter, words=words, told_on=on,
        how=how, basis=basis, agreement=agreement, written_by_id=by.pk,
    )  # fmt: skip
    told.save(force_insert=True)
    audit.record("somebody.told", about=told, by=by)
    return told


def note_knowing(
    family: Family, *, matter: str, knows: str, by: Actor, member: FamilyMember | None = None,
    professional: Professional | None = None,
) -> Knowing:  # fmt: skip
    """Write what somebody knows of a matter. What was written before is kept."""
    permit(policies.may_inform(by, family))
    knowing = Knowing.objects.create(
        organisation_id=family.organisation_id, family=family, member=member,
        professional=professional, matter=matter, knows=knows, written_by_id=by.pk,
    )  # fmt: skip
    audit.record("knowing.written", about=knowing, by=by)
    return knowing


def keep_template(
    *, key: str, title: str, to: str, language: str, body: str, by: Actor
) -> LetterTemplate:
    """Write a letter of the organisation's own. The one before it under this name is kept."""
    permit(policies.may_keep_templates(by))
    made = LetterTemplate.objects.create(
        organisation_id=by.organisation_id, key=key, title=title, to=to, language=language,
        body=body, written_by_id=by.pk,
    )  # fmt: skip
    audit.record("letter-template.written", about=made, by=by)
    return made


def retire_template(template: LetterTemplate, *, by: Actor) -> LetterTemplate:
    """Take a letter out of use. Letters that began from it stay as they are."""
    permit(policies.may_keep_templates(by))
    if template.retired_at is not None:
        permit(deny("It is out of use already."))
    template.retired_at = timezone.now()
    template.retired_by_id = by.pk
    template.save(update_fields=["retired_at", "retired_by"])
    audit.record("letter-template.retired", about=template, by=by)
    return template


def set_manner(
    *, phone: str, letterhead: str, wait_minutes: int, every_sessions: int, by: Actor
) -> Manner:
    """Say how this organisation writes: its head, its number, how long letters wait."""
    permit(policies.may_set_manner(by))
    manner = Manner.objects.create(
        organisation_id=by.organisation_id, phone=phone, letterhead=letterhead,
        wait_minutes=wait_minutes, every_sessions=every_sessions, written_by_id=by.pk,
    )  # fmt: skip
    audit.record("manner.set", about=manner, by=by)
    return manner
