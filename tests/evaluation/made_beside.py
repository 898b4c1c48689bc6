"""What tests of ordered work share: somebody orders, the worker makes, a table is locked."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager

import psycopg
import pytest
from django.urls import reverse

from safehome.evaluation.beside import make_next
from safehome.evaluation.models import Order, What
from safehome.evaluation.ordering import Wanted, place_order
from tests.prepared import ADMIN, NAME

ORDERS = reverse("evaluation:orders")
TAKE = reverse("evaluation:take-away")
OPEN = {"kind": "csv", "password": "", "again": ""}


@pytest.fixture
def no_time(settings):
    """PostgreSQL stops a statement after a thousandth of a second: sooner than it can count."""
    settings.OUTCOMES_SECONDS = 0.001


@pytest.fixture
def make(worker):
    """The worker at work, with its own role."""
    return lambda: make_next(using=worker)


@pytest.fixture
def order(acting):
    def run(person, what=What.REPORT, **more):
        with acting(person) as by:
            return place_order(Wanted(what, **more), by=by)

    return run


@pytest.fixture
def standing(acting):
    """How an order of somebody stands now."""

    def run(person, pk):
        with acting(person):
            return Order.objects.get(pk=pk)

    return run


@contextmanager
def nobody_counts():
    """Whoever counts journeys waits, as if there were very many."""
    with psycopg.connect(psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME)) as db:
        db.execute("LOCK TABLE journeys_journey IN ACCESS EXCLUSIVE MODE")
        yield


def until(what, seconds=20.0):
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)
    return found


def page_of(client, pk):
    return client.get(reverse("evaluation:order", args=[pk])).text


def key_in(page):
    return re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1]


def waits_for_journeys(superuser):
    found = superuser.execute(
        "SELECT count(*) FROM pg_locks"
        " WHERE NOT granted AND relation = 'journeys_journey'::regclass"
    )
    return found.fetchone()[0] > 0


def silent(superuser):
    superuser.execute(
        "UPDATE evaluation_order SET seen_at = now() - interval '2 min' WHERE maker IS NOT NULL"
    )
