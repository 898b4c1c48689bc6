"""Putting a document with a family, and taking it out when it was the wrong one."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.entries import policies
from safehome.entries.files import TakenIn
from safehome.entries.models import Document, DocumentAbout
from safehome.families.models import Family, FamilyMember
from safehome.families.policies import may_write_in_family
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


@transaction.atomic
def add_document(
    family: Family, *, kind: str, title: str, file: TakenIn, by: Actor,
    about: Iterable[FamilyMember] = (), belongs_to: FamilyMember | None = None,
) -> Document:  # fmt: skip
    """Keep a file that was looked at by `files.take_in`, sealed. The family must be open."""
    permit(may_write_in_family(by, family))
    ours = {"organisation_id": family.organisation_id, "family": family}
    document = Document.objects.create(
        **ours, kind=kind, title=title, media_type=file.media_type, size=len(file.content),
        content=base64.b64encode(file.content).decode(), belongs_to=belongs_to, added_by_id=by.pk,
    )  # fmt: skip
    named = {one.pk for one in about} | ({belongs_to.pk} if belongs_to else set())
    DocumentAbout.objects.bulk_create(
        DocumentAbout(**ours, document=document, member_id=pk) for pk in sorted(named)
    )
    audit.record("document.added", about=document, by=by)
    return document


def withdraw_document(document: Document, *, because: str, by: Actor) -> Document:
    """Take out a document that was put with the wrong family. It is kept, and shown to nobody."""
    permit(policies.may_withdraw_document(by, document))
    document.withdrawn_at = timezone.now()
    document.withdrawn_by_id = by.pk
    document.withdrawn_because = because
    document.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.record("document.withdrawn", about=document, by=by)
    return document
