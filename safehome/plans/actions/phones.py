"""A copy for a carer's own telephone: offered with a link that opens once, and withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans import policies
from safehome.plans.actions.giving import give_copy
from safehome.plans.models import Copy, CopyKind, PhoneCopy, Version
from safehome.plans.queries import cut, read, recipient_of
from safehome.plans.queries.phones import ends_at, phone_page
from safehome.vault.links import new_token, seal_for_link

LINK_HOLDS = timedelta(minutes=20)
PLACE = "phone"  # what a box for a telephone is sealed to, whosever it is


@dataclass(frozen=True)
class Offered:
    """What the carer is shown once. Neither token nor key is kept here."""

    copy: Copy
    phone: PhoneCopy
    token: bytes
    key: bytes


def offer_on_phone(
    version: Version, member: UUID, *, whole: bool, expires_on: date, explained: Sequence[str],
    said_back: str, sections: Mapping[str, str], by: Actor, service_phone: str = "",
) -> Offered:  # fmt: skip
    """Make a copy for a carer's telephone, with a link that opens once and soon ends.

    explained: codes of what was gone through with them. said_back: what it means, in
    their own words. The family must be open.
    """
    today = timezone.localdate()
    carer, _ = recipient_of(version, member=member, professional=None)
    permit(policies.may_have_on_phone(carer, explained=explained, said_back=said_back))
    permit(policies.may_last_on_phone(expires_on, today=today))
    copy = give_copy(
        version, kind=CopyKind.PHONE, for_role=not whole, how="in-person", given_on=today,
        expires_on=expires_on, by=by, member=member,
    )  # fmt: skip
    assert carer is not None  # the policy saw to it
    made = cut(read(version), sections, recipient=carer, whole=whole)
    page = phone_page(made, until=expires_on, phone=service_phone)
    token, (key, box) = new_token(), seal_for_link(page, place=PLACE)
    phone = PhoneCopy.objects.create(
        organisation_id=version.organisation_id, family_id=version.family_id, copy=copy,
        plan_id=version.plan_id, version=version, member=carer,
        token_hash=hashlib.sha256(token).digest(), box=box,
        explained=sorted(set(explained)), said_back=said_back, made_by_id=by.pk,
        link_until=timezone.now() + LINK_HOLDS, until=ends_at(expires_on),
    )  # fmt: skip
    audit.record("plan.phone-offered", about=phone, by=by)
    return Offered(copy, phone, token, key)


def withdraw_from_phone(copy: Copy, *, by: Actor) -> Copy:
    """Withdraw it in one press: the telephone erases it when it next has network."""
    permit(policies.may_withdraw_copy(by, copy))
    permit(policies.is_on_phone(copy))
    copy.withdrawn_at, copy.withdrawn_by_id = timezone.now(), by.pk
    copy.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("plan.copy-withdrawn", about=copy, by=by)
    return copy
