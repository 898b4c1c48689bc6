"""The key by which an organisation signs what it sends out: the private half never leaves."""

from __future__ import annotations

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError

from safehome.audit import ledger
from safehome.vault.keyring import UNREACHABLE, KeyringLost, organisation_key
from safehome.vault.models import SigningKey
from safehome.vault.sealing import open_sealed, seal

__all__ = ["make_signing_key", "sign"]


def make_signing_key(organisation: UUID) -> bytes:
    """Make a pair for an organisation; returns the public half, 32 bytes."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    try:
        SigningKey.objects.create(
            organisation_id=organisation,
            public=public,
            wrapped=seal(
                organisation_key(organisation), private.private_bytes_raw(), place=_place(public)
            ),
        )
    except DatabaseError as error:
        raise KeyringLost(UNREACHABLE) from error
    ledger.record("signing-key.made")
    return public


def sign(organisation: UUID, public: bytes, message: bytes) -> bytes:
    """A signature of 64 bytes by the private half that belongs to `public`.

    Leaves an event, and refuses outside an audited transaction. Raises KeyringLost.
    """
    ledger.record("signing-key.used")
    try:
        pair = SigningKey.objects.filter(organisation_id=organisation, public=public).first()
        if pair is None:
            raise KeyringLost(
                "The keyring has no key that fits the one you sign packets with. Tell whoever "
                "runs the service, or make a new key. Nothing was signed."
            )
        raw = open_sealed(organisation_key(organisation), bytes(pair.wrapped), place=_place(public))
    except DatabaseError as error:
        raise KeyringLost(UNREACHABLE) from error
    return Ed25519PrivateKey.from_private_bytes(raw).sign(message)


def _place(public: bytes) -> str:
    return f"signing|{public.hex()}"
