"""What the house's tests share."""

from __future__ import annotations

import logging

import pytest

from tests.house.visiting import Visit, visit_of


@pytest.fixture
def visit(cast, making, acting) -> Visit:
    """A family on its journey, and everybody who might come to see it."""
    logging.getLogger("django.request").setLevel(logging.ERROR)  # refusals are meant here
    return visit_of(cast, making, acting)
