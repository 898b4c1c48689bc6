"""Word with families that wait, and how soon each should begin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from safehome.families.models import Family
from safehome.families.queries import members_of
from safehome.people.access import Actor
from safehome.referrals import policies
from safehome.referrals.models import CheckIn, Interim, Level, Priority


@dataclass(frozen=True)
class Word:
    """One check-in as it is read. Without its words for who may not read them."""

    happened_on: date
    by: str
    next_on: date
    interim: str
    interim_words: str
    how_they_are: str
    children: list[tuple[str, str]]


@dataclass(frozen=True)
class Turn:
    """How soon a family should begin, and why."""

    level: str
    label: str
    because: str
    by: str
    on: date


def check_ins_of(person: Actor, family: Family) -> list[Word]:
    """Word with the family, newest first. The family must be open."""
    found = CheckIn.objects.filter(
        organisation_id=family.organisation_id, family=family
    ).select_related("written_by")
    reads = bool(policies.may_read_check_ins(person))
    names = {str(one.pk): one.called for one in members_of(family)} if reads else {}
    return [
        Word(
            one.happened_on, one.written_by.name, one.next_on, Interim(one.interim_plan).label,
            one.interim_plan_words if reads else "", one.how_they_are if reads else "",
            [(names[pk], word) for pk, word in _children(one).items() if pk in names]
            if reads else [],
        )
        for one in found
    ]  # fmt: skip


def _children(one: CheckIn) -> dict[str, str]:
    found: dict[str, str] = json.loads(one.each_child) if one.each_child else {}
    return found


def turns_of(family: Family) -> list[Turn]:
    """What was said of its turn, newest first. The family must be open."""
    return [
        Turn(one.level, Level(one.level).label, one.because, one.set_by.name, one.set_at.date())
        for one in Priority.objects.filter(
            organisation_id=family.organisation_id, family=family
        ).select_related("set_by")
    ]


def last_check_in(family: UUID, organisation: UUID) -> CheckIn | None:
    return CheckIn.objects.filter(organisation_id=organisation, family_id=family).first()


def next_check_in() -> Subquery:
    """For a query of families: the day of the next word with each, as its newest check-in says."""
    newest = CheckIn.objects.filter(
        organisation_id=OuterRef("organisation_id"), family_id=OuterRef("pk")
    ).order_by("-happened_on", "-written_at")
    return Subquery(newest.values("next_on")[:1])
