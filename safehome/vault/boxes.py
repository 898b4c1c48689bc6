"""Boxes that anybody may fill and only their owner can open (HPKE, RFC 9180).

For a process that takes words in and must not be able to read them again: it
holds the public half alone.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from safehome.vault.sealing import CannotOpen

__all__ = ["CannotOpen", "new_pair", "open_box", "put_in_box"]

# As in sealing.py, the first byte says how it was done.
X25519_AES_GCM = b"\x02"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_pair() -> tuple[bytes, bytes]:
    """A new private and public half, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def put_in_box(public: bytes, value: bytes, *, place: str) -> bytes:
    """Seal a value to the holder of the private half, bound to a place."""
    key = X25519PublicKey.from_public_bytes(public)
    return X25519_AES_GCM + _SUITE.encrypt(value, key, info=place.encode())


def open_box(private: bytes, box: bytes, *, place: str) -> bytes:
    """The value of a box, or CannotOpen."""
    if box[:1] != X25519_AES_GCM:
        raise CannotOpen(f"{place} was sealed in a way that this release does not know.")
    key = X25519PrivateKey.from_private_bytes(private)
    try:
        return _SUITE.decrypt(box[1:], key, info=place.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(f"{place} does not open with this key.") from error
