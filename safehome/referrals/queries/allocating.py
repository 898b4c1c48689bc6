"""Who could work with a family, with what speaks for and against it, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from safehome.design.words import short_day
from safehome.families.models import Assignment, Block, CarerKind, Family, FamilyMember, Need
from safehome.families.queries import LANGUAGES, colleagues
from safehome.people.access import Actor
from safehome.people.models import Person, Role, TeamMember
from safehome.referrals.models import Allocation, Capacity
from safehome.referrals.waits import SKILLS, room_in_words
from safehome.training.queries import accredited_among

ORDERS = {"name": "By name", "room": "By room left"}
ASKS = {
    Need.SIGNING: "deaf", Need.HEARING: "deaf", Need.EASY_READ: "learning",
    Need.SHORT_STEPS: "learning", Need.READ_ALOUD: "learning", Need.PREDICTABLE: "autism",
}  # fmt: skip
NOT_BIRTH = {CarerKind.FOSTER, CarerKind.KINSHIP, CarerKind.ADOPTIVE, CarerKind.RESIDENTIAL}


@dataclass(frozen=True)
class Asks:
    """What a family asks for: languages and skills."""

    languages: tuple[str, ...]
    skills: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        spoken = [LANGUAGES.get(one, one) for one in self.languages]
        return [*spoken, *(SKILLS[one] for one in self.skills)]


@dataclass(frozen=True)
class Candidate:
    """Somebody who could work with the family. refusal: why they cannot; "" when they can.

    codes: the facts that were on the screen, kept with the choice.
    """

    pk: UUID
    name: str
    team: str
    room: str
    left: Decimal
    reasons: tuple[str, ...]
    refusal: str
    codes: tuple[str, ...]

    @property
    def has_room(self) -> bool:
        return self.left > 0


@dataclass(frozen=True)
class Able:
    """One person's capacity as a page shows it."""

    person: Person
    capacity: Capacity | None
    load: Decimal

    @property
    def room(self) -> str:
        return room_in_words(self.capacity.weight if self.capacity else None, self.load)

    @property
    def knows(self) -> list[str]:
        if self.capacity is None:
            return []
        spoken = [LANGUAGES.get(one, one) for one in self.capacity.languages]
        return [*spoken, *(SKILLS.get(one, one) for one in self.capacity.skills)]

    @property
    def away(self) -> date | None:
        until = self.capacity.away_until if self.capacity else None
        return until if until and until >= timezone.localdate() else None


def asked_of(members: Iterable[FamilyMember]) -> Asks:
    """What the people of a family ask of whoever works with them."""
    here = [one for one in members if one.left_on is None]
    carers = [one for one in here if one.is_carer]
    languages = dict.fromkeys(one.language for one in carers if one.language != "en")
    skills = dict.fromkeys(
        ASKS[Need(need)] for one in here for need in one.needs if Need(need) in ASKS
    )
    if any(one.carer_kind in NOT_BIRTH for one in carers):
        skills["foster"] = None
    if len({one.household_id for one in carers if one.household_id}) > 1:
        skills["apart"] = None
    return Asks(tuple(languages), tuple(skills))


def candidates(
    person: Actor, family: Family, asks: Asks, *, order: str = "name"
) -> list[Candidate]:
    """Everybody who delivers sessions, in the alphabet's order or by room left; never ranked."""
    today = timezone.localdate()
    staff = staff_with_room(person)
    names = [one.person.pk for one in staff]
    accredited = accredited_among(names, on=today)
    ours = {"organisation_id": person.organisation_id, "family": family}
    out = set(Block.objects.filter(**ours, lifted_at=None).values_list("person_id", flat=True))
    with_them = set(
        Assignment.objects.filter(**ours, ended_at=None).values_list("person_id", flat=True)
    )
    teams = dict(
        TeamMember.objects.filter(
            organisation_id=person.organisation_id, person_id__in=names, left_at=None
        ).values_list("person_id", "team__name")
    )
    found = [
        _candidate(
            one, asks, teams.get(one.person.pk, ""), family.team.name,
            accredited=one.person.pk in accredited, blocked=one.person.pk in out,
            works=one.person.pk in with_them,
        )
        for one in staff
    ]  # fmt: skip
    if order == "room":
        return sorted(found, key=lambda one: (bool(one.refusal), -one.left, one.name))
    return sorted(found, key=lambda one: one.name)


