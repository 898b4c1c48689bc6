"""What every test stands on: the cluster, the cast, and somebody acting.

Tests commit for real, as the real roles, because row security, the sealed
context and the audit live in the database. Rows are taken away between tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from safehome.people import letters
from safehome.people.access import Actor, acting_as
from safehome.people.models import Person
from tests.factories import Cast, Making, make_cast
from tests.prepared import ADMIN, NAME

# How fast a machine draws examples says nothing of the code: no test is about time.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def _database_is_open(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """No test needs to ask for the database: all of them stand on it."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def superuser() -> Iterator[psycopg.Connection]:
    """The administrator's own connection: sees and breaks everything, as an attacker could."""
    there = psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME)
    with psycopg.connect(there, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def keyring_superuser() -> Iterator[psycopg.Connection]:
    there = psycopg.conninfo.make_conninfo(ADMIN, dbname=f"{NAME}_keyring")
    with psycopg.connect(there, autocommit=True) as connection:
        yield connection


@pytest.fixture(autouse=True)
def _letters_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters leave beside the request; a test looks for them as soon as it is answered."""
    monkeypatch.setattr(letters.POST, "submit", lambda act, *about: act(*about))


KEPT = ("django_migrations", "django_content_type", "auth_permission", "programme_packversion")


@pytest.fixture(scope="session")
def tables(superuser: psycopg.Connection) -> list[str]:
    rows = superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in rows if name not in KEPT]


@pytest.fixture
def clean(superuser: psycopg.Connection, tables: list[str]) -> Iterator[None]:
    """Take every row away afterwards."""
    yield
    statements = "; ".join(f'DELETE FROM "{table}"' for table in tables)
    superuser.execute(f"SET session_replication_role = replica; {statements}; RESET ALL")


@pytest.fixture
def making(clean: None, superuser: psycopg.Connection) -> Making:
    return Making(superuser)


@pytest.fixture
def cast(making: Making) -> Cast:
    """Amina the practitioner, Ben her supervisor, Priya, Mo, Rita, Ada; Dev elsewhere; Olu."""
    return make_cast(making)


@pytest.fixture
def amina(cast: Cast) -> Person:
    return cast.amina


@pytest.fixture
def ben(cast: Cast) -> Person:
    return cast.ben


@pytest.fixture
def priya(cast: Cast) -> Person:
    return cast.priya


@pytest.fixture
def dev(cast: Cast) -> Person:
    return cast.dev


@pytest.fixture
def acting() -> Callable[[Person], object]:
    """`with acting(amina) as by:` an audited transaction in which she acts."""
    return acting_as


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser in which somebody is signed in, with a second factor."""
    from tests.factories import signed_in_client

    return signed_in_client


__all__ = ["Actor"]
