"""Sealing and opening one value with AES-256-GCM. Knows no database."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# The first byte of a sealed value says how it was sealed, so that a later
# algorithm can live beside this one.
AES_GCM = b"\x01"
NONCE = 12  # bytes, random for each seal


class CannotOpen(Exception):
    """A sealed value does not open: the wrong key, another row's value, or damage."""


def new_key() -> bytes:
    return os.urandom(32)


def seal(key: AESGCM, value: bytes, *, place: str) -> bytes:
    """Seal a value to its place.

    place: "table|column|row|family": a value copied to another place will not
    open there. Returns one byte of algorithm, 12 of nonce, ciphertext and tag.
    """
    nonce = os.urandom(NONCE)
    return AES_GCM + nonce + key.encrypt(nonce, value, AES_GCM + place.encode())


def open_sealed(key: AESGCM, sealed: bytes, *, place: str) -> bytes:
    """The value sealed to this place, or CannotOpen."""
    if sealed[:1] != AES_GCM:
        raise CannotOpen(f"{place} was sealed in a way that this release does not know.")
    nonce, ciphertext = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    try:
        return key.decrypt(nonce, ciphertext, AES_GCM + place.encode())
    except InvalidTag:
        raise CannotOpen(f"{place} does not open with this family's key.") from None
