"""Migrations that draw one model at a time make the very tables that Django makes by itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from safehome.config.cluster import make_cluster
from safehome.config.environment import secrets_folder
from tests.prepared import ADMIN, NAME
from tests.vault.test_a_stolen_backup import pg_dump

PLAIN = f"{NAME}_plain"
DJANGOS_OWN = """
from contextlib import nullcontext
from safehome.config import deploy, migrating
migrating.each_model_by_itself = nullcontext
raise SystemExit(deploy.main())
"""


def tables(database: str) -> list[str]:
    """All that a database is made of; roles in one order, for a policy's have none."""
    made = subprocess.run(
        [pg_dump(), "--schema-only", f"--dbname={make_conninfo(ADMIN, dbname=database)}"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    made = re.sub(r"^\\(un)?restrict .*$", "", made, flags=re.MULTILINE)
    return re.sub(
        r"\bTO (sh_\w+(?:, sh_\w+)+)",
        lambda found: "TO " + ", ".join(sorted(found[1].split(", "))),
        made,
    ).splitlines()


@pytest.fixture
def plain() -> Iterator[str]:
    """Databases that Django migrated in its own way."""
    server = conninfo_to_dict(ADMIN)
    place = make_conninfo(host=server["host"], port=server["port"], dbname=PLAIN)
    make_cluster(ADMIN, database=PLAIN, keyring=f"{PLAIN}_keyring", passwords=secrets_folder())
    try:
        subprocess.run(
            [sys.executable, "-c", DJANGOS_OWN], check=True, stdout=subprocess.DEVNULL,
            env=os.environ | {"SAFEHOME_ADMIN": "", "SAFEHOME_DATABASE": place},
        )  # fmt: skip
        yield PLAIN
    finally:
        with psycopg.connect(ADMIN, autocommit=True) as connection:
            for name in (PLAIN, f"{PLAIN}_keyring"):
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_the_tables_are_those_that_django_makes(plain: str) -> None:
    for ending in ("", "_keyring"):
        ours, djangos = tables(NAME + ending), tables(plain + ending)
        assert "CREATE TABLE public.django_migrations (" in djangos
        assert ours == djangos
