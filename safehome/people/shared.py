"""What all processes of all doors remember together for a while: tries counted, codes used.

Django's cache, kept in the database by the sign-in role. Its own connection
commits at once, so that a try counts whatever becomes of its request. Keys are
hashed, because they are made of addresses and e-mail addresses; values are
JSON, because nothing read from a database is ever run.
"""

from __future__ import annotations

import json
import secrets
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connections
from django.utils.crypto import salted_hmac

USING = "shared"
SWEPT_ONE_IN = 100  # times that something is written

WRITE = """
    INSERT INTO people_remembered AS old (key, value, until) VALUES (%s, %s, to_timestamp(%s))
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until
"""
IF_FORGOTTEN = " WHERE old.until <= to_timestamp(%s)"
FOREVER = 32_503_680_000  # the year 3000


class SharedCache(BaseCache):
    """Counts and marks that every process sees."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        kept = [self._hidden(key, version), json.dumps(value), self._until(timeout), time.time()]
        return self._run(WRITE + IF_FORGOTTEN, kept) == 1

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        with connections[USING].cursor() as cursor:
            cursor.execute(
                "SELECT value FROM people_remembered WHERE key = %s AND until > to_timestamp(%s)",
                [self._hidden(key, version), time.time()],
            )
            found = cursor.fetchone()
        return json.loads(found[0]) if found else default

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        self._run(WRITE, [self._hidden(key, version), json.dumps(value), self._until(timeout)])
        if secrets.randbelow(SWEPT_ONE_IN) == 0:
            self._run(
                "DELETE FROM people_remembered WHERE until <= to_timestamp(%s)", [time.time()]
            )

    def delete(self, key: Any, version: Any = None) -> bool:
        return (
            self._run("DELETE FROM people_remembered WHERE key = %s", [self._hidden(key, version)])
            == 1
        )

    def clear(self) -> None:
        self._run("DELETE FROM people_remembered", [])

    def _run(self, statement: str, values: list[Any]) -> int:
        with connections[USING].cursor() as cursor:
            cursor.execute(statement, values)
            changed: int = cursor.rowcount
        return changed

    def _hidden(self, key: Any, version: Any) -> str:
        named = self.make_key(key, version=version)
        return salted_hmac("safehome.remembered", named, algorithm="sha256").hexdigest()

    def _until(self, timeout: Any) -> float:
        until = self.get_backend_timeout(timeout)
        return FOREVER if until is None else until
