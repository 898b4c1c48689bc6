"""Can we use the PostgreSQL at this address? If not, one sentence says why."""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from safehome.kit.postgres.errors import PostgresError

OLDEST = 15
SHAPE = "postgresql://name:password@host:5432/database"


def check(dsn: str) -> None:
    """Connect once and look at the version.

    The sentence in a PostgresError never repeats a password, not even one with
    an @ or a / in it, the rest of which libpq takes for the name of a host.
    """
    try:
        given = conninfo_to_dict(dsn)
    except psycopg.ProgrammingError:
        given = None  # the error's own words may quote the password
    if given is None or "@" in f"{given.get('host')}{given.get('dbname')}":
        raise PostgresError(
            f"The address of the database cannot be read. It should look like {SHAPE} "
            "In a password, write @ as %40, / as %2F and : as %3A."
        )
    try:
        connection = psycopg.connect(dsn, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise PostgresError(
            f"The database does not answer: {' '.join(str(error).split())}. "
            "Check the address, that the server runs, and the name and password."
        ) from None
    with connection:
        refuse_if_old(connection.info.server_version)


def refuse_if_old(version: int) -> None:
    """Refuse a server older than PostgreSQL 15; `version` is libpq's number, 150004."""
    if version < OLDEST * 10_000:
        raise PostgresError(
            f"This server is PostgreSQL {version // 10_000}. Safe Home needs PostgreSQL "
            f"{OLDEST} or newer: upgrade the server or give the address of another one."
        )
