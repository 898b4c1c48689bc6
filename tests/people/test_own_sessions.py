"""Seeing where one is signed in, and ending it everywhere at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from safehome.people.models import Person, SignInSession
from tests.factories import Cast

SignedIn = Callable[[Person], Client]


def test_each_browser_is_listed(cast: Cast, signed_in: SignedIn) -> None:
    here = signed_in(cast.amina)
    signed_in(cast.amina)
    signed_in(cast.ben)

    page = here.get("/my-sessions/").text

    assert page.count('<th scope="row"') == 2
    assert page.count("This one") == 1


def test_signing_out_everywhere_ends_each_at_its_next_request(
    cast: Cast, signed_in: SignedIn
) -> None:
    here, there, other = signed_in(cast.amina), signed_in(cast.amina), signed_in(cast.ben)
    assert there.get("/my-sessions/").status_code == 200

    assert here.post("/my-sessions/end/").headers["Location"] == "/sign-in/"

    for client in (here, there):
        assert client.get("/my-sessions/").headers["Location"].startswith("/sign-in/")
    assert other.get("/my-sessions/").status_code == 200


def test_the_page_can_ask_who_is_signed_in(cast: Cast, signed_in: SignedIn) -> None:
    amina, again, ben = signed_in(cast.amina), signed_in(cast.amina), signed_in(cast.ben)

    answer = amina.get("/session/").json()

    assert answer["csrf"]
    assert answer["person"] == again.get("/session/").json()["person"]
    assert answer["person"] != ben.get("/session/").json()["person"]
    assert Client().get("/session/").status_code == 401


def test_asking_does_not_keep_a_session_alive_but_being_there_does(
    cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.amina)
    before = timezone.now() - timedelta(minutes=10)
    SignInSession.objects.update(seen_at=before)

    client.get("/session/")
    assert SignInSession.objects.get().seen_at == before

    client.post("/session/")
    assert SignInSession.objects.get().seen_at > before


def test_an_idle_session_has_ended(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.amina)
    SignInSession.objects.update(seen_at=timezone.now() - timedelta(minutes=21))

    assert client.get("/session/").status_code == 401
    assert client.get("/my-sessions/").status_code == 302
