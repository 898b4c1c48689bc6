"""Flags: what must not be overlooked, and when it was to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.design.words import when
from safehome.entries.models import Flag, FlagKind
from safehome.families.models import Family
from safehome.people.access import Actor


@dataclass(frozen=True)
class Raised:
    """A flag as banners show it. due: about its review, when that is overdue."""

    pk: UUID
    kind: str
    words: str
    due: str
    review_on: date
    second_person: bool
    about: UUID | None


def flags_of(family: Family) -> QuerySet[Flag]:
    """The flags that fly. The family must be open to read their words."""
    return Flag.objects.filter(
        organisation_id=family.organisation_id, family=family, ended_at=None
    ).order_by("raised_at")


def all_flags_of(family: Family) -> QuerySet[Flag]:
    """Those that have ended, too, with who raised and ended them."""
    return (
        Flag.objects.filter(organisation_id=family.organisation_id, family=family)
        .select_related("raised_by", "ended_by")
        .order_by("raised_at")
    )


def flags_in_words(flags: Iterable[Flag], *, today: date | None = None) -> list[Raised]:
    on = today or timezone.localdate()
    return [
        Raised(
            flag.pk, FlagKind(flag.kind).label, flag.words,
            f"review {when(flag.review_on, today=on, due=True)}" if flag.review_on <= on else "",
            flag.review_on, flag.needs_second_person, flag.about_id,
        )
        for flag in flags
    ]  # fmt: skip


def needs_second_person(family: Family) -> bool:
    """Whether a flag asks that somebody else reads each letter of this family before it goes.

    A flag that the person may not see, because it is about a restricted member,
    counts too: the database says that much of it, and no more.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.needs_second_person(%s)", [family.pk])
        return bool(cursor.fetchone()[0])


def flag_for(person: Actor, pk: UUID) -> Flag:
    """One flag with its family; or 404."""
    return get_object_or_404(
        Flag.objects.select_related("family"), pk=pk, organisation_id=person.organisation_id
    )
