"""Sealing for somebody outside, with a key that only the link they are given holds."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safehome.vault.sealing import new_key, seal

TOKEN = 32  # bytes: beyond guessing


def new_token() -> bytes:
    """What a link is known by. Keep its hash alone."""
    return os.urandom(TOKEN)


def seal_for_link(value: bytes, *, place: str) -> tuple[bytes, bytes]:
    """A fresh key, which is kept nowhere, and the value sealed with it."""
    key = new_key()
    return key, seal(AESGCM(key), value, place=place)
