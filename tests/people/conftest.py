"""Somebody with a password, and a browser in which it was given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from safehome.people.models import Account, Person
from tests.factories import Cast

PASSWORD = "a harbour wall in winter"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    """Limits on tries are kept in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def with_password() -> Callable[[Person], Account]:
    def give(person: Person) -> Account:
        account = Account.objects.get(pk=person.account_id)
        account.set_password(PASSWORD)
        account.save()
        return account

    return give


@pytest.fixture
def amina_account(cast: Cast, with_password: Callable[[Person], Account]) -> Account:
    return with_password(cast.amina)


@pytest.fixture
def half_in(amina_account: Account) -> Client:
    """A browser in which Amina gave her password, and has no second factor."""
    client = Client()
    answer = client.post("/sign-in/", {"login": amina_account.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client
