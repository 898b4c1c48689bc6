"""One family's page: who they are, and where they are in the programme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from safehome.entries.queries import Raised
from safehome.families.models import (
    Assignment,
    CarerKind,
    Family,
    FamilyMember,
    Merge,
    Relationship,
)
from safehome.families.queries import in_order, newest_rules, ties_of
from safehome.families.telling import rule_in_words
from safehome.families.together import merges_of
from safehome.journeys.models import Journey, Session
from safehome.journeys.queries.banner import (
    READS,
    Banner,
    age_in_words,
    banner_from,
    needs_in_words,
    of_family,
)
from safehome.kit.together import Facts, Together
from safehome.network.models import Therapy
from safehome.network.queries import gap_in_words
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.vault.keyring import open_family
from safehome.workspace.queries.progress import Progress, progress_of

LOOKS = {Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.MANAGER, Role.RECORDS_OFFICER}


@dataclass(frozen=True)
class Somebody:
    """A member of the family as pages show them."""

    pk: UUID
    name: str
    called: str
    what: str
    age: str
    needs: str
    rule: str
    household: str
    household_pk: UUID | None
    is_child: bool
    is_carer: bool
    left: bool


@dataclass(frozen=True)
class About:
    """The family whose page it is, and the banner at its top."""

    family: Family
    banner: Banner
    members: list[Somebody]
    records: list[FamilyMember]
    working: list[str]
    ties: list[Relationship]
    merges: list[Merge]
    may_look: bool
    gap: str = ""

    @property
    def flags(self) -> tuple[Raised, ...]:
        return self.banner.flags

    @property
    def households(self) -> list[tuple[str, list[Somebody]]]:
        """The members by where they live; those of whom it is not known, last.

        By the home itself: two may be called the same.
        """
        homes: dict[UUID | None, list[Somebody]] = {}
        for one in sorted(self.members, key=lambda one: one.household_pk is None):
            homes.setdefault(one.household_pk, []).append(one)
        return [
            (here[0].household or ("A home" if pk else "Home not known"), here)
            for pk, here in homes.items()
        ]


WORKING = (
    Assignment.objects.filter(
        organisation_id=OuterRef("organisation_id"), family_id=OuterRef("pk"), ended_at=None
    )
    .order_by("begun_at")
    .values(name=F("person__name"))
)


def family_of(facts: Facts) -> Family:
    """Whose records are asked for, for those queries that take a family."""
    return Family(pk=facts["family"], organisation_id=facts["organisation"])


# Who the family is, for every tab; with its journey, for the tabs that show it.
WHO: dict[str, Callable[[Facts], QuerySet[Any]]] = READS | {
    "family": lambda facts: (
        Family.objects.select_related("team")
        .annotate(working=ArraySubquery(WORKING))
        .filter(pk=facts["family"], organisation_id=facts["organisation"])
    ),
    "members": lambda facts: FamilyMember.objects.filter(**of_family(facts)).select_related(
        "household"
    ),
    "ties": lambda facts: ties_of(facts["family"], facts["organisation"]),
    "merges": lambda facts: merges_of(facts["family"], facts["organisation"]),
    "support": lambda facts: (
        Therapy.objects.filter(**of_family(facts))
        .order_by("child_id", "-written_at", "-id")
        .distinct("child_id")
        .only("child_id", "status")
    ),
}
WHERE: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "journey": lambda facts: (
        Journey.objects.filter(**of_family(facts))
        .select_related("lead")
        .order_by(F("ended_at").desc(nulls_first=True), "-started_on")[:1]
    ),
    "sessions": lambda facts: Session.objects.filter(**of_family(facts)).order_by("number"),
}
ABOUT, ABOUT_AND_WHERE = Together(**WHO), Together(**WHO, **WHERE)


def about_family(person: Actor, pk: UUID, *, purpose: str) -> About:
    """A family with its people, or 404. One statement, and one for its key."""
    return about_with(person, pk, ABOUT, purpose=purpose)[0]


def about_with(
    person: Actor, pk: UUID, reads: Together, *, purpose: str
) -> tuple[About, dict[str, list[Any]]]:
    """The same, with whatever else is read of the family in the same statement.

    reads: of WHO, and more, by the facts `family` and `organisation`.
    """
    found = reads.read(family=pk, organisation=person.organisation_id)
    return _about(person, found, purpose), found


def family_and_progress(
    person: Actor, pk: UUID, *, purpose: str
) -> tuple[About, Progress | None]:  # fmt: skip
    """The same, with where they are in the programme; and still one statement."""
    about, found = about_with(person, pk, ABOUT_AND_WHERE, purpose=purpose)
    return about, progress_in(found)


def progress_in(found: dict[str, list[Any]]) -> Progress | None:
    """Where they are in the programme, of what was read by WHERE."""
    for journey in found["journey"]:
        sessions = [one for one in found["sessions"] if one.journey_id == journey.pk]
        return progress_of(journey, sessions)
    return None


def _about(person: Actor, found: dict[str, list[Any]], purpose: str) -> About:
    if not found["family"]:
        raise Http404
    family: Family = found["family"][0]
    open_family(family.pk, purpose=purpose)
    records = in_order(found["members"])
    rules = newest_rules(found["rules"])
    members = [
        somebody(one, rule_in_words(one, rules[one.pk]) if one.pk in rules else "")
        for one in records
    ]
    support: dict[UUID, str] = {}
    for one in found["support"]:  # the newest first
        support.setdefault(one.child_id, one.status)
    return About(
        family, banner_from(family, found), members, records,
        working=list(getattr(family, "working", [])),
        ties=found["ties"], merges=found["merges"],
        may_look=person.has(*LOOKS), gap=gap_in_words(records, support),
    )  # fmt: skip


def somebody(member: FamilyMember, rule: str = "") -> Somebody:
    """What pages show of a member."""
    return Somebody(
        pk=member.pk,
        name=member.name,
        called=member.called,
        what=_what(member),
        age=age_in_words(member, on=timezone.localdate()),
        needs=needs_in_words(member),
        rule=rule,
        household=member.household.name if member.household else "",
        household_pk=member.household_id,
        is_child=member.is_child,
        is_carer=member.is_carer,
        left=member.left_on is not None,
    )


def _what(member: FamilyMember) -> str:
    if member.is_carer:
        return CarerKind(member.carer_kind).label.lower()
    if not member.is_child:
        return ""
    what = [
        ("child who has displayed HSB", member.has_displayed_hsb),
        ("child who has been harmed", member.was_harmed),
        ("brother or sister", member.is_sibling),
    ]
    return ", ".join(words for words, true in what if true)
