"""Documents: lists without their files, and one file at a time."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from safehome.entries.models import Document, DocumentAbout, DocumentKind
from safehome.families.models import Family
from safehome.people.access import Actor

NAMES = {
    "application/pdf": ("PDF", "pdf"), "image/jpeg": ("picture", "jpg"),
    "image/png": ("picture", "png"),
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A document as lists show it."""

    pk: UUID
    kind: str
    title: str
    what: str
    added_at: datetime
    added_by: str
    about: tuple[UUID, ...]
    belongs_to: UUID | None
    withdrawn: bool
    because: str


def documents_of(family: Family) -> list[Paper]:
    """A family's documents, newest first, their files left sealed. Two statements."""
    return as_papers(kept_of(family), kept_about(family))


def kept_of(family: Family) -> QuerySet[Document]:
    """The documents alone, to be read together with other things of a family."""
    ours = {"organisation_id": family.organisation_id, "family_id": family.pk}
    return Document.objects.filter(**ours).select_related("added_by").defer("content")


def kept_about(family: Family) -> QuerySet[DocumentAbout]:
    """Whom they are about, likewise."""
    ours = {"organisation_id": family.organisation_id, "family_id": family.pk}
    return DocumentAbout.objects.filter(**ours).only("document_id", "member_id")


def as_papers(documents: Iterable[Document], whom: Iterable[DocumentAbout]) -> list[Paper]:
    about: dict[UUID, list[UUID]] = defaultdict(list)
    for one in whom:
        about[one.document_id].append(one.member_id)
    return [_paper(one, tuple(about[one.pk])) for one in documents]


def _paper(document: Document, about: tuple[UUID, ...]) -> Paper:
    withdrawn = document.withdrawn_at is not None
    return Paper(
        document.pk, DocumentKind(document.kind).label,
        # The title may name another family: it goes with the file.
        "A document that was taken out" if withdrawn else document.title,
        in_words(document), document.added_at, document.added_by.name, about,
        document.belongs_to_id, withdrawn, document.withdrawn_because,
    )  # fmt: skip


def in_words(document: Document) -> str:
    """What a file is and how large, such as "PDF, 0.3 MB"."""
    return f"{NAMES[document.media_type][0]}, {max(document.size / 1e6, 0.1):.1f} MB"


def document_for(person: Actor, pk: UUID) -> Document:
    """One document that is still there, its file left in the database; or 404."""
    return get_object_or_404(
        Document.objects.select_related("family", "added_by").defer("content"),
        pk=pk,
        organisation_id=person.organisation_id,
        withdrawn_at=None,
    )


def content_of(document: Document) -> bytes:
    """The file itself. The family must be open."""
    return base64.b64decode(document.content)
