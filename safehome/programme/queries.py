"""Published versions, and the packs in them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from safehome.programme.files import as_taken
from safehome.programme.loading import parse
from safehome.programme.models import PackVersion
from safehome.programme.packs import Pack

# A published version never changes, so a pack once read stays right for as long as we run.
_read: dict[str, Pack] = {}


def pack_of(version: PackVersion) -> Pack:
    """The pack of a published version, read once and kept by its fingerprint.

    Fetch versions without their files (`.defer("pack_version__files")`): they
    are asked for only when this process has not read them before.
    """
    pack = _read.get(version.fingerprint)
    if pack is None:
        pack = parse(as_taken(version.files))
        _read[version.fingerprint] = pack
    return pack


def versions_published() -> QuerySet[PackVersion]:
    """Every version published here, newest first, without files: journeys finish theirs."""
    return PackVersion.objects.defer("files").order_by("-valid_from", "-published_at")


def versions_in_force(*, on: date) -> QuerySet[PackVersion]:
    """The versions with which a journey may begin on this day, newest first, without files."""
    return (
        PackVersion.objects.filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)
        .defer("files")
        .order_by("-valid_from", "-published_at")
    )
