"""A front door that is open, and what was handed in at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from psycopg import Connection

from tests.factories import Cast
from tests.factories.reception import make_arrival, open_front_door


@pytest.fixture
def door(cast: Cast) -> Cast:
    open_front_door(cast.mo)
    return cast


@pytest.fixture
def arrived(door: Cast) -> Callable[..., tuple[str, str]]:
    """Hand a referral in at the public door; returns its reference and code."""
    return make_arrival


@pytest.fixture
def events(superuser: Connection) -> Callable[[], list[str]]:
    """The verbs in the audit so far, oldest first."""

    def read() -> list[str]:
        rows = superuser.execute("SELECT verb FROM audit_event ORDER BY sequence").fetchall()
        return [verb for (verb,) in rows]

    return read
