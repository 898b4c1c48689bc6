"""The key to what is handed in at the public door: one half goes out, the other stays.

That door puts into a box what only an organisation's own staff can open.
"""

from __future__ import annotations

from uuid import UUID

from django.db import DatabaseError

from safehome.audit import ledger
from safehome.vault.boxes import new_pair, open_box
from safehome.vault.keyring import UNREACHABLE, KeyringLost, organisation_key
from safehome.vault.models import IntakeKey
from safehome.vault.sealing import CannotOpen, open_sealed, seal

__all__ = ["CannotOpen", "make_intake_key", "open_intake", "public_half"]


def make_intake_key(organisation: UUID) -> bytes:
    """Make a pair for an organisation; returns the public half. Pairs before it still open."""
    private, public = new_pair()
    try:
        IntakeKey.objects.create(
            organisation_id=organisation,
            public=public,
            wrapped=seal(organisation_key(organisation), private, place=_place(public)),
        )
    except DatabaseError as error:
        raise KeyringLost(UNREACHABLE) from error
    ledger.record("intake-key.made")
    return public


def public_half(organisation: UUID) -> bytes:
    """The newest pair's public half; a pair is made where there is none yet."""
    try:
        newest = IntakeKey.objects.filter(organisation_id=organisation).order_by("-made_at").first()
    except DatabaseError as error:
        raise KeyringLost(UNREACHABLE) from error
    return bytes(newest.public) if newest else make_intake_key(organisation)


def open_intake(organisation: UUID, box: bytes, *, place: str) -> bytes:
    """What was put into a box for this organisation. CannotOpen when none of its keys fits.

    Leaves an event, and refuses outside an audited transaction.
    """
    ledger.record("arrival.opened", purpose="taking in")
    try:
        wrapping = organisation_key(organisation)
        pairs = list(IntakeKey.objects.filter(organisation_id=organisation).order_by("-made_at"))
    except DatabaseError as error:
        raise KeyringLost(UNREACHABLE) from error
    for pair in pairs:
        private = open_sealed(wrapping, bytes(pair.wrapped), place=_place(bytes(pair.public)))
        try:
            return open_box(private, box, place=place)
        except CannotOpen:
            continue
    raise CannotOpen(f"{place} opens with no key of this organisation.")


def _place(public: bytes) -> str:
    return f"intake|{public.hex()}"
