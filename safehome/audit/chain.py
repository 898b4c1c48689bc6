"""How one event is bound to the one before it. Plain Python: anyone can check a chain."""

import hashlib
from collections.abc import Sequence

# The order in which an event's parts enter the hash. The database's own
# function `audit.link` spells the same; a test holds the two together.
PARTS = (
    "organisation_id",
    "sequence",
    "at_microseconds",
    "person_id",
    "door",
    "verb",
    "about_kind",
    "about_id",
    "family_id",
    "fields",
    "purpose",
    "outcome",
    "request_id",
)

GENESIS = bytes(32)


def link(previous: bytes, parts: Sequence[object]) -> bytes:
    """The hash that ties an event to its predecessor (32 bytes, SHA-256).

    Each part is written as its length in characters, a colon and its text, so
    that no two different events can spell the same; None is written as "-".

    >>> link(GENESIS, ["a", None]).hex()[:8]
    '943a050e'
    """
    text = "".join("-" if part is None else f"{len(str(part))}:{part}" for part in parts)
    return hashlib.sha256(previous + text.encode()).digest()