def _candidate(
    one: Able, asks: Asks, team: str, theirs: str, *, accredited: bool, blocked: bool, works: bool
) -> Candidate:
    capacity = one.capacity
    left = (capacity.weight if capacity else Decimal(0)) - one.load
    spoken = set(capacity.languages) if capacity else set()
    skilled = set(capacity.skills) if capacity else set()
    reasons, codes = [one.room], ["room-left" if left > 0 else "no-room"]
    if team == theirs:
        reasons.append("In the family’s team")
        codes.append("same-team")
    for language in asks.languages:
        has = language in spoken
        name = LANGUAGES.get(language, language)
        reasons.append(f"Speaks {name}" if has else f"Does not speak {name}")
        codes.append(f"{'speaks' if has else 'no'}-{language}")
    for skill in asks.skills:
        has = skill in skilled
        reasons.append(f"{'Knows' if has else 'Not written'}: {SKILLS[skill].lower()}")
        codes.append(f"{'skill' if has else 'no-skill'}-{skill}")
    refusal = _refusal(one, accredited=accredited, blocked=blocked, works=works)
    if blocked:  # nothing more is said of somebody who is kept out
        return Candidate(one.person.pk, one.person.name, team, "", Decimal(-99), (), refusal, ())
    if accredited:
        codes.append("accredited")
    return Candidate(one.person.pk, one.person.name, team, one.room, left, tuple(reasons),
                     refusal, tuple(codes))  # fmt: skip


def _refusal(one: Able, *, accredited: bool, blocked: bool, works: bool) -> str:
    if blocked:
        return "Not available for this family. Choose somebody else."
    if works:
        return "Works with this family already."
    if not accredited:
        return "Not accredited today. Choose somebody else, or renew the accreditation first."
    if one.away is not None:
        return f"Away until {short_day(one.away)}. Choose somebody else, or wait for them."
    return ""


def staff_with_room(person: Actor) -> list[Able]:
    """Everybody who delivers sessions, with what they have room for and what they carry now."""
    people = list(colleagues(person, roles=(Role.PRACTITIONER, Role.SUPERVISOR)).order_by("name"))
    newest: dict[UUID, Capacity] = {}
    for row in Capacity.objects.filter(organisation_id=person.organisation_id):
        newest.setdefault(row.person_id, row)
    loads = _loads(person)
    return [Able(one, newest.get(one.pk), loads[one.pk]) for one in people]


def why_chosen(family: Family) -> dict[UUID, str]:
    """Why this family was given to each of those to whom it was. The family must be open."""
    found: dict[UUID, str] = {}
    for row in Allocation.objects.filter(
        organisation_id=family.organisation_id, family=family
    ).only("organisation_id", "family_id", "person_id", "because"):
        found.setdefault(row.person_id, row.because)  # the newest first
    return found


def _loads(person: Actor) -> dict[UUID, Decimal]:
    """What each carries: every family weighs what was chosen at its allocation, else one."""
    weights: dict[tuple[UUID, UUID], Decimal] = {}
    for row in Allocation.objects.filter(organisation_id=person.organisation_id).only(
        "family_id", "person_id", "weight", "chosen_at"
    ):
        weights.setdefault((row.person_id, row.family_id), row.weight)
    loads: dict[UUID, Decimal] = defaultdict(Decimal)
    for who, family in Assignment.objects.filter(
        organisation_id=person.organisation_id, ended_at=None
    ).values_list("person_id", "family_id"):
        loads[who] += weights.get((who, family), Decimal(1))
    return loads


def capacity_of(person: Actor, whose: UUID) -> Capacity | None:
    return Capacity.objects.filter(organisation_id=person.organisation_id, person_id=whose).first()
