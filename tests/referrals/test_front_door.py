"""The manager opens and closes the front door; the keys are made the first time."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from safehome.referrals.models import FrontDoor
from tests.factories.reception import Visitor, open_front_door

OPEN = {
    "is_open": "yes",
    "answer_within_days": "5",
    "phone": "01632 960100",
    "words": "In Harbour.",
}


def test_it_works(cast, signed_in, acting, keyring_superuser) -> None:
    visitor = Visitor()
    assert visitor.get("/harbour/").status_code == 404
    client = signed_in(cast.mo)
    assert "never open" in client.get("/referrals/front-door/").text
    client.post("/referrals/front-door/", OPEN)
    page = visitor.get("/harbour/").text
    assert "In Harbour." in page
    assert "01632 960100" in page

    client.post("/referrals/front-door/", OPEN | {"is_open": "no"})
    closed = visitor.get("/harbour/")
    assert closed.status_code == 200
    assert "takes no referrals here at the moment" in closed.text
    assert visitor.get("/harbour/return/").status_code == 200
    client.post("/referrals/front-door/", OPEN)

    pairs = keyring_superuser.execute("SELECT count(*) FROM vault_intakekey").fetchone()
    with acting(cast.mo):
        keys = {bytes(door.public_key) for door in FrontDoor.objects.all()}
    assert len(keys) == 1
    assert pairs[0] >= 1


def test_only_a_manager(cast, signed_in) -> None:
    for person in (cast.ben, cast.priya, cast.amina, cast.ada):
        assert signed_in(person).get("/referrals/front-door/").status_code == 403
    with pytest.raises(PermissionDenied, match="A manager opens"):
        open_front_door(cast.ben)


def test_words_that_cannot_be_read_are_said(cast, signed_in) -> None:
    page = signed_in(cast.mo).post("/referrals/front-door/", OPEN | {"answer_within_days": "soon"})
    assert "Write a number, such as 3" in page.text
