"""What the public door may know: what is being written, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from safehome.referrals.entrance import Entrance
from safehome.referrals.models import Following, Started
from safehome.referrals.writing import Writing
from safehome.vault import codes

HOUR = timedelta(hours=1)
# More than this is a flood, or a mistake; either way somebody should ring instead.
BEGUN_IN_AN_HOUR = 100
UNFINISHED = 2000


def started_with(
    entrance: Entrance, reference: str, key: bytes, *, to_write: bool = False
) -> Started | None:
    """What somebody is writing, for whoever holds its key. to_write: others wait meanwhile."""
    found = Started.objects.filter(
        organisation_id=entrance.pk, reference=reference, expires_at__gt=timezone.now()
    )
    started = (found.select_for_update() if to_write else found).first()
    if started is None or not codes.is_key_of(key, bytes(started.code_check)):
        return None
    return started


def writing_in(started: Started, key: bytes) -> Writing:
    """What was written so far."""
    place = place_of_started(started.organisation_id, started.reference)
    return Writing.model_validate_json(codes.open_with(key, bytes(started.body), place=place))


def place_of_started(organisation: UUID, reference: str) -> str:
    return f"referrals_started|{organisation}|{reference}"


def followed_with(entrance: Entrance, reference: str, key: bytes) -> Following | None:
    """What became of a referral, for whoever holds its key."""
    following = (
        Following.objects.filter(organisation_id=entrance.pk, reference=reference)
        .prefetch_related("steps")
        .first()
    )
    if following is None or not codes.is_key_of(key, bytes(following.code_check)):
        return None
    return following


def key_for(entrance: Entrance, reference: str, code: str) -> bytes:
    """The key that a code makes for this reference.

    For a reference that does not exist it is made with a salt of nowhere: it
    takes as long, and fits nothing.
    """
    begun = Started.objects.filter(
        organisation_id=entrance.pk, reference=reference, expires_at__gt=timezone.now()
    )
    followed = Following.objects.filter(organisation_id=entrance.pk, reference=reference)
    salts = [*begun.values_list("salt", flat=True), *followed.values_list("salt", flat=True)]
    return codes.key_from(code, bytes(salts[0]) if salts else codes.NOWHERE)


def is_flooded(entrance: Entrance) -> bool:
    """Whether more was begun at this door than people would begin."""
    now = timezone.now()
    mine = Started.objects.filter(organisation_id=entrance.pk, expires_at__gt=now)
    return (
        mine.filter(begun_at__gt=now - HOUR).count() >= BEGUN_IN_AN_HOUR
        or mine.count() >= UNFINISHED
    )
