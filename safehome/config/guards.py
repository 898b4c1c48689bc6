"""What a door checks before it opens: its role, its database, its keys."""

from __future__ import annotations

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.utils import OperationalError

from safehome.vault.rootkey import root_key

OLDEST = 150000

# The programme office and the public door have no way to any key, and the worker needs none.
HOLDS_NO_KEYS = ("office", "worker", "reception")

# A door's role must be unable to step around row security or to change tables.
TOO_POWERFUL = """
    SELECT r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb
        OR pg_has_role(r.oid, 'sh_owner', 'MEMBER')
        OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid)
      FROM pg_roles r WHERE r.rolname = session_user
"""


def refuse_unsafe() -> None:
    """Raise ImproperlyConfigured, with a sentence that says what to do, or return."""
    _refuse_demonstration_outside()
    try:
        _knock("default")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int")
            version = cursor.fetchone()[0]
            if version < OLDEST:
                raise ImproperlyConfigured(
                    f"This PostgreSQL is version {version // 10000}; Safe Home needs 15 or newer. "
                    "Upgrade the server, or leave SAFEHOME_DATABASE unset to use the embedded one."
                )
            cursor.execute(TOO_POWERFUL)
            if cursor.fetchone()[0]:
                raise ImproperlyConfigured(
                    f"The database role sh_{settings.DOOR} could step around row security. "
                    "Run `python -m safehome.config.deploy` to give it back its own rights."
                )
    except OperationalError as error:
        raise ImproperlyConfigured(
            f"The database does not answer: {_first_line(error)} "
            "Check SAFEHOME_DATABASE and that the server runs."
        ) from None
    if settings.DOOR in HOLDS_NO_KEYS:
        return
    root_key()
    try:
        _knock("keyring")
    except OperationalError as error:
        raise ImproperlyConfigured(
            f"The keyring database does not answer: {_first_line(error)} No family's record can "
            "be read or written without it. Restore it, or start it."
        ) from None


def _knock(alias: str) -> None:
    """Connect once outside the pool, which would try for ten seconds and not say why it failed."""
    asked = connections[alias].settings_dict
    try:
        psycopg.connect(
            host=asked["HOST"], port=asked["PORT"], dbname=asked["NAME"], user=asked["USER"],
            password=asked["PASSWORD"], connect_timeout=5,
        ).close()  # fmt: skip
    except psycopg.OperationalError as error:
        raise OperationalError(*error.args) from None


def _refuse_demonstration_outside() -> None:
    outside = [h for h in settings.ALLOWED_HOSTS if h not in ("127.0.0.1", "localhost", "[::1]")]
    if settings.DEMONSTRATION and (outside or settings.SECURE):
        raise ImproperlyConfigured(
            "The demonstration lets anybody sign in as anyone, so it answers on this machine only. "
            f"Unset SAFEHOME_DEMONSTRATION, or remove {', '.join(outside) or 'SAFEHOME_HTTPS'}."
        )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
