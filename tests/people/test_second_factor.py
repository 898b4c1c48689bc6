"""A password alone leads nowhere near a family; a second factor does."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import get_resolver

from safehome.people.access import Actor
from safehome.people.endpoints import addresses, declared
from safehome.people.models import Account, Person, SignInSession
from tests.factories import Cast
from tests.factories.families import make_family
from tests.people.conftest import PASSWORD

Acting = Callable[[Person], AbstractContextManager[Actor]]


def code_for(client: Client) -> str:
    secret = client.session["mfa.totp.secret"]
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_app(client: Client) -> str:
    """Gives the secret of the app."""
    page = client.get("/second-factor/app/")
    assert page.status_code == 200
    assert "data:image/svg+xml;base64," in page.text
    secret: str = client.session["mfa.totp.secret"]
    answer = client.post("/second-factor/app/", {"code": code_for(client)})
    assert answer.headers["Location"] == "/second-factor/codes/"
    return secret


def test_a_password_alone_leads_to_setting_one_up(half_in: Client) -> None:
    answer = half_in.get("/my-sessions/")

    assert answer.headers["Location"].startswith("/second-factor/")
    page = half_in.get(answer.headers["Location"]).text
    assert "Set up an app" in page
    assert "Set up a passkey" in page


@pytest.mark.feature("SEC2")
def test_an_app_is_set_up_and_opens_the_door(half_in: Client) -> None:
    set_up_app(half_in)

    assert half_in.get("/my-sessions/").status_code == 200
    assert half_in.get("/second-factor/codes/").status_code == 200
    assert half_in.get("/second-factor/ways/").status_code == 200


def test_next_time_the_code_is_asked(
    half_in: Client, amina_account: Account, superuser: psycopg.Connection
) -> None:
    secret = set_up_app(half_in)
    client = Client()

    answer = client.post("/sign-in/", {"login": amina_account.email, "password": PASSWORD})

    assert answer.headers["Location"] == "/sign-in/second/"
    assert "passkey" in client.get("/sign-in/second/").text
    assert client.get("/my-sessions/").headers["Location"].startswith("/sign-in/")
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert client.post("/sign-in/second/", {"code": "000000"}).status_code == 200
    assert client.get("/my-sessions/").status_code == 302
    assert client.post("/sign-in/second/", {"code": recovery}).status_code == 302
    assert client.get("/my-sessions/").status_code == 200
    rows = superuser.execute("SELECT data::text FROM mfa_authenticator").fetchall()
    assert len(rows) == 2
    assert not any(secret in row for (row,) in rows), "What is stored must not make codes."


def test_a_password_cannot_replace_the_second_factor(
    half_in: Client, amina_account: Account
) -> None:
    thief = Client()
    thief.post("/sign-in/", {"login": amina_account.email, "password": PASSWORD})
    set_up_app(half_in)

    for address in ("/second-factor/app/remove/", "/second-factor/codes/", "/second-factor/ways/"):
        assert thief.get(address).headers["Location"] == "/second-factor/"
    assert "Show that it is you" in thief.get("/second-factor/").text


def test_the_last_second_factor_stays(half_in: Client) -> None:
    set_up_app(half_in)

    answer = half_in.post("/second-factor/app/remove/")

    assert answer.status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()


def test_pages_for_passkeys_hold_what_the_browser_needs(half_in: Client) -> None:
    page = half_in.get("/second-factor/passkeys/add/").text

    assert "challenge" in page
    assert "people/passkey.js" in page
    assert "<script>" not in page


@pytest.mark.parametrize("path", ["/second-factor/passkeys/", "/second-factor/codes/new/"])
def test_other_pages_about_oneself_open(half_in: Client, path: str) -> None:
    set_up_app(half_in)

    assert half_in.get(path).status_code == 200


@pytest.mark.feature("SEC2")
def test_no_address_shows_a_family_without_one(half_in: Client, cast: Cast, acting: Acting) -> None:
    """P20: every address of the door, with a password and no second factor."""
    with acting(cast.amina) as by:
        made = make_family(by, cast, name="Quillfeather")
    ours = {str(made.pk), made.family.reference, "Quillfeather"}
    asked = 0
    for _, pattern, view in addresses(get_resolver().url_patterns):
        path = "/" + _filled(pattern, str(made.pk))
        answer = half_in.get(path)
        asked += 1
        for word in ours - {str(made.pk)}:
            assert word not in answer.text, path
        how = declared(view)
        assert how is not None, path
        if how.roles is not None and "GET" in how.methods:
            assert answer.headers.get("Location", "").startswith("/second-factor/"), path
    assert asked > 20


def _filled(pattern: str, pk: str) -> str:
    filled = re.sub(r"<int:\w+>", "1", pattern)
    filled = re.sub(r"<uuid:\w+>", pk, filled)
    return re.sub(r"<[^>]+>", "x", filled).lstrip("^")


def test_somebody_who_left_is_told_so(
    half_in: Client, cast: Cast, superuser: psycopg.Connection
) -> None:
    set_up_app(half_in)
    superuser.execute("UPDATE people_person SET left_at = now() WHERE id = %s", [cast.amina.pk])

    answer = half_in.get("/my-sessions/", follow=True)

    assert answer.status_code == 403
    assert "no place here" in answer.text


def test_the_session_says_how_well_it_is_proven(half_in: Client) -> None:
    assert not SignInSession.objects.get().second_factor
    set_up_app(half_in)
    assert SignInSession.objects.get().second_factor
