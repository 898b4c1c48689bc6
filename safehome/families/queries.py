"""Reads of families. A record that the person may not see is a 404, like one that never was."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from safehome.families.models import (
    Assignment,
    Block,
    Family,
    FamilyMember,
    HiddenFrom,
    Household,
    Relationship,
    Restriction,
    SafeContact,
)
from safehome.families.policies import ALLOCATES
from safehome.families.rules import ContactRule
from safehome.people.access import Actor
from safehome.people.models import Person, Role, Team, TeamMember
from safehome.vault.keyring import open_families, open_family

LANGUAGES = {
    "en": "English", "ar": "Arabic", "bn": "Bengali", "bfi": "British Sign Language",
    "gu": "Gujarati", "ku": "Kurdish", "fa": "Persian", "pl": "Polish", "pa": "Punjabi",
    "ro": "Romanian", "so": "Somali", "ti": "Tigrinya", "uk": "Ukrainian", "ur": "Urdu",
    "cy": "Welsh",
}  # fmt: skip


def family_for(person: Actor, pk: UUID, *, purpose: str) -> Family:
    """One family, opened for reading; or 404: we never admit that a hidden record exists."""
    family = get_object_or_404(
        Family.objects.select_related("team"), pk=pk, organisation_id=person.organisation_id
    )
    open_family(family.pk, purpose=purpose)
    return family


def member_for(person: Actor, pk: UUID, *, purpose: str) -> FamilyMember:
    """One member with their family, opened for reading; or 404."""
    member = get_object_or_404(
        FamilyMember.objects.select_related("family__team", "household"),
        pk=pk,
        organisation_id=person.organisation_id,
    )
    open_family(member.family_id, purpose=purpose)
    return member


def assignment_for(person: Actor, pk: UUID) -> Assignment:
    """Somebody's work with a family that this person may see; or 404."""
    return get_object_or_404(
        Assignment.objects.select_related("person", "family"),
        pk=pk,
        family__in=Family.objects.filter(organisation_id=person.organisation_id),
        ended_at=None,
    )


def block_for(person: Actor, pk: UUID) -> Block:
    """A block still in force, on a family that this person may see; or 404."""
    return get_object_or_404(
        Block.objects.select_related("person", "family"),
        pk=pk,
        family__in=Family.objects.filter(organisation_id=person.organisation_id),
        lifted_at=None,
    )


def household_for(person: Actor, pk: UUID, *, purpose: str) -> Household:
    """One home with its family, opened for reading; or 404."""
    household = get_object_or_404(
        Household.objects.select_related("family__team"),
        pk=pk,
        organisation_id=person.organisation_id,
    )
    open_family(household.family_id, purpose=purpose)
    return household


def hiding_for(person: Actor, pk: UUID) -> HiddenFrom:
    """A home kept from somebody, on a family that this person may see; or 404."""
    return get_object_or_404(
        HiddenFrom.objects.select_related("household__family", "member"),
        pk=pk,
        organisation_id=person.organisation_id,
        ended_at=None,
    )


def hidings_of(family: Family) -> dict[UUID, list[HiddenFrom]]:
    """Who must not learn where a home is, by home."""
    found: dict[UUID, list[HiddenFrom]] = {}
    for one in HiddenFrom.objects.filter(
        organisation_id=family.organisation_id, family=family, ended_at=None
    ).select_related("member"):
        found.setdefault(one.household_id, []).append(one)
    return found


def known_to_few(family: Family) -> set[UUID]:
    """Members of whom only named staff may know. For whoever may know of one, too."""
    return set(
        Restriction.objects.filter(
            organisation_id=family.organisation_id, family=family, lifted_at=None
        ).values_list("member_id", flat=True)
    )


def restriction_of(member: FamilyMember) -> Restriction | None:
    """The decision that few may know of this member, if there is one."""
    return Restriction.objects.filter(
        organisation_id=member.organisation_id, member=member, lifted_at=None
    ).first()


def unknown_among(person: Actor, members: Iterable[UUID]) -> set[UUID]:
    """Those of these members of whom this person may not know."""
    return set(
        Restriction.objects.filter(
            organisation_id=person.organisation_id, member_id__in=list(members), lifted_at=None
        )
        .exclude(readers__contains=[person.pk])
        .values_list("member_id", flat=True)
    )


def is_seen(pk: UUID) -> bool:
    """Whether the person acting can see this family."""
    return Family.objects.filter(pk=pk).exists()


