"""Inviting somebody: a link that works once, roles that count, and who may do it."""

from __future__ import annotations

import re
from collections.abc import Callable

import psycopg
import pytest
from django.core.mail import EmailMessage
from django.test import Client

from safehome.people.models import Account, Person, SignInSession
from tests.factories import Cast

SignedIn = Callable[[Person], Client]
GOOD = "seven kettles by the quay"
ASKED = {"name": "Leila Marsh", "email": "Leila@harbour.example", "roles": ["practitioner"]}


@pytest.fixture
def ada(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.ada)


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"http://testserver(/invitation/\S+)", str(letter.body))
    assert found is not None
    return found[1]


def invite(ada: Client, mailoutbox: list[EmailMessage], **more: object) -> str:
    answer = ada.post("/staff/invite/", {**ASKED, **more})
    assert answer.status_code == 302, answer.text
    return link_in(mailoutbox[-1])


def verbs(superuser: psycopg.Connection) -> set[str]:
    return {verb for (verb,) in superuser.execute("SELECT verb FROM audit_event").fetchall()}


@pytest.mark.usefixtures("cast")
def test_somebody_is_invited_and_comes_in(
    ada: Client, cast: Cast, mailoutbox: list[EmailMessage], superuser: psycopg.Connection
) -> None:
    link = invite(ada, mailoutbox, team=str(cast.team.pk))
    letter = mailoutbox[-1]
    assert letter.to == ["leila@harbour.example"]
    assert "famil" not in letter.subject.lower()
    assert "harm" not in str(letter.body).lower()
    assert "Invited" in ada.get("/staff/").text

    leila = Client()
    assert "Leila Marsh" in leila.get(link).text
    answer = leila.post(link, {"password": GOOD})

    assert answer.headers["Location"] == "/second-factor/"
    assert "Set up an app" in leila.get("/second-factor/").text
    assert leila.get("/my-sessions/").headers["Location"].startswith("/second-factor/")
    assert {"person.invited", "role.given"} <= verbs(superuser)


def test_an_invitation_is_accepted_once(ada: Client, mailoutbox: list[EmailMessage]) -> None:
    link = invite(ada, mailoutbox)
    Client().post(link, {"password": GOOD})

    second = Client().post(link, {"password": "another long password here"})

    assert second.status_code == 404
    assert Account.objects.filter(email="leila@harbour.example").count() == 1
    assert Client().get(link).status_code == 404


def test_an_expired_one_is_refused(
    ada: Client, mailoutbox: list[EmailMessage], superuser: psycopg.Connection
) -> None:
    link = invite(ada, mailoutbox)
    superuser.execute("UPDATE people_invitation SET expires_at = now() - interval '1 minute'")

    assert Client().get(link).status_code == 404
    assert Client().post(link, {"password": GOOD}).status_code == 404
    assert not Account.objects.filter(email="leila@harbour.example").exists()


def test_a_new_invitation_ends_the_earlier(ada: Client, mailoutbox: list[EmailMessage]) -> None:
    first = invite(ada, mailoutbox)
    page = ada.get("/staff/").text
    found = re.search(r'/staff/([0-9a-f-]{36})/">Leila', page)
    assert found is not None

    ada.post(f"/staff/{found[1]}/invite-again/")

    assert Client().get(first).status_code == 404
    assert Client().get(link_in(mailoutbox[-1])).status_code == 200


def test_a_weak_password_is_refused(ada: Client, mailoutbox: list[EmailMessage]) -> None:
    link = invite(ada, mailoutbox)

    assert "There is a problem" in Client().post(link, {"password": "short"}).text
    assert Client().get(link).status_code == 200


def test_the_key_is_not_in_the_database(
    ada: Client, mailoutbox: list[EmailMessage], superuser: psycopg.Connection
) -> None:
    key = invite(ada, mailoutbox).split("/")[2]

    rows = superuser.execute("SELECT i::text FROM people_invitation i").fetchall()

    assert len(rows) == 1
    assert key not in rows[0][0]
    assert key.encode().hex() not in rows[0][0]


def test_nobody_is_invited_twice(ada: Client, mailoutbox: list[EmailMessage]) -> None:
    invite(ada, mailoutbox)

    answer = ada.post("/staff/invite/", ASKED)

    assert "on the staff already" in answer.text
    assert len(mailoutbox) == 1


def test_nobody_else_may(cast: Cast, signed_in: SignedIn, mailoutbox: list[EmailMessage]) -> None:
    for person in (cast.amina, cast.ben, cast.mo, cast.rita, cast.priya):
        assert signed_in(person).get("/staff/").status_code == 403
        assert signed_in(person).post("/staff/invite/", ASKED).status_code == 403
    assert not mailoutbox


def test_another_organisation_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    dev = signed_in(cast.dev)

    assert "Amina" not in dev.get("/staff/").text
    assert dev.get(f"/staff/{cast.amina.pk}/").status_code == 404
    asked = {"role": "manager"}
    assert dev.post(f"/staff/{cast.amina.pk}/give-role/", asked).status_code == 404


def test_a_role_counts_and_ends_at_the_next_request(
    ada: Client, cast: Cast, signed_in: SignedIn, superuser: psycopg.Connection
) -> None:
    amina = signed_in(cast.amina)
    assert amina.get("/staff/").status_code == 403

    ada.post(f"/staff/{cast.amina.pk}/give-role/", {"role": "administrator"})
    assert amina.get("/staff/").status_code == 200

    ada.post(f"/staff/{cast.amina.pk}/end-role/", {"role": "administrator"})
    assert amina.get("/staff/").status_code == 403
    assert {"role.given", "role.ended", "staff.listed"} <= verbs(superuser)
    assert "Organisation administrator" in ada.get(f"/staff/{cast.amina.pk}/").text


def test_an_organisation_keeps_an_administrator(ada: Client, cast: Cast) -> None:
    answer = ada.post(f"/staff/{cast.ada.pk}/end-role/", {"role": "administrator"})

    assert answer.status_code == 403
    assert "needs an administrator" in answer.text
    assert ada.get("/staff/").status_code == 200


def test_the_office_role_cannot_be_given(ada: Client, cast: Cast) -> None:
    ada.post(f"/staff/{cast.amina.pk}/give-role/", {"role": "office"})

    assert "Programme office" not in ada.get(f"/staff/{cast.amina.pk}/").text


def test_accepting_puts_out_whoever_was_signed_in(
    ada: Client, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    link = invite(ada, mailoutbox)

    ada.post(link, {"password": GOOD})

    assert not SignInSession.objects.filter(account_id=cast.ada.account_id).exists()
    assert ada.get("/staff/").status_code == 302
