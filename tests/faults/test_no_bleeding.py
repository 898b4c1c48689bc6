"""Many requests at once, over few connections, some of which fail: no context reaches another."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.http import Http404, JsonResponse
from django.test import Client
from django.urls import path

from safehome.families.actions import open_family
from safehome.people.endpoints import STAFF, endpoint
from safehome.people.models import Role
from tests.factories import signed_in_client

REQUESTS = 500
ORGANISATIONS = 4


def everything() -> dict[str, object]:
    """What a handler that forgot every filter would read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id::text FROM families_family")
        families = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT organisation_id::text FROM people_person")
        return {"families": families, "people": [row[0] for row in cursor.fetchall()]}


@endpoint(roles=STAFF)
def fine(request):
    return JsonResponse(everything())


@endpoint(roles=None)
def anyone(request):
    return JsonResponse(everything())


@endpoint(roles=STAFF)
def breaks(request):
    everything()
    raise ValueError("on purpose")


@endpoint(roles=STAFF)
def breaks_the_transaction(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    raise AssertionError


@endpoint(roles=STAFF)
def hangs_up(request):
    """The database goes away in the middle."""
    everything()
    connection.connection.close()
    return JsonResponse(everything())


@endpoint(roles=STAFF)
def not_there(request):
    everything()
    raise Http404


VIEWS = [fine, anyone, breaks, breaks_the_transaction, hangs_up, not_there]
urlpatterns = [path(f"{view.__name__}/", view) for view in VIEWS]
handler404 = "safehome.config.errors.not_found"


@pytest.mark.fault
def test_no_request_sees_what_another_was_allowed(settings, making, acting, caplog):
    settings.ROOT_URLCONF = __name__
    people = []
    for number in range(ORGANISATIONS):
        organisation = making.organisation(f"Organisation {number}", f"org{number}")
        team = making.team(organisation, "Team")
        person = making.person(f"P{number} P", organisation, Role.PRACTITIONER, team=team)
        with acting(person) as by:
            open_family(name=f"Family {number}", team=team.pk, by=by)
        people.append((str(organisation.pk), signed_in_client(person).cookies.output(header="")))
    cookies = [(pk, text.split(";")[0].strip().split("=", 1)) for pk, text in people]

    def ask(seed: int) -> tuple[str, str, int, dict[str, list[str]]]:
        rng = random.Random(seed)
        own, (name, value) = rng.choice(cookies)
        view = rng.choices(VIEWS, weights=[6, 2, 1, 1, 1, 1])[0].__name__
        client = Client(raise_request_exception=False)
        if view != "anyone" or rng.random() < 0.5:
            client.cookies[name] = value
        else:
            own = ""
        try:
            response = client.get(f"/{view}/")
            body = response.json() if response.status_code == 200 else {}
        finally:
            connections.close_all()
        return own, view, response.status_code, body

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(ask, range(REQUESTS)))

    good = 0
    for own, view, status, body in answers:
        if view in ("fine", "anyone"):
            assert status == 200
            assert set(body["families"]) == ({own} if own else set())
            assert set(body["people"]) == ({own} if own else set())
            good += 1
        else:
            assert status >= 400
    assert good > REQUESTS / 2
