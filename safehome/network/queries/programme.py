"""How far each child's own programme is, what it has passed, and where it is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.design.words import listed, short_day, when
from safehome.families.models import Family, FamilyMember
from safehome.network.models import Milestone, MilestoneKind, Therapy, TherapyStatus
from safehome.people.access import Actor

COLOURS = {
    TherapyStatus.NONE: "red", TherapyStatus.SOUGHT: "yellow", TherapyStatus.PLANNED: "blue",
    TherapyStatus.UNDER_WAY: "green", TherapyStatus.PAUSED: "yellow",
    TherapyStatus.ENDED: "grey", TherapyStatus.NOT_NEEDED: "grey",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A milestone as pages show it."""

    pk: UUID
    words: str
    happened: bool
    late: bool
    on: date


@dataclass(frozen=True)
class Standing:
    """One child's programme, now."""

    child: UUID
    called: str
    status: str
    colour: str
    since: date | None
    provider: str
    therapist: str
    way_to_one: str
    sharing: str
    is_gap: bool
    steps: tuple[Step, ...]


def therapies_of(family: Family) -> QuerySet[Therapy]:
    """All that was ever written of the children's programmes, newest first."""
    return (
        Therapy.objects.filter(organisation_id=family.organisation_id, family=family)
        .select_related("therapist", "written_by")
        .order_by("-written_at", "-id")
    )


def milestones_of(family: Family) -> QuerySet[Milestone]:
    return Milestone.objects.filter(organisation_id=family.organisation_id, family=family).order_by(
        "planned_on", "happened_on", "id"
    )


def standing_of(
    child: FamilyMember, therapies: Iterable[Therapy], milestones: Iterable[Milestone]
) -> Standing:
    """What holds for one child: the newest row of theirs. Nothing written is a gap for those it
    is for."""
    newest = next((one for one in therapies if one.child_id == child.pk), None)
    steps = tuple(_step(one) for one in milestones if one.child_id == child.pk)
    if newest is None:
        return Standing(
            child.pk, child.called, "Nothing is written yet",
            "red" if child.has_displayed_hsb else "grey", None, "", "", "", "",
            is_gap=child.has_displayed_hsb, steps=steps,
        )  # fmt: skip
    status = TherapyStatus(newest.status)
    return Standing(
        child.pk, child.called, status.label, COLOURS[status], newest.since, newest.provider,
        newest.therapist.name if newest.therapist else "", newest.way_to_one, newest.sharing,
        is_gap=status is TherapyStatus.NONE and child.has_displayed_hsb, steps=steps,
    )  # fmt: skip


def _step(one: Milestone) -> Step:
    kind, today = MilestoneKind(one.kind).label, timezone.localdate()
    if one.happened_on:
        return Step(one.pk, f"{kind}: {short_day(one.happened_on)}", True, False, one.happened_on)
    assert one.planned_on is not None
    return Step(
        one.pk, f"{kind}, planned: {when(one.planned_on, today=today, due=True)}", False,
        one.planned_on < today, one.planned_on,
    )  # fmt: skip


def step_in_words(one: Milestone) -> str:
    """A step as pages show it."""
    return _step(one).words


def programmes_of(family: Family, members: Iterable[FamilyMember]) -> list[Standing]:
    """Every child of the family, those who displayed HSB first. Two statements."""
    therapies, milestones = list(therapies_of(family)), list(milestones_of(family))
    children = [one for one in members if one.is_child and one.left_on is None]
    children.sort(key=lambda one: not one.has_displayed_hsb)
    return [standing_of(child, therapies, milestones) for child in children]


def gap_in_words(members: Iterable[FamilyMember], newest: dict[UUID, str]) -> str:
    """What the family page says when a child has no therapeutic support and no way to one.

    newest: child → the status that holds. Empty when there is no gap.
    """
    without = [
        one.called
        for one in members
        if one.has_displayed_hsb and one.left_on is None
        and newest.get(one.pk, TherapyStatus.NONE) == TherapyStatus.NONE
    ]  # fmt: skip
    if not without:
        return ""
    return (
        f"No therapeutic support is written for {listed(without)}, and no way to it. "
        "This programme works beside such support: write how far it is, or what is being done."
    )


def milestone_for(person: Actor, pk: UUID) -> Milestone:
    """One milestone with its child and family; or 404."""
    return get_object_or_404(
        Milestone.objects.select_related("family", "child"),
        pk=pk,
        organisation_id=person.organisation_id,
    )
