"""Sealing for somebody outside, with a key that only the link they are given holds."""

from __future__ import annotations

import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safehome.vault.sealing import CannotOpen, new_key, open_sealed, seal

__all__ = ["TOKEN", "CannotOpen", "new_token", "open_made", "seal_for_link", "seal_made"]

TOKEN = 32  # bytes: beyond guessing


def new_token() -> bytes:
    """What a link is known by. Keep its hash alone."""
    return os.urandom(TOKEN)


def seal_for_link(value: bytes, *, place: str) -> tuple[bytes, bytes]:
    """A fresh key, which is kept nowhere, and the value sealed with it."""
    key = new_key()
    return key, seal(AESGCM(key), value, place=place)


def seal_made(secret: bytes, value: bytes, *, place: str) -> bytes:
    """Seal with a key made of a secret that is beyond guessing: a token, or a browser's own."""
    return seal(_key(secret, place), value, place=place)


def open_made(secret: bytes, sealed: bytes, *, place: str) -> bytes:
    """The value, or CannotOpen."""
    return open_sealed(_key(secret, place), sealed, place=place)


def _key(secret: bytes, place: str) -> AESGCM:
    """Another key for each place, and none that says anything of the secret or its hash."""
    return AESGCM(hmac.digest(secret, f"safehome.link|{place}".encode(), "sha256"))
