"""Addresses of other rooms' pages, and nothing where a door does not have them."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch

from safehome.kit.addresses import address_of


def link(name: str, pk: UUID | str) -> str:
    """The address of a page about one record; empty where this door has no such page."""
    try:
        return address_of(name, pk)
    except NoReverseMatch:
        return ""
