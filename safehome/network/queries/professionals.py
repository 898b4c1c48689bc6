"""The professionals around a family, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.design.words import short_day
from safehome.families.models import Family
from safehome.network.models import Professional, ProfessionalRole
from safehome.network.rules import has_ended
from safehome.people.access import Actor


@dataclass(frozen=True)
class Contact:
    """A professional as the Contacts tab shows them."""

    pk: UUID
    name: str
    agency: str
    role: str
    about: UUID | None
    phone: str
    email: str
    address: str
    since: date | None
    until: date | None
    ended: bool
    confirmed_at: datetime | None
    confirmed_by: str
    can_be_confirmed: bool

    @property
    def period(self) -> str:
        """From when until when, as far as it is known."""
        words = [f"since {short_day(self.since)}"] if self.since else []
        words += [f"until {short_day(self.until)}"] if self.until else []
        return ", ".join(words)


def contacts_of(family: Family) -> list[Contact]:
    """Those who work with the family now, then those who did. One statement."""
    return as_contacts(professionals_of(family))


def professionals_of(family: Family) -> QuerySet[Professional]:
    """All of them, to be read together with other things of a family."""
    return Professional.objects.filter(
        organisation_id=family.organisation_id, family=family
    ).select_related("confirmed_by")


def as_contacts(found: Iterable[Professional]) -> list[Contact]:
    """Those who work with the family now, then those who did. The family must be open."""
    return sorted((_contact(one) for one in found), key=lambda contact: contact.ended)


def _contact(one: Professional) -> Contact:
    return Contact(
        one.pk, one.name, one.agency,
        one.role_words or ProfessionalRole(one.role).label, one.about_id,
        one.phone, one.email, one.address, one.since, one.until,
        has_ended(one.until, on=timezone.localdate()),
        one.confirmed_at, one.confirmed_by.name if one.confirmed_by else "",
        bool(one.phone or one.email or one.address),
    )  # fmt: skip


def professional_for(person: Actor, pk: UUID) -> Professional:
    """One professional with the family; or 404."""
    return get_object_or_404(
        Professional.objects.select_related("family", "about"),
        pk=pk,
        organisation_id=person.organisation_id,
    )


def at_work(on: date) -> Q:
    """Those whose work with a family is not over on a day, as a condition."""
    return Q(until=None) | Q(until__gte=on)


def therapists_of(family: Family) -> list[Professional]:
    """Who may be named as a child's therapist: therapists first, then all others."""
    found = Professional.objects.filter(
        at_work(timezone.localdate()), organisation_id=family.organisation_id, family=family
    )
    return sorted(found, key=lambda one: one.role != ProfessionalRole.THERAPIST)
