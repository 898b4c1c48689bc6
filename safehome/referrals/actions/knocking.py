"""Counting how often something is tried, so that a flood is slowed and nobody is shut out.

An address is never kept: only a hash of it, with a key that changes each day
and cannot be made again without the door's own secret.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from safehome.kit.ids import new_id
from safehome.kit.verdicts import ALLOW, permit
from safehome.referrals.entrance import Entrance

COUNT = """
    INSERT INTO referrals_knock AS k (id, organisation_id, bucket, begun_at, count)
    VALUES (%(id)s, %(organisation)s, %(bucket)s, %(now)s, 1)
    ON CONFLICT (organisation_id, bucket) DO UPDATE SET
      count = CASE WHEN k.begun_at < %(since)s THEN 1 ELSE k.count + 1 END,
      begun_at = CASE WHEN k.begun_at < %(since)s THEN %(now)s ELSE k.begun_at END
    RETURNING count
"""


def knock(act: str, whence: str, *, within: timedelta, by: Entrance) -> int:
    """Count one more try of an act, and say how many there were within a time."""
    permit(ALLOW)  # anybody may knock
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            COUNT,
            {
                "id": new_id(), "organisation": by.pk, "now": now, "since": now - within,
                "bucket": bucket_of(act, whence),
            },
        )  # fmt: skip
        count: int = cursor.fetchone()[0]
    return count


def bucket_of(act: str, whence: str) -> bytes:
    today = salted_hmac(
        "safehome.knock", timezone.localdate().isoformat(), algorithm="sha256"
    ).digest()
    return hmac.digest(today, f"{act}|{_network(whence)}".encode(), hashlib.sha256)


def _network(whence: str) -> str:
    """An address as it counts: of IPv6 the first half, which is one household or office."""
    try:
        address = ip_address(whence)
    except ValueError:
        return whence
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return address.exploded[:19]
    return str(address)
