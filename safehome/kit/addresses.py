"""The address of a page about one record, with the look-up paid once and not for each row."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.urls import get_script_prefix, get_urlconf, reverse

NOBODY = UUID(int=0)


def address_of(name: str, pk: UUID | str) -> str:
    """As `reverse(name, args=[pk])` gives it, for an address with one identifier in it.

    Raises NoReverseMatch when there is no such page.
    """
    before, after = _around(name, get_urlconf(), get_script_prefix())
    return f"{before}{pk}{after}"


@lru_cache(maxsize=1000)
def _around(name: str, *_: str | None) -> tuple[str, str]:
    """What stands before and after the identifier."""
    before, found, after = reverse(name, args=[NOBODY]).partition(str(NOBODY))
    assert found, f"{name} does not name its record"
    return before, after
