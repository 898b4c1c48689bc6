"""A family that Amina works with."""

from __future__ import annotations

import pytest

from tests.factories.families import MadeFamily, make_family


@pytest.fixture
def made(cast, acting) -> MadeFamily:
    with acting(cast.amina) as by:
        return make_family(by, cast)


@pytest.fixture
def events(superuser):
    """The verbs in the audit so far, oldest first."""

    def read() -> list[str]:
        rows = superuser.execute("SELECT verb FROM audit_event ORDER BY sequence").fetchall()
        return [verb for (verb,) in rows]

    return read
