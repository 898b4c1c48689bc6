"""Entries, documents, flags and professionals for tests, made by the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from safehome.entries import actions as entries
from safehome.entries.files import TakenIn
from safehome.entries.models import Document, Entry, Flag
from safehome.entries.parts import Part
from safehome.families.models import FamilyMember
from safehome.network import actions as network
from safehome.network.models import Professional
from safehome.people.access import Actor
from safehome.vault.keyring import open_family
from tests.factories.families import MadeFamily


def part(
    text: str, *about: FamilyMember, own: FamilyMember | None = None, staff_only: bool = False
) -> Part:
    return Part(text, about, own, staff_only)


def make_entry(
    by: Actor, made: MadeFamily, parts: Sequence[Part], *, kind: str = "call",
    on: date | None = None, corrects: Entry | None = None,
) -> Entry:  # fmt: skip
    open_family(made.pk, purpose="making")
    return entries.write_entry(
        made.family, kind=kind, happened_on=on or timezone.localdate(), parts=parts, by=by,
        corrects=corrects,
    )  # fmt: skip


def make_document(
    by: Actor, made: MadeFamily, *, title: str = "Minutes of the core group",
    file: TakenIn | None = None, about: Sequence[FamilyMember] = (),
    own: FamilyMember | None = None,
) -> Document:  # fmt: skip
    open_family(made.pk, purpose="making")
    return entries.add_document(
        made.family, kind="minutes", title=title, file=file or TakenIn("image/png", small_png()),
        about=about, belongs_to=own, by=by,
    )  # fmt: skip


def make_flag(
    by: Actor, made: MadeFamily, *, words: str = "Ring before you come: the dog is loose.",
    about: FamilyMember | None = None, second_person: bool = False,
) -> Flag:  # fmt: skip
    open_family(made.pk, purpose="making")
    return entries.raise_flag(
        made.family, kind="visiting", words=words, about=about, by=by,
        needs_second_person=second_person,
        review_on=timezone.localdate() + timedelta(days=90),
    )  # fmt: skip


def make_professional(by: Actor, made: MadeFamily, **facts: object) -> Professional:
    open_family(made.pk, purpose="making")
    said: dict[str, object] = {"name": "Sunita Rao", "role": "social-worker",
                               "agency": "Harbour Council", "phone": "01632 960777"}  # fmt: skip
    return network.add_professional(made.family, by=by, **(said | facts))  # type: ignore[arg-type]


def small_png() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(kept, "PNG")
    return kept.getvalue()
