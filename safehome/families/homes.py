"""Homes whose address is kept from somebody. What a reader may not see is counted, not shown."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from safehome.families.models import Family, FamilyMember, HiddenFrom, Household
from safehome.vault.keyring import open_families

PURPOSE = "homes kept hidden"


@dataclass(frozen=True)
class HiddenHomes:
    """Homes kept from somebody. unseen: those whose address the person acting cannot see."""

    seen: list[Household]
    unseen: tuple[UUID, ...]


def hidden_homes(family: Family, member: FamilyMember | None) -> HiddenHomes:
    """Homes of which somebody must not learn where they are, in each record of the family.

    Said to be hidden from them, or from the family where they do not live there. Of
    another record that is read with this one: all that are hidden from anybody, for
    there they may be somebody by another name. None: somebody outside, from whom all
    of them are hidden.
    """
    marked = _marked(family.pk)
    if not marked:
        return HiddenHomes([], ())
    homes = list(
        Household.objects.filter(
            organisation_id=family.organisation_id, pk__in=marked
        ).order_by("id")
    )  # fmt: skip
    others = {home.family_id for home in homes} - {family.pk}
    if others:
        open_families(list(others), purpose=PURPOSE)
    unseen = tuple(sorted(marked - {home.pk for home in homes}))
    if member is None:
        return HiddenHomes(homes, unseen)
    named = set(
        HiddenFrom.objects.filter(
            organisation_id=family.organisation_id, member=member, ended_at=None
        ).values_list("household_id", flat=True)
    )
    theirs = [
        home
        for home in homes
        if home.pk in named
        or home.family_id != family.pk
        or (home.address_is_hidden and home.pk != member.household_id)
    ]
    return HiddenHomes(theirs, unseen)


def homes_hidden_from(family: Family, member: FamilyMember | None) -> list[Household]:
    """Those of them that the person acting sees."""
    return hidden_homes(family, member).seen


def is_kept_from_somebody(household: UUID) -> bool:
    """Whether a home is kept from anybody, be it somebody of whom the person may not know."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.is_kept_from_somebody(%s)", [household])
        return bool(cursor.fetchone()[0])


def _marked(family: UUID) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.hidden_homes(%s)", [family])
        return set(cursor.fetchone()[0])
