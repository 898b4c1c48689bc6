"""The programme office's door, with Olu at it and a folder of packs of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from safehome.config import environment
from safehome.people.models import Person
from tests.factories import Cast, signed_in_client
from tests.factories.families import open_pack_version
from tests.programme.building import build


@pytest.fixture
def packs(tmp_path: Path, settings) -> Path:
    """The folder of packs: one that is whole, and one with a fault."""
    build(tmp_path / "small" / "1.0")
    build(tmp_path / "small" / "1.1", "missing-purpose")
    settings.PACKS = str(tmp_path)
    return tmp_path


@pytest.fixture
def version(cast: Cast):
    """The open pack, published."""
    return open_pack_version()


@pytest.fixture(autouse=True)
def office_door(settings, packs: Path, version) -> Iterator[None]:
    """This process as the office's door: its addresses, and its own role in the database."""
    settings.ROOT_URLCONF = "safehome.config.doors.office"
    settings.DOOR = "office"
    with as_role("sh_office"):
        yield


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """The main connection as another door's role, as its process would have it."""
    connection = connections["default"]
    usual = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}

    def become(who: dict[str, str]) -> None:
        connection.close()
        connection.close_pool()
        connection.settings_dict.update(who)

    become({"USER": role, "PASSWORD": environment.secret(f"password-{role}")})
    try:
        yield
    finally:
        become(usual)


@pytest.fixture
def olu(cast: Cast, office_door: None) -> Client:
    return signed_in_client(cast.olu)


@pytest.fixture
def everybody_else(cast: Cast) -> dict[str, Person]:
    return {name: getattr(cast, name) for name in ("amina", "ben", "priya", "mo", "ada", "dev")}
