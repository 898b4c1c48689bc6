"""What there is in other languages, and how each stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from safehome.measures.models import Reading
from safehome.measures.queries.licences import loaded_to_read
from safehome.measures.queries.readings import language_name, newest_readings, to_read
from safehome.measures.rules import Translation
from safehome.notices.translation import all_messages
from safehome.people.access import Actor
from safehome.programme.queries import pack_of, versions_published


@dataclass(frozen=True)
class Seen:
    """One translation with its newest reading, as the list tells of it."""

    one: Translation
    reading: Reading | None

    @property
    def language(self) -> str:
        return language_name(self.one.language)

    @property
    def says(self) -> tuple[str, str]:
        """How it stands, and its colour."""
        if self.reading is None:
            return "Draft", "yellow"
        return ("Read", "green") if self.reading.same else ("Something is wrong", "red")


def translations(person: Actor) -> list[Seen]:
    """Every translation that there is: what nobody has read first, then by language and title."""
    packs = [pack_of(version) for version in versions_published()]
    loaded = loaded_to_read(person.organisation_id, on=timezone.localdate())
    found = [*to_read(packs), *loaded, *all_messages()]
    newest = newest_readings(person.organisation_id, found)
    seen = [Seen(one, newest.get(one.print)) for one in found]
    return sorted(
        seen, key=lambda row: (row.reading is not None, row.language, row.one.title)
    )  # fmt: skip


def translation_for(person: Actor, name: str) -> Seen:
    """One translation by the fingerprint of its words, or 404: other words are another one."""
    for seen in translations(person):
        if seen.one.print == name:
            return seen
    raise Http404
