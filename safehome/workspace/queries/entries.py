"""Entries in a family's story and on a member's page, from the viewpoint that is theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from safehome.design.words import listed, short_day
from safehome.entries.models import EntryKind
from safehome.entries.queries import (
    Seen,
    SeenPart,
    View,
    as_entries,
    entries_seen,
    for_carer,
    for_staff,
    passages_about,
    passages_seen,
    through,
)
from safehome.families.models import Family, FamilyMember
from safehome.kit.together import Facts
from safehome.workspace.links import link
from safehome.workspace.queries.family import family_of
from safehome.workspace.queries.telling import Act, Entry, Told, on_a_day

ENTRY_KINDS = {
    "call": "Telephone calls", "visit": "Visits", "meeting": "Meetings",
    "message": "Letters and messages", "information": "Information from others",
    "event": "Things that happened", "decision": "Decisions",
}  # fmt: skip


# The staff's view, read together with the rest of the story.
WRITTEN: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "passages": lambda facts: passages_seen(family_of(facts), for_staff()),
    "passages_about": lambda facts: passages_about(family_of(facts)),
}


def view_of(member: FamilyMember | None) -> View:
    """Whose page it is decides what may stand on it."""
    if member is None:
        return for_staff()
    return through(member) if member.is_child else for_carer(member)


def told_of_entries(
    family: Family,
    happened: Mapping[str, list[Any]],
    known: Mapping[UUID, FamilyMember],
    who: FamilyMember | None,
) -> Iterator[Entry]:
    """Entries as lines of the story; beside one person, only what may be read there.

    What was read for the staff is never told beside somebody: that is asked for anew.
    """
    seen = (
        as_entries(happened["passages"], happened["passages_about"])
        if who is None
        else entries_seen(family, view_of(who))
    )
    for one in seen:
        at = on_a_day(one.happened_on)
        yield Entry(
            at, short_day(at), one.kind.value, _title(one),
            parts=tuple(_told(part, known) for part in one.parts),
            act=_act(one) if who is None else None,
            people=frozenset({who.pk}) if who else frozenset(),
        )  # fmt: skip


def _act(one: Seen) -> Act | None:
    return None if one.is_corrected else Act("Correct", link("entries:correct", one.pk))


def _title(one: Seen) -> str:
    """What it was, who wrote it, and whether it corrects or is corrected."""
    title = f"{EntryKind(one.kind).label}, written by {one.written_by}"
    if one.corrects is not None:
        title += ": corrects an earlier entry"
    return title + (". Corrected by a later entry" if one.is_corrected else "")


def _told(part: SeenPart, known: Mapping[UUID, FamilyMember]) -> Told:
    about = listed(one.called for pk, one in known.items() if pk in part.about)
    own = known.get(part.belongs_to) if part.belongs_to else None
    marks = [f"{own.called}’s own"] if own and part.about else []
    marks += ["Staff alone"] if part.staff_only else []
    return Told(part.text, about, ", ".join(marks))


def written_about(member: FamilyMember) -> list[Entry]:
    """What is written about somebody, as it may stand on their own page."""
    return list(told_of_entries(member.family, {}, {member.pk: member}, member))
