"""What the family's pack says of a plan: its sections, suggestions, and what to ask a child."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db.models import QuerySet
from django.utils import timezone

from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey
from safehome.kit.together import Facts, Together
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of, versions_in_force

WHAT_IFS = "SP13"  # the section of what-ifs
QUESTIONS = Path(__file__).with_name("questions.yaml")


@dataclass(frozen=True)
class Suggestion:
    """A line to start from, with places that the family fills in."""

    id: str
    text: str
    freedom: bool


@dataclass(frozen=True)
class Question:
    """Something to ask a child, and a note for the adult who asks."""

    text: str
    note: str


# Which pack it is, by the facts organisation, family and today.
PACKS: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "pack_journeys": lambda facts: (
        Journey.objects.filter(organisation_id=facts["organisation"], family_id=facts["family"])
        .select_related("pack_version")
        .defer("pack_version__files")[:1]
    ),
    "pack_versions": lambda facts: versions_in_force(on=facts["today"])[:1],
}
BOOK = Together(**PACKS)


def pack_for(family: UUID, organisation: UUID) -> Pack | None:
    """The pack of a family's journey; before it, the newest that one could begin with."""
    return book_in(BOOK.read(family=family, organisation=organisation, today=timezone.localdate()))


def book_in(found: Mapping[str, list[Any]]) -> Pack | None:
    """The same, of what was read by `PACKS`."""
    versions = [one.pack_version for one in found["pack_journeys"]] or found["pack_versions"]
    return pack_of(versions[0]) if versions else None


def sections_of(pack: Pack | None) -> Mapping[str, str]:
    return pack.manifest.plan_sections if pack else {}


@cache
def _questions() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(QUESTIONS.read_text())
    return found


def question_of(section: str, title: str) -> str:
    """A section as a plain question to put at a kitchen table."""
    return _questions().get(section, title)


def band_of(child: FamilyMember, *, on: date) -> str:
    """The age that suggestions and questions are written for; "any" when it is not known.

    Young people over 17 are asked as those of 13 to 17 are.
    """
    if not child.birth_date:
        return "any"
    born = date.fromisoformat(child.birth_date)
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return "under-8" if years < 8 else "8-12" if years < 13 else "13-17"


def suggestions(
    pack: Pack | None, section: str, *, setting: str, bands: set[str]
) -> list[Suggestion]:
    """Lines to start from, for this setting and these ages. Never a line by themselves."""
    lines = pack.plan_lines.get(section, ()) if pack else ()
    wide = {"any", *bands} if bands else set()
    return [
        Suggestion(one.id, one.text, one.freedom)
        for one in lines
        if ("any" in one.settings or setting in one.settings) and (not wide or wide & set(one.ages))
    ]


def to_rehearse(pack: Pack | None, *, setting: str) -> dict[str, str]:
    """What-ifs that this pack wants walked through before a whole plan is agreed: id to words."""
    every = (one for some in pack.plan_lines.values() for one in some) if pack else ()
    return {
        one.id: one.text for one in every
        if one.rehearse and ("any" in one.settings or setting in one.settings)
    }  # fmt: skip


def questions_for(pack: Pack | None, band: str) -> list[Question]:
    """What one could ask a child of this age."""
    voices = pack.voices if pack else ()
    return [
        Question(one.text, re.sub(r"\s+", " ", one.note).strip())
        for one in voices
        if band == "any" or band in one.ages or "any" in one.ages
    ]
