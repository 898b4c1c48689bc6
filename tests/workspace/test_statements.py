"""How many statements the pages used most may cost. Counted on every database at once."""

from contextlib import ExitStack

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.families import make_family, make_journey

NOT_WORK = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def statements(client, address):
    client.get(address)  # what a process learns once, such as a pack, is not counted
    with ExitStack() as stack:
        caught = [
            stack.enter_context(CaptureQueriesContext(connections[one])) for one in connections
        ]
        page = client.get(address)
    assert page.status_code == 200
    said = [query["sql"] for queries in caught for query in queries.captured_queries]
    return [sql for sql in said if not sql.lstrip().upper().startswith(NOT_WORK)]


@pytest.fixture
def many(cast, acting):
    """Six families; five of them on a journey."""
    with acting(cast.amina) as by:
        families = [make_family(by, cast, name=f"Family {place}") for place in range(6)]
        for made in families[1:]:
            make_journey(by, made)
    return families


def test_the_caseload_costs_four(cast, signed_in, many):
    said = statements(signed_in(cast.amina), "/families/")

    assert len(said) <= 4, "\n".join(said)
    for part in ("ctx.begin", "families_family", "vault_familykey", "audit.append"):
        assert sum(part in sql for sql in said) == 1, part


def test_a_longer_caseload_costs_no_more(cast, acting, signed_in, many):
    client = signed_in(cast.amina)
    before = len(statements(client, "/families/?show=mine&sort=lead"))
    with acting(cast.amina) as by:
        for place in range(3):
            make_journey(by, make_family(by, cast, name=f"Later {place}"))

    assert len(statements(client, "/families/?show=mine&sort=lead")) == before


def test_the_family_page_costs_nine(cast, signed_in, many):
    address = reverse("workspace:family", args=[many[2].pk])
    said = statements(signed_in(cast.amina), address)

    assert len(said) <= 9, "\n".join(said)


def test_the_home_page_costs_as_much_for_many_as_for_one(cast, acting, signed_in):
    client = signed_in(cast.amina)
    with acting(cast.amina) as by:
        make_journey(by, make_family(by, cast, name="First"))
    before = len(statements(client, "/"))
    with acting(cast.amina) as by:
        for place in range(4):
            make_journey(by, make_family(by, cast, name=f"Family {place}"))

    assert len(statements(client, "/")) == before
