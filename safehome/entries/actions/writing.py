"""Writing an entry, once, for everybody it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from safehome.audit import ledger as audit
from safehome.entries import policies
from safehome.entries.models import Entry, Passage, PassageAbout
from safehome.entries.parts import Part
from safehome.families.models import Family
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


@transaction.atomic
def write_entry(
    family: Family, *, kind: str, happened_on: date, parts: Sequence[Part], by: Actor,
    corrects: Entry | None = None,
) -> Entry:  # fmt: skip
    """Write what happened, in parts that each say whom they are about. The family must be open.

    corrects: the entry that this one puts right. Both are kept.
    """
    permit(policies.may_write_entry(by, family, parts=parts, happened_on=happened_on))
    if corrects is not None:
        permit(policies.may_correct_entry(by, corrects))
    ours = {"organisation_id": family.organisation_id, "family": family}
    entry = Entry.objects.create(
        **ours, kind=kind, happened_on=happened_on, corrects=corrects, written_by_id=by.pk
    )
    passages = [
        Passage(
            **ours, entry=entry, number=number, text=part.text.strip(),
            belongs_to=part.belongs_to, staff_only=part.staff_only,
        )
        for number, part in enumerate(parts, start=1)
    ]  # fmt: skip
    Passage.objects.bulk_create(passages)
    PassageAbout.objects.bulk_create(
        PassageAbout(**ours, passage=passage, member=member)
        for passage, part in zip(passages, parts, strict=True)
        for member in part.about
    )
    audit.record("entry.corrected" if corrects else "entry.written", about=entry, by=by)
    return entry
