"""What a carer's telephone asks of the database, and what the worker empties.

Each is one of the database's own functions. Whoever calls them needs no grant on any
table, and learns nothing without a token.
"""

from __future__ import annotations

import hashlib

from django.db import connection, connections, transaction

from safehome.audit import ledger as audit
from safehome.plans.models import PhoneCopy

WITHIN = "15 minutes"


def take(token: bytes) -> bytes | None:
    """The sealed box of a link that still holds; once, and it is gone from here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.take_phone_copy(%s)", [_hash(token)])
        pk, family, box = cursor.fetchone()
    if pk is None:
        return None
    audit.record("plan.phone-taken", about=PhoneCopy(pk=pk), family=family)
    return bytes(box)


def stands(token: bytes) -> str:
    """How a copy stands that was fetched: holds, newer or over; empty for any other token."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.phone_copy_stands(%s)", [_hash(token)])
        return cursor.fetchone()[0] or ""


def erased(token: bytes) -> None:
    """A telephone says that it erased its copy. Heard once; anything else says nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.phone_copy_erased(%s)", [_hash(token)])
        pk, family = cursor.fetchone()
    if pk is not None:
        audit.record("plan.phone-erased", about=PhoneCopy(pk=pk), family=family)


def knock(bucket: bytes) -> int:
    """Count one more wrong token from somewhere, and say how many there were lately."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.knock_at_phones(%s, %s::interval)", [bucket, WITHIN])
        count: int = cursor.fetchone()[0]
    return count


def empty_boxes(*, using: str = "default") -> int:
    """Empty the boxes whose link has ended unused; how many there were."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT ctx.empty_phone_boxes()")
        count: int = cursor.fetchone()[0]
    return count


def _hash(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()
