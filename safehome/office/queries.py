"""What the programme office may know: organisations and programmes, and nobody's family."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from safehome.people.models import Organisation
from safehome.programme import waiting as folder
from safehome.programme.models import PackVersion
from safehome.programme.packs import Pack
from safehome.programme.preview import Book, Leaf, book
from safehome.programme.queries import pack_of
from safehome.programme.waiting import Waiting


def organisations() -> QuerySet[Organisation]:
    """Every organisation that delivers the programme, by name."""
    return Organisation.objects.filter(is_office=False).order_by("name")


def versions() -> QuerySet[PackVersion]:
    """Every published version, newest first, without its files."""
    return PackVersion.objects.defer("files").order_by("pack", "-valid_from")


def waiting() -> list[Waiting]:
    """Packs in the folder of packs that are not published here."""
    published = PackVersion.objects.values_list("fingerprint", flat=True)
    return list(folder.waiting(Path(settings.PACKS), published=published))


def published_pack(pk: UUID) -> tuple[PackVersion, Pack]:
    """A published version and its pack, or 404."""
    version = get_object_or_404(PackVersion, pk=pk)
    return version, pack_of(version)


def waiting_pack(name: str, version: str) -> Waiting:
    """A pack in the folder of packs, as it is now, or 404."""
    found = folder.read(Path(settings.PACKS), name, version)
    if found is None:
        raise Http404
    return found


def leaf_of(whole: Book, path: str) -> Leaf:
    """One leaf of a preview, or 404."""
    leaf = whole.leaves.get(path)
    if leaf is None:
        raise Http404
    return leaf


_books: dict[str, Book] = {}


def book_of(pack: Pack) -> Book:
    """The preview of a pack; the last one is kept, because one turns its pages."""
    kept = _books.get(pack.fingerprint)
    if kept is None:
        kept = book(pack)
        _books.clear()
        _books[pack.fingerprint] = kept
    return kept
