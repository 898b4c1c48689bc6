"""Whose public door somebody came to, as the database vouches for it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from safehome.referrals.models import FrontDoor


@dataclass(frozen=True)
class Entrance:
    """An organisation's way in, as the database vouches for it. Nobody in person comes with it."""

    pk: UUID  # of the organisation
    code: str
    name: str
    nation: str
    is_open: bool
    public_key: bytes = b""
    answer_within_days: int = 3
    words: str = ""
    phone: str = ""


BEGIN = "SELECT organisation_id, name, nation, is_open FROM ctx.begin_reception(%s)"


def enter(code: str) -> Entrance | None:
    """Begin the public door's context for this transaction; None where there is no such door."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [code])
        organisation, name, nation, is_open = cursor.fetchone()
    if organisation is None:
        return None
    door = newest_front_door(organisation)
    if door is None:
        return None
    return Entrance(
        organisation, code, name, nation, is_open, bytes(door.public_key),
        door.answer_within_days, door.words, door.phone,
    )  # fmt: skip


def newest_front_door(organisation: UUID) -> FrontDoor | None:
    """The row that holds."""
    return FrontDoor.objects.filter(organisation_id=organisation).first()
