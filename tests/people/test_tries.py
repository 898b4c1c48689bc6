"""Tries at signing in: counted for all processes together, and noted; nobody locks out another."""

from __future__ import annotations

import psycopg
from django.core.cache import cache
from django.test import Client

from safehome.people.models import Account
from safehome.people.shared import SharedCache
from tests.people.conftest import PASSWORD


def sign_in(email: str, password: str, *, here: str = "203.0.113.5") -> int:
    browser = Client(REMOTE_ADDR=here)
    return browser.post("/sign-in/", {"login": email, "password": password}).status_code


def test_a_stranger_who_guesses_locks_out_only_themselves(amina_account: Account) -> None:
    for _ in range(6):
        sign_in(amina_account.email, "wrong", here="198.51.100.7")

    assert sign_in(amina_account.email, PASSWORD, here="198.51.100.7") == 200
    assert sign_in(amina_account.email, PASSWORD) == 302


def test_one_address_is_limited_over_all_accounts(amina_account: Account) -> None:
    for number in range(30):
        sign_in(f"somebody-{number}@harbour.example", "wrong")

    assert sign_in(amina_account.email, PASSWORD) == 200
    assert sign_in(amina_account.email, PASSWORD, here="198.51.100.7") == 302


def test_another_process_counts_on(amina_account: Account) -> None:
    """Nothing of it is in this process: a fresh cache, as another would have, knows the same."""
    for _ in range(5):
        sign_in(amina_account.email, "wrong")
    cache.set("mark", {"tries": 5}, 60)

    assert SharedCache("", {}).get("mark") == {"tries": 5}
    assert not SharedCache("", {}).add("mark", 1, 60)
    assert sign_in(amina_account.email, PASSWORD) == 200


def test_what_has_run_out_is_forgotten() -> None:
    cache.set("mark", 1, -1)

    assert cache.get("mark") is None
    assert cache.add("mark", 2, 60)
    assert cache.get("mark") == 2
    assert cache.delete("mark")
    assert cache.get("mark", "nothing") == "nothing"


def test_failed_tries_are_noted_without_saying_whose(
    amina_account: Account, superuser: psycopg.Connection
) -> None:
    for _ in range(6):
        sign_in(amina_account.email, "wrong")
    superuser_sees = superuser.execute("SELECT verb, e::text FROM audit_event e").fetchall()
    remembered = superuser.execute("SELECT r::text FROM people_remembered r").fetchall()

    verbs = [verb for verb, _ in superuser_sees]
    assert verbs.count("sign-in.failed") == 5
    assert verbs.count("sign-in.throttled") == 1
    everything = " ".join(text for _, text in superuser_sees) + str(remembered)
    assert remembered
    assert amina_account.email not in everything
    assert "203.0.113.5" not in everything


def test_a_wrong_second_factor_is_noted(
    amina_account: Account, superuser: psycopg.Connection
) -> None:
    from allauth.mfa.models import Authenticator

    from safehome.people.signing_in import SecondFactorAdapter

    secret = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=amina_account, type="totp", data={"secret": secret})
    client = Client()
    client.post("/sign-in/", {"login": amina_account.email, "password": PASSWORD})

    assert client.post("/sign-in/second/", {"code": "000000"}).status_code == 200
    verbs = {verb for (verb,) in superuser.execute("SELECT verb FROM audit_event")}
    assert "sign-in.second-factor-refused" in verbs


def test_a_door_cannot_read_what_is_remembered(superuser: psycopg.Connection) -> None:
    for door in ("sh_staff", "sh_office", "sh_worker", "sh_portal"):
        row = superuser.execute(
            "SELECT has_table_privilege(%s, 'people_remembered', 'SELECT')", [door]
        ).fetchone()
        assert row == (False,)
