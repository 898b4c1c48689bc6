"""Many invented families, written by COPY: for looking at speed, not at stories.

Everything in them is sealed with real keys and opens through the real doors.
Names, stages and dates come from a fixed seed; identifiers, keys and seals are
drawn afresh. Row security and every constraint stay as the migrations made them.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import batched
from pathlib import Path

import psycopg
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from safehome.config.bulk.families import Writer
from safehome.config.bulk.rows import Rows
from safehome.config.bulk.staff import CODE, Staffing
from safehome.programme.loading import parse
from safehome.programme.packs import Pack
from safehome.vault.rootkey import FileRootKey

AT_ONCE = 1_000  # families in one transaction
# Above this, foreign keys are not checked row by row: the same code wrote these as the small load.
CHECKED = 1_000


def fill(
    record_dsn: str, keyring_dsn: str, *, secrets: Path, families: int, seed: int = 1,
    quiet: bool = False,
) -> None:  # fmt: skip
    """Write as many invented families as are still missing from `families` in all.

    record_dsn, keyring_dsn: the administrator's connections. secrets: the folder
    that holds the root key. The open pack must have been published. Families are
    spread over organisations of their own, coded many-001 and on; the first
    practitioner of the first has exactly 50 of them, every other one about 20.
    """
    with psycopg.connect(record_dsn) as record, psycopg.connect(keyring_dsn) as keyring:
        there, organisations = _there_already(record)
        missing = families - there
        if missing <= 0:
            return
        if missing > CHECKED:
            record.execute("SET session_replication_role = replica")
        rows, now = Rows(), datetime.now(UTC).replace(microsecond=0)
        draw = random.Random(seed)  # noqa: S311 - invented families, not secrets
        staffing = Staffing(rows, FileRootKey(secrets / "root-key"), draw=draw, now=now)
        writer = Writer(rows, *open_pack(record), draw=draw, now=now)
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}"))
        with Progress(
            *columns, TimeElapsedColumn(), TimeRemainingColumn(), disable=quiet
        ) as progress:
            task = progress.add_task("Inventing families", total=missing)
            for plans in batched(staffing.plans(missing, after=organisations), AT_ONCE):
                for plan in plans:
                    writer.write(plan)
                # Keys first: a family whose key is lost could never be opened.
                rows.copy(keyring, "vault_")
                rows.copy(record)
                progress.advance(task, len(plans))
        for connection in (record, keyring):
            connection.commit()
            connection.autocommit = True
            connection.execute("ANALYZE")


def _there_already(record: psycopg.Connection) -> tuple[int, int]:
    """How many families and organisations an earlier filling has made."""
    row = record.execute(
        "SELECT count(f.id), count(DISTINCT o.id) FROM people_organisation o"
        " LEFT JOIN families_family f ON f.organisation_id = o.id WHERE o.code LIKE %s",
        [f"{CODE}%"],
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def open_pack(record: psycopg.Connection) -> tuple[str, Pack]:
    """The open pack that was published last, and its version's id. Raises LookupError."""
    row = record.execute(
        "SELECT id, files FROM programme_packversion WHERE pack = 'open'"
        " ORDER BY published_at DESC LIMIT 1"
    ).fetchone()
    if row is None:
        raise LookupError("Publish the open pack before filling the database.")
    return str(row[0]), parse({path: text.encode() for path, text in row[1].items()})
