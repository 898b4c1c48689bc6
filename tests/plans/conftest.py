"""A family that Amina works with, and one on a journey."""

from __future__ import annotations

import pytest

from safehome.vault.keyring import open_family
from tests.factories.families import MadeFamily, make_family, make_journey
from tests.notices.conftest import worker

__all__ = ["worker"]


@pytest.fixture
def made(cast, acting) -> MadeFamily:
    with acting(cast.amina) as by:
        return make_family(by, cast)


@pytest.fixture
def journey(cast, acting, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        return make_journey(by, made)
