"""What is written at the public door stands nowhere in words; the door itself reads no record."""

from __future__ import annotations

import psycopg
import pytest

from safehome.audit.ledger import audited
from safehome.referrals.entrance import enter
from tests.factories.reception import standing_at_reception
from tests.house.catalogue import our_models
from tests.prepared import NAME
from tests.reception.conftest import WHOLE, Referrer
from tests.vault.test_a_stolen_backup import dump, spellings

# What the door's role may touch, and how; every other table is closed to it.
GRANTS = {
    "referrals_frontdoor": {"SELECT"},
    "referrals_started": {"SELECT", "INSERT", "UPDATE", "DELETE"},
    "referrals_arrival": {"INSERT"},
    "referrals_following": {"SELECT", "INSERT"},
    "referrals_knock": {"SELECT", "INSERT", "UPDATE", "DELETE"},
    "referrals_whatbecame": {"SELECT"},
}
ASKED = (
    "SELECT c.relname::text, p.kind FROM pg_class c CROSS JOIN unnest(ARRAY['SELECT', 'INSERT',"
    " 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES']) AS p(kind)"
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')"
    " AND has_table_privilege('sh_reception', c.oid, p.kind)"
)


def grants(db: psycopg.Connection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, kind in db.execute(ASKED):
        found.setdefault(table, set()).add(kind)
    return found


@pytest.mark.feature("SEC7")
def test_the_doors_role_reaches_these_tables_and_no_other(superuser) -> None:
    assert grants(superuser) == GRANTS
    for table in ("referrals_arrival", "referrals_referral", "families_family", "people_person"):
        with superuser.transaction(force_rollback=True):
            superuser.execute(f"GRANT SELECT ON {table} TO sh_reception")
            assert grants(superuser) != GRANTS, "the test sees a grant too many"


# What it may call. Each of a telephone's or a private link's asks for a token; none lists any.
CALLS = {
    "audit.append(jsonb)", "ctx.begin_reception(text)", "ctx.context()", "ctx.organisation()",
    "ctx.person()", "ctx.roles()", "ctx.knock_at_phones(bytea,interval)",
    "ctx.phone_copy_erased(bytea)", "ctx.phone_copy_stands(bytea)", "ctx.take_phone_copy(bytea)",
    "ctx.look_at_link(bytea,bytea)", "ctx.begin_link(bytea,bytea)", "ctx.clear_link(bytea,bytea)",
    "ctx.keep_in_link(bytea,bytea,bytea)", "ctx.send_in_link(bytea,bytea,bytea)",
    "ctx.words_were_read(text)",
}  # fmt: skip
CALLED = (
    "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace IN"
    " ('ctx'::regnamespace, 'audit'::regnamespace, 'public'::regnamespace) AND p.prosecdef"
    " AND has_function_privilege('sh_reception', p.oid, 'EXECUTE')"
)


def calls(db: psycopg.Connection) -> set[str]:
    return {name for (name,) in db.execute(CALLED)}


@pytest.mark.feature("PLN6")
def test_it_may_call_these_functions_that_act_as_the_owner_and_no_other(superuser) -> None:
    assert calls(superuser) <= CALLS
    assert "ctx.take_phone_copy(bytea)" in calls(superuser)
    for one in ("ctx.begin_phone(uuid)", "ctx.open_link(bytea)", "ctx.empty_links()"):
        with superuser.transaction(force_rollback=True):
            superuser.execute(f"GRANT EXECUTE ON FUNCTION {one} TO sh_reception")
            assert not calls(superuser) <= CALLS, "the test sees a function too many"


def test_it_cannot_reach_the_keyring(superuser) -> None:
    row = superuser.execute(
        "SELECT has_database_privilege('sh_reception', %s, 'CONNECT')", [f"{NAME}_keyring"]
    ).fetchone()
    assert row == (False,)


def test_it_reads_neither_arrivals_nor_referrals_nor_families(referrer: Referrer) -> None:
    referrer.starts()
    referrer.writes_all()
    referrer.browser.post("/harbour/check/")
    from django.db import DatabaseError, connection, transaction

    closed = [m._meta.db_table for m in our_models() if m._meta.db_table not in GRANTS
              and m._meta.app_label != "vault"]  # fmt: skip
    assert {"families_family", "referrals_referral", "people_person"} <= set(closed)
    with standing_at_reception(), audited():
        assert enter("harbour") is not None
        for table in [*closed, "referrals_arrival"]:
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(f"SELECT * FROM {table}")


def test_another_organisations_context_shows_nothing(referrer: Referrer) -> None:
    from django.db import connection

    referrer.starts()
    with standing_at_reception(), audited(), connection.cursor() as cursor:
        assert enter("meadow") is None
        cursor.execute("SELECT count(*) FROM referrals_started")
        assert cursor.fetchone() == (0,)
        assert enter("office") is None
        assert enter("harbour") is not None
        cursor.execute("SELECT count(*) FROM referrals_started")
        assert cursor.fetchone() == (1,)


def canaries() -> list[str]:
    found = []
    for given in WHOLE.values():
        for value in given.values():
            if isinstance(value, str) and len(value) > 8 and " " in value:
                found.append(value)
    return found


def test_nothing_of_it_stands_readable_in_the_database(referrer: Referrer, acting, door) -> None:
    """While it is written, when it was handed in, and when it was taken in."""
    from safehome.referrals import actions
    from safehome.referrals.models import Arrival

    words = canaries()
    assert len(words) > 8
    referrer.starts()
    referrer.writes_all()
    referrer.browser.post(
        "/harbour/keep/outline/1/words/",
        {"words": "Typed and not sent.", "draft_version": referrer.state("outline/1/words")},
    )
    stages = [dump(NAME)]
    assert referrer.reference.encode() in stages[0], "the search finds what is not sealed"
    referrer.browser.post("/harbour/check/")
    stages.append(dump(NAME))
    with acting(door.ben) as by:
        actions.take_in(Arrival.objects.get(), by=by)
    stages.append(dump(NAME) + dump(f"{NAME}_keyring"))
    for stage in stages:
        for word in [*words, "Typed and not sent.", referrer.code]:
            assert not any(spelling in stage for spelling in spellings(word)), word


def test_what_was_saved_opens_with_no_other_code(referrer: Referrer, superuser) -> None:
    from safehome.referrals.queries.door import place_of_started
    from safehome.vault import codes

    referrer.starts()
    organisation, salt, body = superuser.execute(
        "SELECT organisation_id, salt, body FROM referrals_started"
    ).fetchone()
    place = place_of_started(organisation, referrer.reference)
    right = codes.key_from(referrer.code, bytes(salt))
    assert b'"body"' in codes.open_with(right, bytes(body), place=place)
    for key, where in (
        (codes.key_from("ACDE-FGHJ-KMNP", bytes(salt)), place),
        (right, "elsewhere"),
    ):
        with pytest.raises(codes.CannotOpen):
            codes.open_with(key, bytes(body), place=where)
