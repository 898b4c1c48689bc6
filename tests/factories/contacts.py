"""People who can be reached, for tests: carers with rules, professionals with addresses."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.utils import timezone

from safehome.families import actions as families
from safehome.families.models import Family, FamilyMember, Household
from safehome.network.models import Professional
from safehome.people.access import Actor

# At any hour, so that no test depends on when it is run.
ALWAYS = {
    "channel": "text", "also": ["email"], "not_before": time(0), "not_after": time(23, 59)
}  # fmt: skip
PHONE, EMAIL = "07700900123", "carol.m@mail.example"


def reachable(member: FamilyMember, *, by: Actor, **rule: Any) -> FamilyMember:
    """Give a member a telephone, an e-mail address and a rule; any time unless said otherwise."""
    member = families.correct_member(member, seen=member.version, by=by, phone=PHONE, email=EMAIL)
    families.agree_safe_contact(member, by=by, **ALWAYS | rule)
    return member


def at_home(member: FamilyMember, address: str, *, by: Actor, hidden: bool = False) -> Household:
    """A home in which a member lives."""
    home = families.add_household(
        member.family, name=f"{member.called}’s home", address=address, address_is_hidden=hidden,
        by=by,
    )  # fmt: skip
    families.correct_member(member, seen=member.version, by=by, household=home)
    return home


def make_professional(family: Family, *, by: Actor, **facts: Any) -> Professional:
    """A social worker whose contact is confirmed, unless said otherwise."""
    now = timezone.now()
    usual = {
        "name": "Pat Quinlan", "agency": "Children’s services", "role": "social-worker",
        "email": "pat.quinlan@council.example", "phone": "01632 960555",
        "address": "1 Civic Square\nHartwell\nHW1 1AA", "confirmed_at": now,
        "confirmed_by_id": by.pk,
    }  # fmt: skip
    return Professional.objects.create(
        organisation_id=family.organisation_id, family=family, added_by_id=by.pk, **usual | facts
    )
