"""Documents, flags, contacts and the children's programmes, as lines of a family's story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from safehome.design.words import listed, short_day
from safehome.entries.models import FlagKind
from safehome.entries.queries import all_flags_of, as_papers, kept_about, kept_of
from safehome.families.models import Family, FamilyMember
from safehome.kit.together import Facts
from safehome.network.models import MilestoneKind, TherapyStatus
from safehome.network.queries import as_contacts, milestones_of, professionals_of, therapies_of
from safehome.workspace.links import link
from safehome.workspace.queries.family import family_of
from safehome.workspace.queries.telling import Entry, on_a_day, when_of

type Known = Mapping[UUID, FamilyMember]
type Happened = Mapping[str, list[Any]]

# Read together with the rest of the story. `flags` and `support` are read for the banner, too,
# which needs only some of them.
AROUND: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "documents": lambda facts: kept_of(family_of(facts)),
    "documents_about": lambda facts: kept_about(family_of(facts)),
    "flags": lambda facts: all_flags_of(family_of(facts)),
    "support": lambda facts: therapies_of(family_of(facts)),
    "steps": lambda facts: milestones_of(family_of(facts)).filter(happened_on__isnull=False),
    "contacts": lambda facts: professionals_of(family_of(facts)),
}


def told_around(
    family: Family, happened: Happened, known: Known, who: FamilyMember | None
) -> Iterator[Entry]:
    """What staff keep around a family. Beside a carer nothing of it stands."""
    if who is not None and not who.is_child:
        return
    yield from _documents(happened, known, who)
    yield from _flags(happened)
    yield from _programmes(family, happened, known)
    if who is None:
        yield from _contacts(family, happened)


def _documents(happened: Happened, known: Known, who: FamilyMember | None) -> Iterator[Entry]:
    for one in as_papers(happened["documents"], happened["documents_about"]):
        if who is not None and one.belongs_to not in (None, who.pk):
            continue
        about = listed(each.called for pk, each in known.items() if pk in one.about)
        yield Entry(
            one.added_at, when_of(one.added_at), "document",
            one.title if one.withdrawn else f"{one.kind} added: {one.title}",
            one.because if one.withdrawn else (f"About {about}" if about and who is None else ""),
            "" if one.withdrawn else link("entries:document", one.pk), "small",
            frozenset(one.about),
        )  # fmt: skip


def _flags(happened: Happened) -> Iterator[Entry]:
    for flag in happened["flags"]:
        people = frozenset({flag.about_id}) if flag.about_id else frozenset()
        kind = FlagKind(flag.kind).label
        yield Entry(
            flag.raised_at, when_of(flag.raised_at), "flag",
            f"A flag was raised by {flag.raised_by.name}: {kind}", flag.words, people=people,
        )  # fmt: skip
        if flag.ended_at is not None and flag.ended_by is not None:
            yield Entry(
                flag.ended_at, when_of(flag.ended_at), "flag",
                f"A flag was ended by {flag.ended_by.name}: {kind}", flag.ended_because,
                people=people,
            )  # fmt: skip


def _programmes(family: Family, happened: Happened, known: Known) -> Iterator[Entry]:
    href = reverse("workspace:contacts", args=[family.pk])
    for one in happened["support"]:
        if one.child_id in known:
            yield Entry(
                one.written_at, when_of(one.written_at), "programme",
                f"{known[one.child_id].called}’s own programme: {TherapyStatus(one.status).label}",
                one.provider, href, "small", frozenset({one.child_id}),
            )  # fmt: skip
    for step in happened["steps"]:
        if step.child_id in known:
            yield Entry(
                on_a_day(step.happened_on), short_day(step.happened_on), "programme",
                f"{known[step.child_id].called}’s own programme: {MilestoneKind(step.kind).label}",
                "", href, "small", frozenset({step.child_id}),
            )  # fmt: skip


def _contacts(family: Family, happened: Happened) -> Iterator[Entry]:
    href = reverse("workspace:contacts", args=[family.pk])
    for one in as_contacts(happened["contacts"]):
        for day, words in ((one.since, "began"), (one.until, "ended")):
            if day is not None:
                yield Entry(
                    on_a_day(day), short_day(day), "contact",
                    f"{one.name}’s work with the family {words}", one.role, href, "small",
                )  # fmt: skip
