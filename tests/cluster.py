"""The database that tests run on: a real PostgreSQL, real roles, real commits.

One cluster is kept between runs under .local; each run (and each worker of a
parallel run) has two databases of its own in it. SAFEHOME_TEST_ADMIN names
another server, such as a system PostgreSQL 15.
"""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

from safehome.config.cluster import make_cluster, make_secrets
from safehome.kit.postgres import start

LOCAL = Path(__file__).resolve().parents[1] / ".local"
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
    """Fresh databases of this name, with their roles, and the environment that names them."""
    make_secrets(secrets)
    with psycopg.connect(admin, autocommit=True) as connection:
        for database in (name, f"{name}_keyring"):
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        info = connection.info
        os.environ["SAFEHOME_DATABASE"] = f"host={info.host} port={info.port} dbname={name}"
    os.environ["SAFEHOME_SECRETS"] = str(secrets)
    make_cluster(admin, database=name, keyring=f"{name}_keyring", passwords=secrets)
