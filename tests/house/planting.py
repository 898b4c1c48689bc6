"""A row in every table of an organisation, whatever the table is, as only a superuser can write.

Used in a transaction that is undone: constraints and triggers stand aside, so
that a table made tomorrow is planted without anyone thinking of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg

from tests.house.catalogue import tables


@dataclass(frozen=True)
class Place:
    """Whose rows: an organisation, one of its families, and somebody who works with it."""

    organisation: UUID
    family: UUID
    person: UUID
    canary: str


def plant(db: psycopg.Connection, places: list[Place]) -> list[str]:
    """Put a row of each place in every table; returns the tables."""
    planted = tables(db)
    db.execute("SET LOCAL session_replication_role = replica")
    for table, name in db.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
    ).fetchall():
        db.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for table in planted:
        columns = db.execute(
            "SELECT column_name,"
            " CASE data_type WHEN 'ARRAY' THEN udt_name::text ELSE data_type END,"
            " is_nullable = 'YES', character_maximum_length"
            " FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
            [table],
        ).fetchall()
        for place in places:
            row = {name: _value(table, name, kind, may, width, place)
                   for name, kind, may, width in columns}  # fmt: skip
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join(["%s"] * len(row))
            db.execute(
                f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",
                list(row.values()),
            )
    db.execute("SET LOCAL session_replication_role = origin")
    return planted


def _value(
    table: str, name: str, kind: str, may_be_null: bool, width: int | None, place: Place
) -> object:
    if name == "organisation_id":
        return place.organisation
    if name in ("family_id", "kept_id", "referral_id"):
        return place.family
    if (table, name) in (("families_family", "id"), ("referrals_referral", "id")):
        return place.family
    # What hangs on answers, or on what was asked because of them, is seen where they are.
    if (table, name) in (("measures_answers", "id"), ("measures_checkinasked", "id")):
        return place.family
    if name in ("answers_id", "asked_id") and table.startswith("measures_"):
        return place.family
    # An addition speaks of everybody, and is read by its writer where few may know of all.
    if (table, name) == ("journeys_addition", "added_by_id"):
        return place.person
    if name == "person_id" and table != "families_block":
        return place.person
    if kind == "text" or kind.startswith("character"):
        return place.canary[:width]
    if kind == "bytea":
        return place.canary.encode()
    if kind in ("json", "jsonb"):
        return f'["{place.canary}"]'
    if may_be_null:
        return None
    return {
        "uuid": uuid4(), "boolean": False, "_varchar": [place.canary[:10]], "_uuid": [],
        "_int2": [1], "date": "2026-01-02",
        "timestamp with time zone": "2026-01-02 09:00+00",
    }.get(kind, 1)  # fmt: skip
