"""Entries as they may be read from somebody's viewpoint. Nothing else reads passages.

Staff see all. Through one child's record nothing is seen that belongs to another
child. On a carer's side nothing is seen that belongs to any child, and nothing
that is for staff alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from safehome.entries.models import Entry, EntryKind, Passage, PassageAbout
from safehome.families.models import Family, FamilyMember
from safehome.people.access import Actor


class Side(Enum):
    STAFF = "staff"
    CHILD = "child"
    CARER = "carer"


@dataclass(frozen=True)
class View:
    """From where the record is looked at. Made by the three functions below."""

    side: Side
    member: UUID | None = None

    def shows(self) -> Q:
        """What may be read from here, as a condition on passages."""
        if self.side is Side.STAFF:
            return Q()
        about = Q(about__member_id=self.member)
        if self.side is Side.CHILD:
            return about & (Q(belongs_to=None) | Q(belongs_to_id=self.member))
        return about & Q(belongs_to=None, staff_only=False)


def for_staff() -> View:
    """The whole record, as those read it who work with the family."""
    return View(Side.STAFF)


def through(child: FamilyMember) -> View:
    """One child's record, read as if there were no other child."""
    if not child.is_child:
        raise ValueError("Only a child’s record is looked through; a carer has a side.")
    return View(Side.CHILD, child.pk)


def for_carer(member: FamilyMember) -> View:
    """What may be read beside one carer or other adult, or be shown to them."""
    if member.is_child:
        raise ValueError("A child’s record is looked through; only an adult has a side.")
    return View(Side.CARER, member.pk)


@dataclass(frozen=True)
class SeenPart:
    """One passage. about and belongs_to are told to staff alone: they name others."""

    text: str
    about: tuple[UUID, ...] = ()
    belongs_to: UUID | None = None
    staff_only: bool = False


@dataclass(frozen=True)
class Seen:
    """An entry with those of its parts that may be read."""

    pk: UUID
    kind: EntryKind
    happened_on: date
    written_at: datetime
    written_by: str
    parts: tuple[SeenPart, ...]
    corrects: UUID | None
    is_corrected: bool


def entries_seen(family: Family, view: View, *, entry: UUID | None = None) -> list[Seen]:
    """Entries from a viewpoint, newest first. The family must be open. Two statements."""
    passages = passages_seen(family, view)
    if entry is not None:
        passages = passages.filter(entry_id=entry)
    return as_entries(passages, passages_about(family) if view.side is Side.STAFF else ())


def passages_seen(family: Family, view: View) -> QuerySet[Passage]:
    """What may be read from a viewpoint, to be read together with other things of a family."""
    ours = {"organisation_id": family.organisation_id, "family_id": family.pk}
    corrections = Entry.objects.filter(
        organisation_id=family.organisation_id, corrects_id=OuterRef("entry_id")
    )
    return (
        Passage.objects.filter(view.shows(), **ours)
        .select_related("entry__written_by")
        .annotate(is_corrected=Exists(corrections))
        .order_by("-entry__happened_on", "-entry__written_at", "entry_id", "number")
    )


def passages_about(family: Family) -> QuerySet[PassageAbout]:
    """Whom the passages are about, likewise: for staff alone, because it names others."""
    ours = {"organisation_id": family.organisation_id, "family_id": family.pk}
    return PassageAbout.objects.filter(**ours).only("passage_id", "member_id")


def as_entries(passages: Iterable[Passage], whom: Iterable[PassageAbout]) -> list[Seen]:
    """Entries of their passages, in the order of `passages_seen`. The family must be open."""
    about: dict[UUID, list[UUID]] = defaultdict(list)
    for one in whom:
        about[one.passage_id].append(one.member_id)
    parts: dict[UUID, list[SeenPart]] = defaultdict(list)
    found: dict[UUID, Passage] = {}
    for passage in passages:
        found.setdefault(passage.entry_id, passage)
        parts[passage.entry_id].append(_part(passage, about))
    return [_seen(passage, tuple(parts[pk])) for pk, passage in found.items()]


def _part(passage: Passage, about: Mapping[UUID, list[UUID]]) -> SeenPart:
    return SeenPart(
        passage.text, tuple(about.get(passage.pk, ())), passage.belongs_to_id, passage.staff_only
    )


def _seen(passage: Passage, parts: tuple[SeenPart, ...]) -> Seen:
    entry = passage.entry
    corrected: bool = passage.is_corrected  # type: ignore[attr-defined]
    return Seen(
        entry.pk, EntryKind(entry.kind), entry.happened_on, entry.written_at,
        entry.written_by.name, parts, entry.corrects_id, corrected,
    )  # fmt: skip


def entry_for(person: Actor, pk: UUID) -> Entry:
    """One entry without its passages; or 404."""
    return get_object_or_404(
        Entry.objects.select_related("family"), pk=pk, organisation_id=person.organisation_id
    )
