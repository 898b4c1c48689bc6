"""A version as it is written: lines with their hands, voices, accounts; what surrounds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import JSONField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from safehome.families.models import FamilyMember
from safehome.kit.together import Facts, Together
from safehome.network.models import Professional
from safehome.network.queries import at_work
from safehome.plans import rules
from safehome.plans.models import (
    Account,
    Answer,
    Breach,
    Condition,
    ForChild,
    Gone,
    Hand,
    Line,
    Said,
    Version,
    Voice,
)
from safehome.plans.queries.standing import unanswered_by
from safehome.plans.weeks import Span


@dataclass(frozen=True)
class Around:
    """What a draft must answer to."""

    unanswered: list[Breach]
    answers: list[Answer]  # of this version, to what did not work
    conditions: list[Condition]  # not settled
    unseen_children: int  # without a line, of whom the writer may not know
    unseen_sections: tuple[str, ...]  # that have a line which the writer may not see


@dataclass(frozen=True)
class Draft:
    """Everything that a version says. The family must be open."""

    version: Version
    lines: list[Line]  # those that stand; in the order of the plan
    removed: list[Line]  # those that were taken out of it
    hands: Mapping[UUID, list[Hand]]  # by line
    children: Mapping[UUID, frozenset[UUID]]  # by line
    voices: Mapping[UUID, Voice]  # by child
    accounts: Mapping[UUID, Account]  # by adult
    said: Mapping[UUID, Said]  # by person; the last word of each, to the words as they are now
    earlier: Mapping[UUID, Said]  # by person; the last word of those who said it to other words
    changed_at: datetime | None  # when a line last changed, went or came back
    gone: Mapping[UUID, str]  # by root
    members: Mapping[UUID, FamilyMember]
    professionals: Mapping[UUID, Professional]
    around: Around | None = None  # where it was read with it

    @cached_property
    def sections(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.section, []).append(line)
        return found

    @property
    def weeks(self) -> dict[UUID, list[Span]]:
        """The hours of everybody who has a hand in it, by person."""
        found: dict[UUID, list[Span]] = {}
        for hands in self.hands.values():
            for hand in hands:
                if who := hand.member_id or hand.professional_id:
                    found.setdefault(who, []).extend(hand.week)
        return found

    def called(self, pk: UUID) -> str:
        """What somebody of the family or its network is called."""
        if pk in self.members:
            return self.members[pk].called
        one = self.professionals.get(pk)
        return (one.name or one.agency or one.get_role_display()) if one else "Somebody"

    @property
    def kids(self) -> dict[UUID, str]:
        """The children whom this plan is about: of its household, or all when it has none."""
        home = self.version.plan.household_id
        return {
            pk: one.called
            for pk, one in self.members.items()
            if one.is_child and (home is None or one.household_id == home)
        }

    @property
    def adults(self) -> dict[UUID, str]:
        """Carers of its household, and every grown member who has a hand in it."""
        home = self.version.plan.household_id
        hands = {hand.member_id for some in self.hands.values() for hand in some}
        return {
            pk: one.called
            for pk, one in self.members.items()
            if not one.is_child
            and (pk in hands or (one.is_carer and (home is None or one.household_id == home)))
        }


def _of(facts: Facts) -> dict[str, object]:
    return {"organisation_id": facts["organisation"], "version_id": facts["version"]}


def _of_family(facts: Facts) -> dict[str, object]:
    return {"organisation_id": facts["organisation"], "family_id": facts["family"]}


# Who can have a hand in a line, by the facts organisation, family and today.
PEOPLE: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "plan_members": lambda facts: FamilyMember.objects.filter(**_of_family(facts), left_on=None),
    "plan_professionals": lambda facts: Professional.objects.filter(
        at_work(facts["today"]), **_of_family(facts)
    ),
}
# All that a version says, by the fact version besides.
OF_VERSION: dict[str, Callable[[Facts], QuerySet[Any]]] = PEOPLE | {
    "plan_lines": lambda facts: Line.objects.filter(**_of(facts)).select_related("written_by"),
    "plan_hands": lambda facts: Hand.objects.filter(**_of(facts)),
    "plan_children": lambda facts: ForChild.objects.filter(**_of(facts)),
    "plan_said": lambda facts: Said.objects.filter(**_of(facts)).order_by("written_at", "id"),
    "plan_voices": lambda facts: Voice.objects.filter(**_of(facts)),
    "plan_accounts": lambda facts: Account.objects.filter(**_of(facts)),
    "plan_gone": lambda facts: Gone.objects.filter(**_of(facts)),
}
# How many children the writer may not know of have no line, and which sections have hidden ones.
BEYOND = (
    "(SELECT json_build_array(b.children, b.sections) FROM ctx.beyond_sight(plans_version.id) b)"
)
# What a draft must answer to, by the same facts.
AROUND: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "plan_unanswered": lambda facts: unanswered_by(facts["version"], facts["organisation"]),
    "plan_conditions": lambda facts: Condition.objects.filter(**_of_family(facts), settled_at=None),
    "plan_answers": lambda facts: (
        Answer.objects.filter(**_of(facts)).select_related("breach").order_by("written_at")
    ),
    "plan_beyond": lambda facts: (
        Version.objects.filter(pk=facts["version"])
        .order_by()
        .only("id")
        .annotate(beyond=RawSQL(BEYOND, (), output_field=JSONField()))  # noqa: S611 - fixed words
    ),
}
VERSION, SURROUNDED, SURROUNDINGS = (
    Together(**OF_VERSION),
    Together(**OF_VERSION, **AROUND),
    Together(**AROUND),
)


def facts_of(version: Version) -> dict[str, UUID | date]:
    """By what `OF_VERSION` and `AROUND` are read."""
    return {
        "organisation": version.organisation_id, "family": version.family_id,
        "version": version.pk, "today": timezone.localdate(),
    }  # fmt: skip


def read(version: Version) -> Draft:
    """A version with all that belongs to it. One statement, whatever its length."""
    return draft_in(version, VERSION.read(**facts_of(version)))


def read_surrounded(version: Version) -> Draft:
    """The same, with what a draft must answer to: for `what_is_missing`. One statement."""
    return draft_in(version, SURROUNDED.read(**facts_of(version)))


def people_in(
    found: Mapping[str, list[Any]],
) -> tuple[dict[UUID, FamilyMember], dict[UUID, Professional]]:
    """Who can have a hand in a line, of what was read by `PEOPLE`."""
    members = {one.pk: one for one in found["plan_members"]}
    return members, {one.pk: one for one in found["plan_professionals"]}


def draft_in(version: Version, found: Mapping[str, list[Any]]) -> Draft:
    """A version, of what was read by `OF_VERSION`, and by `AROUND` where it was."""
    every: list[Line] = found["plan_lines"]
    moments = [at for one in every for at in (one.written_at, one.removed_at) if at is not None]
    changed_at = max(moments, default=None)
    lines = [one for one in every if one.removed_at is None]
    lines.sort(key=lambda one: (rules.section_number(one.section), one.place, one.pk))
    stand = {one.pk for one in lines}
    hands: dict[UUID, list[Hand]] = {}
    for hand in found["plan_hands"]:
        if hand.line_id in stand:  # a line that was taken out asks nothing of anybody
            hands.setdefault(hand.line_id, []).append(hand)
    children: dict[UUID, set[UUID]] = {}
    for link in found["plan_children"]:
        children.setdefault(link.line_id, set()).add(link.child_id)
    said: dict[UUID, Said] = {one.member_id: one for one in found["plan_said"]}  # the last of each
    members, professionals = people_in(found)
    return Draft(
        version, lines, [one for one in every if one.removed_at is not None], hands,
        {pk: frozenset(some) for pk, some in children.items()},
        {one.child_id: one for one in found["plan_voices"]},
        {one.adult_id: one for one in found["plan_accounts"]},
        {pk: one for pk, one in said.items() if not changed_at or one.written_at >= changed_at},
        {pk: one for pk, one in said.items() if changed_at and one.written_at < changed_at},
        changed_at,
        {one.root: one.because for one in found["plan_gone"]},
        members, professionals,
        _around(found) if "plan_beyond" in found else None,
    )  # fmt: skip


def _around(found: Mapping[str, list[Any]]) -> Around:
    children, sections = found["plan_beyond"][0].beyond if found["plan_beyond"] else (0, ())
    return Around(
        found["plan_unanswered"], found["plan_answers"], found["plan_conditions"], children,
        tuple(sections or ()),
    )  # fmt: skip


def around_of(draft: Draft) -> Around:
    """What a draft must answer to: as it was read with it, or else by one statement."""
    return draft.around or _around(SURROUNDINGS.read(**facts_of(draft.version)))
