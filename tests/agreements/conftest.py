"""Two carers of one family who have not been asked anything yet."""

from __future__ import annotations

import pytest

from tests.factories.families import MadeFamily, make_family


@pytest.fixture
def made(cast, acting) -> MadeFamily:
    with acting(cast.amina) as by:
        return make_family(by, cast, carers=("Carol", "Dan"), agreed=False)
