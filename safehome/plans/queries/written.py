"""A version as it is written: lines with their hands, voices, accounts; and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from uuid import UUID

from django.db import connection
from django.utils import timezone

from safehome.families.models import FamilyMember
from safehome.network.models import Professional
from safehome.network.queries import at_work
from safehome.plans import rules
from safehome.plans.models import (
    Account,
    BreachKind,
    Condition,
    ConditionKind,
    ForChild,
    Gone,
    Hand,
    Line,
    Rehearsal,
    Said,
    Stage,
    Version,
    Voice,
)
from safehome.plans.queries.standing import still_to_answer
from safehome.plans.weeks import Span


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


def read(version: Version) -> Draft:
    """A version with all that belongs to it. Nine statements, whatever its length."""
    mine = {"organisation_id": version.organisation_id, "version": version}
    family = {"organisation_id": version.organisation_id, "family_id": version.family_id}
    every = list(Line.objects.filter(**mine).select_related("written_by"))
    moments = [at for one in every for at in (one.written_at, one.removed_at) if at is not None]
    changed_at = max(moments, default=None)
    lines = [one for one in every if one.removed_at is None]
    lines.sort(key=lambda one: (rules.section_number(one.section), one.place, one.pk))
    stand = {one.pk for one in lines}
    hands: dict[UUID, list[Hand]] = {}
    for hand in Hand.objects.filter(**mine):
        if hand.line_id in stand:  # a line that was taken out asks nothing of anybody
            hands.setdefault(hand.line_id, []).append(hand)
    children: dict[UUID, set[UUID]] = {}
    for link in ForChild.objects.filter(**mine):
        children.setdefault(link.line_id, set()).add(link.child_id)
    said: dict[UUID, Said] = {}
    for one in Said.objects.filter(**mine).order_by("written_at", "id"):
        said[one.member_id] = one
    return Draft(
        version, lines, [one for one in every if one.removed_at is not None], hands,
        {pk: frozenset(some) for pk, some in children.items()},
        {one.child_id: one for one in Voice.objects.filter(**mine)},
        {one.adult_id: one for one in Account.objects.filter(**mine)},
        {pk: one for pk, one in said.items() if not changed_at or one.written_at >= changed_at},
        {pk: one for pk, one in said.items() if changed_at and one.written_at < changed_at},
        changed_at,
        {one.root: one.because for one in Gone.objects.filter(**mine)},
        {one.pk: one for one in FamilyMember.objects.filter(**family, left_on=None)},
        {
            one.pk: one
            for one in Professional.objects.filter(at_work(timezone.localdate()), **family)
        },
    )  # fmt: skip


def before(
    draft: Draft, sections: Mapping[str, str], *, today: date,
    rehearse: Mapping[str, str] = MappingProxyType({}),
) -> rules.Before:  # fmt: skip
    """What surrounds a draft, as the rules read it. Three statements, four where a what-if is due.

    rehearse: the pack's what-ifs that are walked through first, id to words.
    """
    breaches = [
        f"{BreachKind(one.kind).label.lower()} on {one.happened_on:%-d %B %Y}"
        for one in still_to_answer(draft.version)
    ]
    clashes = [str(ConditionKind(one.kind).label) for one in clashes_of(draft, today=today)]
    unseen_children, unseen_sections = _beyond_sight(draft.version.pk)
    return rules.Before(
        children=draft.kids, adults=draft.adults, voices=set(draft.voices),
        said=set(draft.said), earlier=set(draft.earlier), breaches=breaches, clashes=clashes,
        sections=dict(sections), to_rehearse=_to_rehearse(draft.version, rehearse),
        unseen_children=unseen_children, unseen_sections=unseen_sections,
    )  # fmt: skip


def clashes_of(draft: Draft, *, today: date) -> list[Condition]:
    """What others laid down that says otherwise than this draft, and is not settled.

    One that is about a line clashes only while that line stands. One statement.
    """
    version = draft.version
    roots = {one.root for one in draft.lines}
    return [
        one
        for one in Condition.objects.filter(
            organisation_id=version.organisation_id, family_id=version.family_id, settled_at=None
        )
        if one.clash
        and (one.until is None or one.until >= today)
        and (one.root is None or one.root in roots)
    ]


def _to_rehearse(version: Version, rehearse: Mapping[str, str]) -> list[str]:
    if not rehearse:
        return []
    done = set(
        Rehearsal.objects.filter(
            organisation_id=version.organisation_id, version__plan_id=version.plan_id,
            prompt__in=list(rehearse), rehearsed_on__isnull=False,
        ).values_list("prompt", flat=True)
    )  # fmt: skip
    return [words for key, words in rehearse.items() if key not in done]


def _beyond_sight(version: UUID) -> tuple[int, list[str]]:
    """How many children the writer may not know of have no line, and which sections have hidden
    ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT children, sections FROM ctx.beyond_sight(%s)", [version])
        children, sections = cursor.fetchone()
    return int(children), list(sections)


def what_is_missing(
    draft: Draft, sections: Mapping[str, str], *, today: date,
    rehearse: Mapping[str, str] = MappingProxyType({}),
) -> list[rules.Missing]:  # fmt: skip
    """What stands between this draft and being agreed, in the order of the plan."""
    lines = [
        rules.Written(
            one.root, one.section, one.text, one.instead, bool(draft.hands.get(one.pk)),
            draft.children.get(one.pk, frozenset()), one.suggestion,
        )
        for one in draft.lines
    ]  # fmt: skip
    return rules.what_is_missing(
        lines, before(draft, sections, today=today, rehearse=rehearse),
        interim=draft.version.stage == Stage.INTERIM, review_on=draft.version.review_on,
        today=today,
    )  # fmt: skip
