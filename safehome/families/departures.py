"""Who left a family and which homes were given up, as pages show it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from safehome.families.models import Departure, Family
from safehome.people.access import Actor
from safehome.vault.keyring import open_family


def departures_of(family: Family) -> QuerySet[Departure]:
    """Those that hold, the newest first."""
    return Departure.objects.filter(
        organisation_id=family.organisation_id, family=family, taken_back_at=None
    )


def departures_by_whom(family: Family) -> dict[UUID, Departure]:
    """Those that hold, by the member or the home that they are of. One statement."""
    found = ((one.member_id or one.household_id, one) for one in departures_of(family))
    return {pk: one for pk, one in found if pk is not None}


def departure_for(person: Actor, pk: UUID) -> Departure:
    """One that holds, with its family, opened; or 404."""
    found = get_object_or_404(
        Departure.objects.select_related("family", "member", "household"),
        pk=pk, organisation_id=person.organisation_id, taken_back_at=None,
    )  # fmt: skip
    open_family(found.family_id, purpose="who left")
    return Departure.objects.select_related("family", "member", "household").get(pk=pk)
