"""Looking for records of the same people, through everything that the person may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safehome.design.words import short_day
from safehome.families.models import Family, FamilyMember, Household
from safehome.people.access import Actor
from safehome.referrals.body import Body
from safehome.referrals.likeness import Alike, Known, Someone, what_is_alike
from safehome.referrals.models import Referral
from safehome.referrals.queries.arrivals import body_of
from safehome.vault.keyring import open_families

PURPOSE = "looking for duplicates"
AT_MOST = 5_000


@dataclass(frozen=True)
class Fact:
    """The same thing of both records, side by side."""

    what: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Candidate:
    """A record that has something alike. is_family: otherwise it is another referral."""

    pk: UUID
    is_family: bool
    name: str
    reference: str
    alike: list[Alike]
    facts: list[Fact]

    @property
    def firmly(self) -> bool:
        return any(one.firmly for one in self.alike)


@dataclass(frozen=True)
class Found:
    """What a look found. looked_through: how many records. beyond: there are older ones, too."""

    candidates: list[Candidate]
    looked_through: int
    beyond: bool = False


@dataclass(frozen=True)
class Compared:
    """A record as it is compared and shown."""

    pk: UUID
    is_family: bool
    name: str
    reference: str
    known: Known
    adults: tuple[Someone, ...]
    children: tuple[Someone, ...]


def records_alike(person: Actor, referral: Referral, body: Body) -> Found:
    """Every family and referral with something alike, what is hardly by chance first.

    Names are sealed, so all are opened in memory, newest first, up to 5,000
    families. The referral must be open.
    """
    ours = _of_referral(referral, body)
    families, beyond = _families(person)
    others = [*families, *_other_referrals(person, referral)]
    found = [_candidate(ours, other) for other in others]
    candidates = [one for one in found if one.alike]
    order = sorted(candidates, key=lambda one: (not one.firmly, -len(one.alike), one.name))
    return Found(order, len(others), beyond)


def _families(person: Actor) -> tuple[list[Compared], bool]:
    """The newest families, compared, and whether there are more."""
    families = list(
        Family.objects.filter(organisation_id=person.organisation_id)
        .only("id", "organisation_id", "reference", "name")
        .order_by("-opened_at")[: AT_MOST + 1]
    )
    if not families:
        return [], False
    beyond, families = len(families) > AT_MOST, families[:AT_MOST]
    wanted = [one.pk for one in families]
    open_families(wanted, purpose=PURPOSE)
    members: dict[UUID, list[FamilyMember]] = defaultdict(list)
    for member in FamilyMember.objects.filter(
        organisation_id=person.organisation_id, family_id__in=wanted
    ).only("id", "family_id", "name", "known_as", "birth_date", "phone", "email", "is_child"):
        members[member.family_id].append(member)
    homes: dict[UUID, list[str]] = defaultdict(list)
    for home in Household.objects.filter(
        organisation_id=person.organisation_id, family_id__in=wanted
    ).only("id", "family_id", "address"):
        homes[home.family_id].append(home.address)
    return [_of_family(one, members[one.pk], homes[one.pk]) for one in families], beyond


def _of_family(family: Family, members: Iterable[FamilyMember], homes: list[str]) -> Compared:
    adults: list[Someone] = []
    children: list[Someone] = []
    for member in members:
        surname = member.name.split()[-1] if member.name else ""
        other = (f"{member.known_as} {surname}",) if member.known_as else ()
        born = date.fromisoformat(member.birth_date) if member.birth_date else None
        someone = Someone(member.name, born, member.phone, member.email, other)
        (children if member.is_child else adults).append(someone)
    people = (*adults, *children)
    return Compared(
        family.pk, True, family.name, family.reference, Known(people, tuple(filter(None, homes))),
        tuple(adults), tuple(children),
    )  # fmt: skip


def _other_referrals(person: Actor, besides: Referral) -> list[Compared]:
    """Those handed in that have no family yet."""
    others = list(
        Referral.objects.filter(
            organisation_id=person.organisation_id, became=None, handed_in_at__isnull=False
        )
        .select_related("text")
        .exclude(pk=besides.pk)[:AT_MOST]
    )
    if others:
        open_families([one.pk for one in others], purpose=PURPOSE)
    return [_of_referral(one, body_of(one)) for one in others]


def _of_referral(referral: Referral, body: Body) -> Compared:
    adults = tuple(Someone(one.name, None, one.phone, one.email) for one in body.carers if one.name)
    children = tuple(Someone(one.name, one.birth_date) for one in body.children if one.name)
    addresses = tuple(one.address for one in body.carers if one.address)
    name = ", ".join(one.name for one in adults) or referral.reference
    return Compared(referral.pk, False, name, referral.reference,
                    Known((*adults, *children), addresses), adults, children)  # fmt: skip


def _candidate(ours: Compared, theirs: Compared) -> Candidate:
    alike = what_is_alike(ours.known, theirs.known)
    facts = [
        Fact("Carers and other adults", _names(ours.adults), _names(theirs.adults)),
        Fact("Children", _names(ours.children), _names(theirs.children)),
        Fact("Addresses", "\n".join(ours.known.addresses), "\n".join(theirs.known.addresses)),
        Fact("Telephone", _phones(ours), _phones(theirs)),
    ] if alike else []  # fmt: skip
    return Candidate(theirs.pk, theirs.is_family, theirs.name, theirs.reference, alike, facts)


def _names(people: Iterable[Someone]) -> str:
    return "\n".join(
        one.name + (f", born {short_day(one.birth_date)}" if one.birth_date else "")
        for one in people
    )


def _phones(record: Compared) -> str:
    return "\n".join(dict.fromkeys(one.phone for one in record.adults if one.phone))
