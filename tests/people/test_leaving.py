"""Somebody leaves: out at once and everywhere; what they wrote stays; and they may come back."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection
from django.test import Client

from safehome.people import actions
from safehome.people.models import Account, Person, Role, RoleHeld, SignInSession, TeamMember
from tests.factories import Cast
from tests.people.test_invite import GOOD, link_in

SignedIn = Callable[[Person], Client]


def leave(cast: Cast, signed_in: SignedIn, person: Person) -> None:
    answer = signed_in(cast.ada).post(f"/staff/{person.pk}/has-left/")
    assert answer.status_code == 302, answer.text


def test_they_are_out_at_their_next_click(cast: Cast, signed_in: SignedIn) -> None:
    amina, elsewhere = signed_in(cast.amina), signed_in(cast.amina)
    assert amina.get("/").status_code == 200

    leave(cast, signed_in, cast.amina)

    for browser in (amina, elsewhere):
        assert browser.get("/").headers["Location"].startswith("/sign-in/")
    assert not Account.objects.filter(email=cast.amina.email).exists()
    assert not SignInSession.objects.filter(account_id=cast.amina.account_id).exists()


def test_roles_and_teams_end_with_who_ended_them(
    cast: Cast, signed_in: SignedIn, acting: Callable[..., object]
) -> None:
    leave(cast, signed_in, cast.ben)

    with acting(cast.ada):  # type: ignore[attr-defined]
        held = RoleHeld.objects.get(person=cast.ben)
        assert held.ended_at is not None
        assert held.ended_by_id == cast.ada.pk
        assert TeamMember.objects.get(person=cast.ben).left_at is not None
    page = signed_in(cast.ada).get(f"/staff/{cast.ben.pk}/").text
    assert "can no longer sign in" in page
    assert "Give this role" not in page


def test_families_wait_to_be_handed_over(
    cast: Cast, signed_in: SignedIn, acting: Callable[..., object]
) -> None:
    from tests.factories.families import make_family

    with acting(cast.amina) as by:  # type: ignore[attr-defined]
        made = make_family(by, cast, name="Quillfeather")
    manager = signed_in(cast.mo)
    assert "Quillfeather" not in manager.get("/families/to-hand-over/").text

    leave(cast, signed_in, cast.amina)

    page = manager.get("/families/to-hand-over/").text
    assert "Quillfeather" in page
    assert cast.amina.name in page
    assert f"/families/{made.pk}/assign/" in page
    assert "/families/to-hand-over/" in manager.get("/").text
    assert "Quillfeather" not in signed_in(cast.sam).get("/families/to-hand-over/").text
    assert "Quillfeather" not in signed_in(cast.dev).get("/families/to-hand-over/").text


def test_they_come_back_by_invitation_and_with_nothing_of_before(
    cast: Cast, signed_in: SignedIn, mailoutbox: list[EmailMessage]
) -> None:
    leave(cast, signed_in, cast.ben)
    ada = signed_in(cast.ada)
    again = {"name": "Ben Carter", "email": cast.ben.email, "roles": ["practitioner"]}
    assert "has left" in ada.post("/staff/invite/", again).text

    answer = ada.post(f"/staff/{cast.ben.pk}/invite-back/", {"roles": ["practitioner"]})

    assert answer.status_code == 302
    ben = Client()
    assert ben.post(link_in(mailoutbox[-1]), {"password": GOOD}).status_code == 302
    page = ada.get(f"/staff/{cast.ben.pk}/").text
    assert "can no longer sign in" not in page
    assert "Joined" in ada.get("/staff/").text


def test_nobody_but_another_administrator(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.mo).post(f"/staff/{cast.amina.pk}/has-left/").status_code == 403
    assert signed_in(cast.dev).post(f"/staff/{cast.amina.pk}/has-left/").status_code == 404
    assert signed_in(cast.ada).post(f"/staff/{cast.ada.pk}/has-left/").status_code == 403


def test_nobody_leaves_twice(
    cast: Cast, signed_in: SignedIn, acting: Callable[..., object]
) -> None:
    leave(cast, signed_in, cast.amina)

    with acting(cast.ada) as by:  # type: ignore[attr-defined]
        gone = Person.objects.get(pk=cast.amina.pk)
        with pytest.raises(PermissionDenied, match="has left already"):
            actions.end_membership(gone, by=by)
        with pytest.raises(PermissionDenied, match="Invite them back first"):
            actions.give_role(gone, Role.MANAGER, by=by)


def test_the_database_itself_refuses_anybody_else(
    cast: Cast, acting: Callable[..., object], superuser: psycopg.Connection
) -> None:
    """Whatever a page might ask: not by a manager, not for somebody who has not left."""
    with (
        pytest.raises(DatabaseError, match="only an administrator"),
        acting(cast.mo),  # type: ignore[attr-defined]
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT ctx.end_account(%s)", [cast.amina.pk])
    for by, whom in ((cast.ada, cast.amina), (cast.ada, cast.dev)):
        with acting(by), connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SELECT ctx.end_account(%s)", [whom.pk])
            assert cursor.fetchone() == (False,)
    assert Account.objects.filter(email=cast.amina.email).exists()
