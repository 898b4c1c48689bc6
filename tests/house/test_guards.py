"""A door that is not safe does not open: it says what is wrong and what to do, and makes nothing.

Each guard is asked twice: with its fault, and without it, so that none refuses everything.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from safehome.vault.keyring import KeyringLost, open_family
from tests.cluster import LOCAL
from tests.factories.families import make_family
from tests.house.catalogue import faults


def open_door(**changed: str) -> subprocess.CompletedProcess[str]:
    """Load the staff's door as the server would, and close it again."""
    return subprocess.run(
        [sys.executable, "-c", "import safehome.config.wsgi; print('open')"],
        env={**os.environ, "SAFEHOME_DOOR": "staff", **changed},
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip


def last_line(tried: subprocess.CompletedProcess[str]) -> str:
    return tried.stderr.strip().splitlines()[-1]


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A copy of the secrets, to be spoilt."""
    for secret in (LOCAL / "test-secrets").iterdir():
        if secret.is_file():
            (tmp_path / secret.name).write_bytes(secret.read_bytes())
    return tmp_path


def test_a_safe_door_opens(secrets):
    tried = open_door(SAFEHOME_SECRETS=str(secrets))

    assert tried.returncode == 0, tried.stderr
    assert tried.stdout == "open\n"


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nonsense", "SAFEHOME_DATABASE must read like"),
        ("postgres://me@here/safehome", "SAFEHOME_DATABASE must read like"),
        ("host=127.0.0.1 port=many dbname=safehome", "SAFEHOME_DATABASE must read like"),
        ("host=127.0.0.1 port=1 dbname=safehome", "The database does not answer"),
    ],
)
def test_a_wrong_address_of_the_database_is_refused(named, said):
    tried = open_door(SAFEHOME_DATABASE=named)

    assert tried.returncode != 0
    assert said in last_line(tried)


def test_a_database_that_is_not_there_is_refused():
    here = " ".join(
        word for word in os.environ["SAFEHOME_DATABASE"].split() if "dbname" not in word
    )
    tried = open_door(SAFEHOME_DATABASE=f"{here} dbname=nowhere_at_all")

    assert tried.returncode != 0
    assert "The database does not answer" in last_line(tried)
    assert "Check SAFEHOME_DATABASE" in last_line(tried)


POWERS = [
    "GRANT sh_owner TO sh_worker",
    "ALTER ROLE sh_worker BYPASSRLS",
    "ALTER ROLE sh_worker SUPERUSER",
    "ALTER TABLE families_family OWNER TO sh_worker",
]


@pytest.mark.parametrize("power", POWERS)
def test_a_role_that_is_too_powerful_is_refused(superuser: psycopg.Connection, power):
    """The worker's, which no other test needs: roles are shared by all that runs here."""
    from safehome.config.guards import TOO_POWERFUL

    def powerful() -> bool:
        with superuser.transaction(force_rollback=True):
            superuser.execute("SET LOCAL SESSION AUTHORIZATION sh_worker")
            row = superuser.execute(TOO_POWERFUL).fetchone()
            return bool(row and row[0])

    assert not powerful()
    with superuser.transaction(force_rollback=True):
        superuser.execute(power)
        assert powerful()
        assert faults(superuser)
    assert not powerful()


def test_a_door_of_a_powerful_role_does_not_open():
    """As the migrating role, which may change tables: the very door, with its sentence."""
    code = (
        "import safehome.config.settings as s; "
        "s.DATABASES['default'] = s.database('sh_migrate', s.PLACE.database); "
        "import safehome.config.wsgi"
    )
    tried = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=90, check=False
    )
    assert tried.returncode != 0
    assert "could step around row security" in last_line(tried)
    assert "safehome.config.deploy" in last_line(tried)


@pytest.mark.parametrize("name", ["root-key", "django-secret", "password-sh_staff"])
def test_a_missing_secret_is_named(secrets, name):
    (secrets / name).unlink()
    tried = open_door(SAFEHOME_SECRETS=str(secrets))

    assert tried.returncode != 0
    assert str(secrets / name) in last_line(tried)
    assert not (secrets / name).exists(), "a key is never made in place of one that was lost"


def test_a_root_key_that_is_none_is_refused(secrets):
    (secrets / "root-key").write_text("open sesame\n")
    tried = open_door(SAFEHOME_SECRETS=str(secrets))

    assert tried.returncode != 0
    assert "is not 64 hexadecimal digits" in last_line(tried)


def test_a_keyring_that_is_not_there_is_refused():
    tried = open_door(SAFEHOME_KEYRING="no_such_keyring")

    assert tried.returncode != 0
    assert "The keyring database does not answer" in last_line(tried)


def test_the_demonstration_stays_on_this_machine():
    tried = open_door(SAFEHOME_DEMONSTRATION="1", SAFEHOME_HOSTS="safehome.example")

    assert tried.returncode != 0
    assert "answers on this machine only" in last_line(tried)
    assert open_door(SAFEHOME_DEMONSTRATION="1").returncode == 0


def test_a_lost_key_refuses_to_read_and_to_write(cast, acting, superuser, keyring_superuser):
    """Nothing is half made: neither a row nor an event of what did not happen."""
    from safehome.families import actions

    with acting(cast.amina) as by:
        made = make_family(by, cast)
    keyring_superuser.execute("DELETE FROM vault_familykey WHERE family_id = %s", [made.pk])
    counts = (
        "SELECT (SELECT count(*) FROM families_familymember),(SELECT count(*) FROM audit_event)"
    )
    before = superuser.execute(counts).fetchone()

    def add_somebody() -> None:
        with acting(cast.amina) as by:
            open_family(made.pk, purpose="adding somebody")
            actions.add_member(made.family, name="Nobody", is_child=False, by=by)

    with pytest.raises(KeyringLost, match="Nothing was changed"):
        add_somebody()

    assert superuser.execute(counts).fetchone() == before


def test_a_page_of_a_lost_key_says_so(visit, keyring_superuser):
    from tests.house.visiting import SURNAME, every_address

    seen = next(a for a in every_address() if a.name == "workspace:family")
    assert visit.ask("amina", seen).status_code == 200
    keyring_superuser.execute("DELETE FROM vault_familykey WHERE family_id = %s", [visit.family])

    answer = visit.ask("amina", seen)
    assert answer.status_code == 503
    assert b"keyring has to be restored" in answer.content
    assert SURNAME.encode() not in answer.content


def test_the_public_door_opens_without_any_key(secrets):
    """It has no root key to read, no way to accounts, and another secret than the others."""
    for name in ("root-key", "django-secret", "password-sh_staff", "password-sh_auth"):
        (secrets / name).unlink()
    tried = open_door(SAFEHOME_DOOR="reception", SAFEHOME_SECRETS=str(secrets))

    assert tried.returncode == 0, tried.stderr
    code = (
        "import safehome.config.settings as s; assert set(s.DATABASES) == {'default'}, s.DATABASES;"
        "assert not [m for m in s.MIDDLEWARE if 'Session' in m or 'allauth' in m or 'auth.m' in m]"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True,
        env={**os.environ, "SAFEHOME_DOOR": "reception", "SAFEHOME_SECRETS": str(secrets)},
    )  # fmt: skip
    (secrets / "django-secret-reception").unlink()
    refused = open_door(SAFEHOME_DOOR="reception", SAFEHOME_SECRETS=str(secrets))
    assert "django-secret-reception" in last_line(refused)
