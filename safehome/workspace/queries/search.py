"""Finding a family by name or reference, among those that a person may see."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from safehome.families.models import Family, FamilyMember
from safehome.families.together import folded_away
from safehome.kit.together import Facts, Together
from safehome.people.access import Actor
from safehome.vault.keyring import open_families

AT_MOST = 5_000
REFERENCE = re.compile(r"^[A-Z0-9]{4}-?[A-Z0-9]{4}$")


@dataclass(frozen=True)
class Found:
    """A family that was found, and through whom."""

    pk: UUID
    name: str
    reference: str
    through: str


def _families(facts: Facts) -> QuerySet[Family]:
    return (
        Family.objects.filter(organisation_id=facts["organisation"])
        .exclude(folded_away())
        .only("name", "reference", "opened_at")
        .order_by("-opened_at")[:AT_MOST]
    )


SEEN = Together(
    families=_families,
    members=lambda facts: FamilyMember.objects.filter(
        organisation_id=facts["organisation"], left_on=None,
        family_id__in=_families(facts).values("pk"),
    ).only("id", "family_id", "name", "known_as"),
)  # fmt: skip


def search(person: Actor, words: str) -> list[Found]:
    """Families whose reference is this, or in which each word begins a name.

    Names are sealed, so they are opened in memory: the caseload, newest first,
    up to 5,000 families. Costs by the caseload, never by the table.
    """
    wanted = words.casefold().split()
    if not wanted:
        return []
    if REFERENCE.match(words.strip().upper()):
        plain = words.strip().upper().replace("-", "")
        by_reference = list(
            Family.objects.filter(
                organisation_id=person.organisation_id, reference=f"{plain[:4]}-{plain[4:]}"
            )
        )
        if by_reference:
            open_families([family.pk for family in by_reference], purpose="search")
            return [Found(one.pk, one.name, one.reference, "") for one in by_reference]
    seen = SEEN.read(organisation=person.organisation_id)
    if not seen["families"]:
        return []
    open_families([family.pk for family in seen["families"]], purpose="search")
    members = defaultdict(list)
    for member in seen["members"]:
        members[member.family_id].append(member)
    found = (_match(family, members[family.pk], wanted) for family in seen["families"])
    return [one for one in found if one is not None]


def _match(family: Family, members: list[FamilyMember], wanted: list[str]) -> Found | None:
    name = family.name  # opened once, and not again beside each member
    if _begins(name, wanted):
        return Found(family.pk, name, family.reference, "")
    called = [(member.name, member.known_as) for member in members]
    through = [one for one, known_as in called if _begins(f"{one} {known_as} {name}", wanted)]
    if not through:
        return None
    return Found(family.pk, name, family.reference, ", ".join(through))


def _begins(names: str, wanted: list[str]) -> bool:
    """Whether every word begins one of the names.

    >>> _begins("Carol Ann Marlow", ["mar", "ca"])
    True
    """
    there = re.split(r"[\s'’-]+", names.casefold())
    return all(any(name.startswith(word) for name in there) for word in wanted)
