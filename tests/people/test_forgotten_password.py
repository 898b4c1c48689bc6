"""A forgotten password: a letter that says nothing, a link that works once, and no way round."""

from __future__ import annotations

import re

import psycopg
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client

from safehome.people.models import Account, SignInSession
from tests.people.conftest import PASSWORD

NEW = "four herons on the old pier"


def ask(email: str) -> object:
    return Client().post("/sign-in/forgotten/", {"email": email})


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"http://testserver(/sign-in/new-password/\S+)", str(letter.body))
    assert found is not None
    return found[1]


def choose(link: str, password: str = NEW) -> tuple[Client, object]:
    client = Client()
    form = client.get(link, follow=True)
    where = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client, client.post(where, {"password1": password})


def test_it_works(amina_account: Account, mailoutbox: list[EmailMessage]) -> None:
    assert "Forgotten your password?" in Client().get("/sign-in/").text
    assert ask(amina_account.email).headers["Location"] == "/sign-in/forgotten/sent/"
    letter = mailoutbox[-1]
    assert letter.to == [amina_account.email]
    assert not re.search(r"famil|child|harm|amina", letter.subject + str(letter.body), re.I)

    _, answer = choose(link_in(letter))

    assert answer.headers["Location"] == "/sign-in/new-password/"
    assert mailoutbox[-1].subject == "Your password was changed"
    signing_in = {"login": amina_account.email, "password": NEW}
    assert Client().post("/sign-in/", signing_in).status_code == 302
    assert Client().post("/sign-in/", {**signing_in, "password": PASSWORD}).status_code == 200


def test_a_stranger_is_answered_the_same(
    amina_account: Account, mailoutbox: list[EmailMessage]
) -> None:
    known, stranger = ask(amina_account.email), ask("nobody@elsewhere.example")

    assert known.status_code == stranger.status_code == 302
    assert known.headers["Location"] == stranger.headers["Location"]
    assert [letter.to for letter in mailoutbox] == [[amina_account.email]]


def test_the_second_factor_stays_and_every_browser_is_out(
    amina_account: Account, mailoutbox: list[EmailMessage]
) -> None:
    Authenticator.objects.create(user=amina_account, type="totp", data={"secret": "x"})
    inside = Client()
    inside.post("/sign-in/", {"login": amina_account.email, "password": PASSWORD})
    ask(amina_account.email)

    client, _ = choose(link_in(mailoutbox[-1]))

    assert Authenticator.objects.filter(user=amina_account).count() == 1
    assert not SignInSession.objects.filter(account=amina_account).exists()
    assert client.get("/my-sessions/").headers["Location"].startswith("/sign-in/")
    answer = Client().post("/sign-in/", {"login": amina_account.email, "password": NEW})
    assert answer.headers["Location"].startswith("/sign-in/second/")


def test_a_link_works_once(amina_account: Account, mailoutbox: list[EmailMessage]) -> None:
    ask(amina_account.email)
    link = link_in(mailoutbox[-1])
    choose(link)

    assert "no longer works" in Client().get(link, follow=True).text


def test_a_poor_password_is_refused(amina_account: Account, mailoutbox: list[EmailMessage]) -> None:
    ask(amina_account.email)

    _, answer = choose(link_in(mailoutbox[-1]), "password1234")

    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    amina_account.refresh_from_db()
    assert amina_account.check_password(PASSWORD)


def test_asking_is_limited(amina_account: Account, mailoutbox: list[EmailMessage]) -> None:
    answers = [ask(amina_account.email).status_code for _ in range(5)]

    assert answers == [302, 302, 302, 429, 429]
    assert [ask("nobody@elsewhere.example").status_code for _ in range(4)] == [302, 302, 302, 429]
    assert len(mailoutbox) == 3


def test_it_is_noted(
    amina_account: Account, mailoutbox: list[EmailMessage], superuser: psycopg.Connection
) -> None:
    ask(amina_account.email)
    choose(link_in(mailoutbox[-1]))

    row = superuser.execute("SELECT e::text FROM audit_event e WHERE verb = 'password.changed'")
    found = row.fetchone()
    assert found is not None
    assert amina_account.email not in found[0]
