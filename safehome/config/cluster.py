"""Roles, databases and secrets of a new deployment. Safe to run again.

Only this module connects as the database's administrator. It makes one role
for each door, none of which owns anything, and two databases: the record and
the keyring, so that a backup of one is worth nothing without the other.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import psycopg
from psycopg import sql

from safehome.vault.boxes import new_pair

LOGINS = (
    "sh_migrate", "sh_auth", "sh_staff", "sh_portal", "sh_office", "sh_worker", "sh_reception",
)  # fmt: skip
TO_KEYRING = ("sh_migrate", "sh_staff")


def make_secrets(folder: Path) -> None:
    """Make every secret that is not there yet, readable by us alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    wanted = {
        name: secrets.token_urlsafe(48) for name in ("django-secret", "django-secret-reception")
    }
    wanted["root-key"] = secrets.token_hex(32)
    wanted |= {f"password-{role}": secrets.token_urlsafe(24) for role in LOGINS}
    for name, value in wanted.items():
        _make_secret(folder / name, value)
    if not (folder / "notices-key").exists() and not (folder / "notices-key.pub").exists():
        # A pair: the worker opens what the staff's door, with the public half, has put in boxes.
        private, public = new_pair()
        _make_secret(folder / "notices-key", private.hex())
        _make_secret(folder / "notices-key.pub", public.hex())


def _make_secret(path: Path, value: str) -> None:
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(value + "\n")


def make_cluster(admin: str, *, database: str, keyring: str, passwords: Path) -> None:
    """Make the roles and the two databases.

    admin: a conninfo of the administrator, to the database "postgres".
    passwords: the folder of secrets, with a file "password-<role>" for each login.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        # Two starts at once must not both make the roles.
        connection.execute("SELECT pg_advisory_lock(7236)")
        _make_roles(connection, passwords)
        for name in (database, keyring):
            _make_database(connection, name)
        connection.execute("SELECT pg_advisory_unlock(7236)")
    for name in (database, keyring):
        _close_database(admin, name, LOGINS if name == database else TO_KEYRING)


def _make_roles(connection: psycopg.Connection, passwords: Path) -> None:
    existing = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    if "sh_owner" not in existing:
        connection.execute("CREATE ROLE sh_owner NOLOGIN NOINHERIT")
    for role in LOGINS:
        word = (passwords / f"password-{role}").read_text().strip()
        act = "ALTER" if role in existing else "CREATE"
        connection.execute(
            sql.SQL(
                "{} ROLE {} LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE "
                "PASSWORD {}"
            ).format(sql.SQL(act), sql.Identifier(role), sql.Literal(word))
        )
        connection.execute(
            sql.SQL("ALTER ROLE {} SET track_activities = off").format(sql.Identifier(role))
        )
        # Row security makes a plan longer than the work that it plans. A prepared statement's
        # plan is made once for all values, because every filter of ours names one organisation.
        connection.execute(
            sql.SQL("ALTER ROLE {} SET plan_cache_mode = force_generic_plan").format(
                sql.Identifier(role)
            )
        )
    connection.execute("GRANT sh_owner TO sh_migrate")


def _make_database(connection: psycopg.Connection, name: str) -> None:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if found is None:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER sh_owner TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(name)
            )
        )


def _close_database(admin: str, name: str, logins: tuple[str, ...]) -> None:
    """Only the named roles may connect, and none may make anything in it."""
    there = psycopg.conninfo.make_conninfo(admin, dbname=name)
    with psycopg.connect(there, autocommit=True) as connection:
        here = sql.Identifier(name)
        # An earlier release may have let in more than these.
        shut_out = sql.SQL(", ").join(
            [sql.SQL("PUBLIC"), *(sql.Identifier(one) for one in LOGINS if one not in logins)]
        )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM {}").format(here, shut_out))
        for role in logins:
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(here, sql.Identifier(role))
            )
        connection.execute("ALTER SCHEMA public OWNER TO sh_owner")
        connection.execute(sql.SQL("REVOKE ALL ON SCHEMA public FROM {}").format(shut_out))
        doors = [role for role in logins if role != "sh_migrate"]
        for role in doors:
            connection.execute(
                sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role))
            )
