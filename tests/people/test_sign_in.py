"""Signing in: a password, then a second factor; nothing of the cookie in the database."""

from __future__ import annotations

import psycopg
from django.conf import settings
from django.test import Client

from safehome.people.models import Account
from tests.people.conftest import PASSWORD


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post("/sign-in/", {"login": email, "password": password}).status_code


def test_the_door_says_that_it_is_open() -> None:
    assert Client().get("/health/").content == b"ok"


def test_the_right_password_signs_in(amina_account: Account) -> None:
    client = Client()

    assert sign_in(client, amina_account.email, PASSWORD) == 302
    assert amina_account.password.startswith("argon2")


def test_a_wrong_password_does_not(amina_account: Account) -> None:
    client = Client()

    answer = client.post("/sign-in/", {"login": amina_account.email, "password": "wrong"})

    assert answer.status_code == 200
    assert b"There is a problem" in answer.content
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_the_cookie_is_nowhere_in_the_database(
    amina_account: Account, superuser: psycopg.Connection
) -> None:
    client = Client()
    sign_in(client, amina_account.email, PASSWORD)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    rows = superuser.execute("SELECT s::text FROM people_signinsession s").fetchall()

    assert len(rows) == 1
    assert cookie not in rows[0][0]
    assert cookie.encode().hex() not in rows[0][0]


def test_signing_out_ends_the_session(
    amina_account: Account, superuser: psycopg.Connection
) -> None:
    client = Client()
    sign_in(client, amina_account.email, PASSWORD)

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert superuser.execute("SELECT count(*) FROM people_signinsession").fetchone() == (0,)


def test_too_many_tries_are_stopped(amina_account: Account) -> None:
    for _ in range(6):
        sign_in(Client(), amina_account.email, "wrong")

    assert sign_in(Client(), amina_account.email, PASSWORD) == 200