def members_of(family: Family) -> list[FamilyMember]:
    """Carers and other adults first, then children; each in the order they were added."""
    return in_order(FamilyMember.objects.filter(family=family).select_related("household"))


def in_order(members: Iterable[FamilyMember]) -> list[FamilyMember]:
    return sorted(members, key=lambda member: (member.is_child, not member.is_carer))


def households_of(family: Family) -> QuerySet[Household]:
    return Household.objects.filter(family=family).order_by("id")


def teams_of(person: Actor) -> list[Team]:
    """The organisation's teams, this person's own first."""
    own = set(
        TeamMember.objects.filter(
            organisation_id=person.organisation_id, person_id=person.pk, left_at=None
        ).values_list("team_id", flat=True)
    )
    teams = Team.objects.filter(organisation_id=person.organisation_id)
    return sorted(teams, key=lambda team: team.pk not in own)


def colleagues(
    person: Actor, *, roles: Iterable[Role] = (), besides: Iterable[UUID] = ()
) -> QuerySet[Person]:
    """The staff of the organisation who have not left; with one of these roles, if given."""
    found = Person.objects.filter(organisation_id=person.organisation_id, left_at=None)
    wanted = list(roles)
    if wanted:
        found = found.filter(roles_held__role__in=wanted, roles_held__ended_at=None).distinct()
    return found.exclude(pk__in=list(besides))


def assignments_of(family: Family) -> QuerySet[Assignment]:
    """Who works with the family now."""
    return (
        Assignment.objects.filter(
            organisation_id=family.organisation_id, family=family, ended_at=None
        )
        .select_related("person")
        .order_by("begun_at")
    )


def assigned_to(person: Actor, family: str = "family_id") -> Exists:
    """Whether a row’s family is one that this person works with now.

    family: the row’s column with the family’s key; `pk` where the row is a family.
    """
    return Exists(
        Assignment.objects.filter(
            organisation_id=person.organisation_id, family_id=OuterRef(family),
            person_id=person.pk, ended_at=None,
        )
    )  # fmt: skip


def to_hand_over(person: Actor) -> QuerySet[Assignment]:
    """Work with families by those who have left, for whoever allocates: the longest gone first."""
    if not person.has(*ALLOCATES):
        return Assignment.objects.none()
    return (
        Assignment.objects.filter(
            organisation_id=person.organisation_id,
            ended_at=None,
            person__left_at__isnull=False,
            family__in=Family.objects.filter(organisation_id=person.organisation_id),
        )
        .select_related("person", "family")
        .order_by("person__left_at", "begun_at")
    )


def opened_to_hand_over(person: Actor) -> list[Assignment]:
    """The same, with the families opened for reading their names."""
    found = list(to_hand_over(person))
    if found:
        open_families(sorted({one.family_id for one in found}), purpose="handing over")
    return found


def blocks_of(family: Family) -> QuerySet[Block]:
    """Who is kept out of the record now."""
    return (
        Block.objects.filter(organisation_id=family.organisation_id, family=family, lifted_at=None)
        .select_related("person")
        .order_by("placed_at")
    )


def ties_of(family: UUID | OuterRef, organisation: UUID | OuterRef) -> QuerySet[Relationship]:
    """What people of a family are to one another, but for what was written by mistake."""
    return Relationship.objects.filter(
        organisation_id=organisation, family_id=family, withdrawn_at=None
    )


def tie_for(person: Actor, pk: UUID) -> Relationship:
    """One relationship of a family that this person may see; or 404."""
    return get_object_or_404(
        Relationship.objects.select_related("family", "one", "other"),
        pk=pk,
        organisation_id=person.organisation_id,
        withdrawn_at=None,
    )


def contact_rules(family: Family) -> dict[UUID, SafeContact]:
    """The rule that holds for each member: the newest."""
    return newest_rules(SafeContact.objects.filter(family=family))


def newest_rules(newest_first: Iterable[SafeContact]) -> dict[UUID, SafeContact]:
    rules: dict[UUID, SafeContact] = {}
    for rule in newest_first:
        rules.setdefault(rule.member_id, rule)
    return rules


def rule_of(rule: SafeContact | None) -> ContactRule | None:
    """What was agreed, as the plain rules read it."""
    if rule is None:
        return None
    return ContactRule(
        rule.channel, tuple(rule.also), tuple(rule.days), rule.not_before, rule.not_after,
        rule.review_on,
    )  # fmt: skip
