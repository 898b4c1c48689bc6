"""How long somebody may wait for what is counted while they look at a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

LIMIT = "SELECT set_config('statement_timeout', %s, true)"  # SET itself takes no parameter


class TooLong(Exception):
    """Counting would take longer than somebody should wait for a page. It was stopped."""


class Limit:
    """So many seconds from now, for all that is counted together."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises TooLong where none are."""
        left = self._end - monotonic()
        if left <= 0:
            raise TooLong
        return left


@contextmanager
def limited(limit: Limit | None) -> Iterator[None]:
    """One statement that is stopped when its time is over. Raises TooLong; nothing of it is left.

    The time is PostgreSQL's own, of this transaction alone, and taken away afterwards.
    """
    if limit is None:
        yield
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LIMIT, [str(max(1, round(limit.left() * 1000)))])
            yield
            cursor.execute(LIMIT, ["0"])
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooLong from error
        raise
