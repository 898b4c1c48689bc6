"""No family is opened without an event, and no event stands for what did not happen."""

from __future__ import annotations

import pytest

from safehome.audit import ledger
from safehome.audit.ledger import NotAudited
from safehome.families.models import Family
from safehome.vault import keyring
from safehome.vault.keyring import open_families, open_family
from tests.factories.families import make_family


@pytest.fixture
def families(cast, acting):
    with acting(cast.amina) as by:
        return [make_family(by, cast, name=name).pk for name in ("Marlow", "Okafor", "Reid")]


def opened(superuser) -> list[tuple]:
    """Every opening but those of the factory, which made the families."""
    return superuser.execute(
        "SELECT family_id, person_id, purpose FROM audit_event WHERE verb = 'family.opened'"
        " AND purpose <> 'making' ORDER BY sequence"
    ).fetchall()


@pytest.mark.feature("SEC3")
def test_each_opening_leaves_who_what_and_why(cast, acting, families, superuser):
    with acting(cast.ben):
        open_families(families, purpose="caseload")
    with acting(cast.priya):
        open_family(families[0], purpose="concern")

    assert opened(superuser) == [
        *((family, cast.ben.pk, "caseload") for family in families),
        (families[0], cast.priya.pk, "concern"),
    ]


def test_opening_again_in_one_transaction_is_noted_again(cast, acting, families, superuser):
    with acting(cast.ben):
        open_family(families[0], purpose="one")
        open_family(families[0], purpose="two")

    assert [purpose for *_, purpose in opened(superuser)] == ["one", "two"]


def test_outside_an_audited_transaction_nothing_opens(families):
    with pytest.raises(NotAudited):
        open_family(families[0], purpose="curiosity")


def test_keys_do_not_outlive_their_transaction(cast, acting, families):
    with acting(cast.ben):
        open_family(families[0], purpose="one")
        seen = Family.objects.get(pk=families[0])
        assert seen.name == "Marlow"
    with pytest.raises(NotAudited):
        seen.name  # noqa: B018
    with acting(cast.ben), pytest.raises(keyring.StillSealed):
        Family.objects.get(pk=families[0]).name  # noqa: B018


@pytest.mark.fault
def test_if_the_event_cannot_be_written_nothing_was_done(
    cast, acting, families, superuser, monkeypatch
):
    """Events and what they speak of are one transaction: neither stands without the other."""

    def broken(_: ledger.Ledger) -> None:
        raise RuntimeError("the log is full")

    with monkeypatch.context() as broke:
        broke.setattr(ledger.Ledger, "write", broken)
        with pytest.raises(RuntimeError, match="full"), acting(cast.amina) as by:
            make_family(by, cast, name="Never")

    assert superuser.execute("SELECT count(*) FROM families_family").fetchone() == (3,)


@pytest.mark.fault
def test_a_connection_killed_before_commit_leaves_neither(cast, acting, families, superuser):
    from django.db import OperationalError, connection

    before = superuser.execute("SELECT count(*) FROM audit_event").fetchone()
    with pytest.raises(OperationalError), acting(cast.amina) as by:  # noqa: PT012
        make_family(by, cast, name="Never")
        ledger.current().write()
        pid = connection.connection.info.backend_pid
        superuser.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])

    assert superuser.execute("SELECT count(*) FROM families_family").fetchone() == (3,)
    assert superuser.execute("SELECT count(*) FROM audit_event").fetchone() == before
