"""Sealing with a code that somebody wrote down, for a door that holds no key of its own.

The code is made here and shown once; it is not kept. From it and a salt, scrypt
makes the key; from the key comes a check, which tells a right code from a wrong
one and says nothing of the key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safehome.vault.sealing import CannotOpen, open_sealed, seal

# Without the letters and digits that are mistaken for one another.
LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 12  # 55 bits: with scrypt, beyond guessing even for whoever stole the table
SALT = 16  # bytes
# About 60 ms and 32 MB on one core: dear to guess with, cheap to come back with.
COST, BLOCK = 2**15, 8
NOWHERE = bytes(SALT)

__all__ = ["NOWHERE", "CannotOpen", "check_of", "is_key_of", "key_from", "new_code", "new_salt",
           "open_with", "seal_with"]  # fmt: skip


def new_code() -> str:
    """A code to write down, such as "K4TX-9MA7-HUPC"."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(drawn[place : place + 4] for place in range(0, LENGTH, 4))


def new_salt() -> bytes:
    return os.urandom(SALT)


def key_from(code: str, salt: bytes) -> bytes:
    """The key of a code, 32 bytes; takes as long for a wrong code as for a right one.

    Spaces, dashes and small letters make no difference.
    """
    written = "".join(sign for sign in code.upper() if sign.isalnum())[:64]
    return hashlib.scrypt(
        written.encode(), salt=salt, n=COST, r=BLOCK, p=1, maxmem=2 * 128 * COST * BLOCK, dklen=32
    )


def check_of(key: bytes) -> bytes:
    """What is kept to tell a right key from a wrong one."""
    return hmac.digest(key, b"safehome.check", "sha256")


def is_key_of(key: bytes, check: bytes) -> bool:
    return hmac.compare_digest(check_of(key), check)


def seal_with(key: bytes, value: bytes, *, place: str) -> bytes:
    return seal(AESGCM(key), value, place=place)


def open_with(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """The value, or CannotOpen."""
    return open_sealed(AESGCM(key), sealed, place=place)
