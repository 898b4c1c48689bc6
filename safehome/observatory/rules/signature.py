"""Whose packet it is: Ed25519 over what is signed, and the fingerprint that two people read out.

Bernstein, D. J. et al. (2012), High-speed high-security signatures, J. Cryptogr. Eng. 2, 77–89.
"""

from __future__ import annotations

from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from safehome.observatory.rules.packet import Packet, Refused, canonical

# What is signed begins with this, so that a signature made for anything else never fits.
FOR_PACKETS = b"safehome.packet.1\n"
# Without the letters and digits that are mistaken for one another when read out.
LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 20  # signs: 92 bits, far beyond looking for another key with the same
GROUP = 4
KEY = "safehome-packet-key-1 "


def key_id(public: bytes) -> str:
    """What a packet calls the key by which it was signed: SHA-256, in hexadecimal digits."""
    return sha256(public).hexdigest()


def fingerprint(public: bytes) -> str:
    """Five groups of four signs for reading out.

    >>> fingerprint(bytes(32))
    '69H9-GW4T-YGFH-DHEV-EKGR'
    """
    number = int.from_bytes(sha256(b"fingerprint" + public).digest())
    signs = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        signs.append(LETTERS[place])
    groups = ("".join(signs[at : at + GROUP]) for at in range(0, LENGTH, GROUP))
    return "-".join(groups)


def is_fingerprint(heard: str, public: bytes) -> bool:
    """Whether what was heard is this key's; spaces, dashes and small letters do not matter."""
    bare = "".join(sign for sign in heard.upper() if sign.isalnum())
    return bare == fingerprint(public).replace("-", "")


def key_line(public: bytes) -> str:
    """The public half as one line to hand over."""
    return KEY + public.hex()


def read_key(line: str) -> bytes:
    """The public half out of that line. Raises Refused."""
    text = " ".join(line.split())
    try:
        public = bytes.fromhex(text.removeprefix(KEY))
        if not text.startswith(KEY) or len(public) != 32:
            raise ValueError
        Ed25519PublicKey.from_public_bytes(public)
    except ValueError:
        raise Refused(
            "This is not a key for packets. It is one line that begins with "
            f"“{KEY.strip()}”; copy it whole."
        ) from None
    return public


def to_sign(packet: Packet) -> bytes:
    """The bytes that the private half signs."""
    return FOR_PACKETS + canonical(packet)


def check(packet: Packet, signature: bytes, public: bytes) -> None:
    """Refuse a packet that this key did not sign."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, to_sign(packet))
    except InvalidSignature:
        raise Refused(
            "The signature does not fit: the packet was changed since it was signed, or somebody "
            "else signed it. Nothing of it is kept. Ask the organisation, by a way you know."
        ) from None
