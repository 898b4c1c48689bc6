"""Floods are slowed, and nobody who shares an address with one is shut out."""

from __future__ import annotations

import re

from safehome.reception import slowing
from safehome.referrals.queries import door as queries
from tests.factories.reception import Visitor
from tests.reception.conftest import Referrer

LIMIT = slowing.ALLOWED["begin"]


def ticket_in(text: str) -> str:
    return re.search(r'name="ticket" value="([^"]+)"', text)[1]


def test_many_from_one_address_wait_and_get_through(door, monkeypatch) -> None:
    for _ in range(LIMIT):
        assert Referrer(Visitor()).starts().status_code == 200
    person = Referrer(Visitor())
    slowed = person.starts()
    assert slowed.status_code == 429
    assert slowed.headers["Retry-After"] == "10"
    assert "count to 10" in slowed.text
    ticket = ticket_in(slowed.text)

    assert person.starts(ticket=ticket).status_code == 429, "not before the time is over"
    later = slowing.now() + 11
    monkeypatch.setattr(slowing, "now", lambda: later)
    assert person.starts(ticket=ticket).status_code == 200
    assert person.reference
    assert Referrer(Visitor()).starts(ticket=ticket).status_code == 429, "a ticket counts once"
    assert Referrer(Visitor()).starts(ticket="made-up").status_code == 429


def test_another_address_does_not_wait(door) -> None:
    for _ in range(LIMIT + 1):
        Referrer(Visitor()).starts()
    elsewhere = Referrer(Visitor(REMOTE_ADDR="203.0.113.9"))
    assert elsewhere.starts().status_code == 200


def test_guessing_codes_is_slowed_and_the_owner_still_comes_back(door, monkeypatch) -> None:
    owner = Referrer(Visitor())
    owner.starts()
    for _ in range(slowing.ALLOWED["return"]):
        assert Referrer(Visitor()).comes_back(owner.reference, "ACDE-FGHJ-KMNP").status_code == 200
    slowed = owner.comes_back()
    assert slowed.status_code == 429
    assert owner.reference in slowed.text, "what was typed stays in its box"
    later = slowing.now() + 11
    monkeypatch.setattr(slowing, "now", lambda: later)
    assert owner.comes_back(ticket=ticket_in(slowed.text)).status_code == 302


def test_a_program_that_presses_at_once_waits(door) -> None:
    for drawn in ("", "made-up", slowing.drawn_at()):
        slowed = Visitor().post("/harbour/start/", {"drawn": drawn})
        assert slowed.status_code == 429
        assert "count to 3" in slowed.text


def test_a_box_that_no_person_sees(door, superuser) -> None:
    said = Referrer(Visitor()).starts(website="https://buy.example")
    assert "should stay empty" in said.text
    assert superuser.execute("SELECT count(*) FROM referrals_started").fetchone() == (0,)


def test_an_organisation_has_a_ceiling(door, monkeypatch) -> None:
    monkeypatch.setattr(queries, "BEGUN_IN_AN_HOUR", 2)
    for address in ("203.0.113.1", "203.0.113.2"):
        assert Referrer(Visitor(REMOTE_ADDR=address)).starts().status_code == 200
    said = Referrer(Visitor(REMOTE_ADDR="203.0.113.3")).starts()
    assert said.status_code == 503
    assert "ring us" in said.text


def test_no_address_is_kept_and_the_key_changes_each_day(door, superuser, monkeypatch) -> None:
    from datetime import date

    from safehome.referrals.actions import knocking

    Referrer(Visitor(REMOTE_ADDR="203.0.113.77")).starts()
    rows = superuser.execute("SELECT * FROM referrals_knock").fetchall()
    assert rows
    assert "203.0.113.77" not in repr(rows)
    today = knocking.bucket_of("begin", "203.0.113.77")
    monkeypatch.setattr(knocking.timezone, "localdate", lambda: date(2031, 1, 1))
    assert knocking.bucket_of("begin", "203.0.113.77") != today


def test_an_ipv6_household_counts_as_one() -> None:
    from safehome.referrals.actions.knocking import _network

    assert _network("2001:db8:1:2::5") == _network("2001:db8:1:2:ffff::9")
    assert _network("2001:db8:1:3::5") != _network("2001:db8:1:2::5")
    assert _network("::ffff:203.0.113.9") == "203.0.113.9"


def test_behind_our_own_proxy_the_last_named_address_counts(door, settings, rf) -> None:
    request = rf.get("/", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.5"})
    assert slowing.whence(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert slowing.whence(request) == "203.0.113.5"
