"""The database that tests run on: a real PostgreSQL, real roles, real commits.

One cluster is kept between runs under .local; each run (and each worker of a
parallel run) has two databases of its own in it. SAFEHOME_TEST_ADMIN names
another server, such as a system PostgreSQL 15.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg

from safehome.config.cluster import make_cluster, make_secrets
from safehome.kit.postgres import start

ROOT = Path(__file__).resolve().parents[1]
LOCAL = ROOT / ".local"
KEPT = 6  # databases of earlier patterns, two each
# Modules and folders that no migration reads.
PAGES = {
    "views", "forms", "urls", "queries", "actions", "rules", "templates",
    "workspace", "office", "demonstration", "bulk",
}  # fmt: skip
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def name_of_this_run() -> str:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return (
        "test_"
        + os.environ.get("SAFEHOME_TEST_NAME", "safehome")
        + (f"_{worker}" if worker else "")
    )


def admin_of_cluster() -> str:
    """A connection of the server's administrator, starting the server if need be."""
    named = os.environ.get("SAFEHOME_TEST_ADMIN")
    if named:
        return named
    return start(LOCAL / "tests", settings=FAST, stay=True).dsn()


def prepare(admin: str, name: str, secrets: Path) -> None:
    """Fresh migrated databases of this name, and the environment that names them.

    Migrating is done once for each state of what it reads (`print_of_tables`):
    further runs and workers copy the databases that the first one made.
    """
    make_secrets(secrets)
    os.environ["SAFEHOME_SECRETS"] = str(secrets)
    # Messages have carriers, and go no further than a folder.
    os.environ["SAFEHOME_TEXTS"] = "file"
    os.environ["SAFEHOME_OUTBOX"] = str(secrets / "messages")
    pattern = f"pattern_{print_of_tables()}"
    with psycopg.connect(admin, autocommit=True) as connection:
        info = connection.info
        server = f"host={info.host} port={info.port}"
        # One at a time: of several workers the first makes the pattern, the others wait for it.
        connection.execute("SELECT pg_advisory_lock(7237)")
        if not _exists(connection, f"{pattern}_keyring"):
            _make_pattern(connection, admin, server, pattern, secrets)
        for ending in ("", "_keyring"):
            _drop(connection, name + ending)
            connection.execute(
                f'CREATE DATABASE "{name}{ending}" OWNER sh_owner TEMPLATE "{pattern}{ending}"'
            )
        connection.execute("SELECT pg_advisory_unlock(7237)")
    # What is granted on a database itself is not copied with it.
    make_cluster(admin, database=name, keyring=f"{name}_keyring", passwords=secrets)
    os.environ["SAFEHOME_DATABASE"] = f"{server} dbname={name}"


def print_of_tables() -> str:
    """A short hash of all that decides what migrating makes.

    Left out is what migrations never read: pages, their words, rules and acts.
    A file too many here costs one migration more; one too few would give stale tables.
    """
    found = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted((ROOT / "safehome").rglob("*.py")):
        parts = path.relative_to(ROOT).parts
        if not PAGES & {part.removesuffix(".py") for part in parts}:
            found.update(str(parts).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _make_pattern(
    connection: psycopg.Connection, admin: str, server: str, pattern: str, secrets: Path
) -> None:
    """Migrate a new pair of databases, under another name until they are whole."""
    for old in _patterns(connection)[:-KEPT]:
        _drop(connection, old)
    made = "making_pattern"
    for ending in ("", "_keyring"):
        _drop(connection, made + ending)
        _drop(connection, pattern + ending)
    make_cluster(admin, database=made, keyring=f"{made}_keyring", passwords=secrets)
    subprocess.run(
        [sys.executable, "-m", "safehome.config.deploy"],
        check=True,
        env={**os.environ, "SAFEHOME_ADMIN": "", "SAFEHOME_DATABASE": f"{server} dbname={made}"},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    # The keyring last: it is what tells that both are there.
    for ending in ("", "_keyring"):
        connection.execute(f'ALTER DATABASE "{made}{ending}" RENAME TO "{pattern}{ending}"')


def _patterns(connection: psycopg.Connection) -> list[str]:
    """Patterns of other states, oldest first."""
    rows = connection.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'pattern\\_%' ORDER BY oid"
    )
    return [row[0] for row in rows]


def _exists(connection: psycopg.Connection, name: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
