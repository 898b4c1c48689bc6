"""Can we use the PostgreSQL at this address? If not, one sentence says why."""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from safehome.kit.postgres.errors import PostgresError

OLDEST = 15
SHAPE = "postgresql://name:password@host:5432/database"


def check(dsn: str) -> None:
    """Connect once and look at the version.

    The sentence in a PostgresError never repeats the address itself, because a
    password may be in it.
    """
    try:
        given = conninfo_to_dict(dsn)
    except psycopg.ProgrammingError:
        # The original says which part it could not read, and that may be the password.
        raise PostgresError(
            f"The address of the database cannot be read. It should look like {SHAPE}"
        ) from None
    try:
        connection = psycopg.connect(dsn, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise PostgresError(_why(error, str(given.get("password") or ""))) from None
    with connection:
        refuse_if_old(connection.info.server_version)


def refuse_if_old(version: int) -> None:
    """Refuse a server older than PostgreSQL 15; `version` is libpq's number, 150004."""
    if version < OLDEST * 10_000:
        raise PostgresError(
            f"This server is PostgreSQL {version // 10_000}. Safe Home needs PostgreSQL "
            f"{OLDEST} or newer: upgrade the server or give the address of another one."
        )


def _why(error: psycopg.OperationalError, password: str) -> str:
    reason = " ".join(str(error).split())
    if password:
        reason = reason.replace(password, "…")
    return (
        f"The database does not answer: {reason}. "
        "Check the address, that the server runs, and the name and password."
    )
