"""The demonstration's way in: one click, and only in a demonstration."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from safehome.people.models import SignInSession
from tests.factories import Cast


@pytest.fixture
def demonstration(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Cast:
    settings.DEMONSTRATION = True
    place = tmp_path / "cast.json"
    listed = [
        {
            "email": person.email,
            "name": person.name,
            "line": "Works here",
            "organisation": "Harbour Family Service",
        }
        for person in (cast.amina, cast.ben)
    ]
    place.write_text(json.dumps(listed))
    monkeypatch.setenv("SAFEHOME_CAST", str(place))
    return cast


def test_one_click_is_enough(demonstration: Cast) -> None:
    client = Client()
    assert "Amina Yusuf" in client.get("/demonstration/").text
    assert "/demonstration/" in client.get("/sign-in/").text

    answer = client.post("/demonstration/", {"email": demonstration.amina.email})

    assert answer.status_code == 302
    session = SignInSession.objects.get()
    assert session.account_id == demonstration.amina.account_id
    assert session.second_factor


def test_somebody_else_takes_the_browser_over(demonstration: Cast) -> None:
    client = Client()
    client.post("/demonstration/", {"email": demonstration.amina.email})
    client.post("/demonstration/", {"email": demonstration.ben.email})

    session = SignInSession.objects.get()
    assert session.account_id == demonstration.ben.account_id
    assert session.second_factor


def test_nobody_off_the_list_can_be_chosen(demonstration: Cast) -> None:
    answer = Client().post("/demonstration/", {"email": demonstration.ada.email})

    assert answer.status_code == 404
    assert not SignInSession.objects.exists()


def test_it_does_not_exist_otherwise(demonstration: Cast, settings: Settings) -> None:
    settings.DEMONSTRATION = False

    assert Client().get("/demonstration/").status_code == 404
    assert Client().post("/demonstration/", {"email": demonstration.amina.email}).status_code == 404
    assert "/demonstration/" not in Client().get("/sign-in/").text
