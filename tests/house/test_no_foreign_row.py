"""A query that forgets its filter returns no row of another organisation, whatever the table."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from safehome.people.models import SignInSession
from safehome.people.sessions import hashed
from tests.factories.families import make_family, make_journey
from tests.house.planting import Place, plant
from tests.prepared import ADMIN, NAME

SEEN = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " AND relname = ANY (%s) AND has_table_privilege('sh_staff', oid, 'SELECT')"
)


def token_of(person) -> str:
    token = secrets.token_urlsafe(32)
    SignInSession.objects.create(
        key_hash=hashed(token), door="staff", account_id=person.account_id, second_factor=True,
        expires_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    return token


@contextmanager
def as_staff(db, token=None):
    """The staff's role at work in this transaction, with a context or with none."""
    db.execute("SET LOCAL SESSION AUTHORIZATION sh_staff")
    if token is not None:
        assert db.execute("SELECT person_id FROM ctx.begin(%s)", [hashed(token)]).fetchone()[0]
    try:
        yield
    finally:
        db.execute("RESET SESSION AUTHORIZATION")
        db.execute("SELECT set_config('app.context', '', true), set_config('app.seal', '', true)")


@pytest.fixture
def planted(superuser, cast):
    """A row in every table for Harbour and for Meadow; undone afterwards."""
    ours = Place(cast.harbour.pk, uuid4(), cast.priya.pk, "canary-harbour")
    theirs = Place(cast.meadow.pk, uuid4(), cast.dev.pk, "canary-meadow")
    tokens = {ours: token_of(cast.priya), theirs: token_of(cast.dev)}
    with superuser.transaction(force_rollback=True):
        tables = plant(superuser, [ours, theirs])
        seen = [name for (name,) in superuser.execute(SEEN, [tables])]
        yield ours, theirs, tokens, seen


def whose(db, table) -> set[UUID]:
    return {pk for (pk,) in db.execute(f"SELECT DISTINCT organisation_id FROM {table}")}


def test_every_table_shows_one_organisation_alone(superuser, planted):
    ours, theirs, tokens, seen = planted
    assert len(seen) > 20
    for place, other in ((ours, theirs), (theirs, ours)):
        empty = []
        with as_staff(superuser, tokens[place]):
            for table in seen:
                rows = superuser.execute(f"SELECT * FROM {table}").fetchall()
                assert other.canary not in repr(rows), table
                assert whose(superuser, table) <= {place.organisation}, table
                empty += [table] if not rows else []
        assert empty == [], "each table shows one's own rows: an empty one would prove nothing"


def test_without_a_context_there_are_no_rows(superuser, planted):
    *_, seen = planted
    with as_staff(superuser):
        found = {table: superuser.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                 for table in seen}  # fmt: skip
    assert not any(found.values())


@pytest.mark.fault
def test_the_test_sees_a_table_without_its_security(superuser, planted):
    ours, _, tokens, seen = planted
    for table in seen:
        with superuser.transaction(force_rollback=True):
            superuser.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
            with as_staff(superuser, tokens[ours]):
                assert len(whose(superuser, table)) > 1, table


# --- The context cannot be made by hand, copied, or left behind ---------------------------


@pytest.fixture
def two_families(cast, acting):
    with acting(cast.amina) as by:
        make_journey(by, make_family(by, cast))
    with acting(cast.dev) as by:
        make_journey(by, make_family(by, cast, name="Elsewhere"))


@pytest.fixture
def staff():
    """Two plain connections of the staff's role, as somebody who injects SQL would have."""
    from tests.cluster import LOCAL

    word = (LOCAL / "test-secrets" / "password-sh_staff").read_text().strip()
    there = psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME, user="sh_staff", password=word)
    with psycopg.connect(there) as one, psycopg.connect(there) as other:
        yield one, other


def families(db) -> int:
    return db.execute("SELECT count(*) FROM families_family").fetchone()[0]


def test_a_context_made_by_hand_sees_nothing(cast, two_families, staff):
    one, other = staff
    one.execute("SELECT * FROM ctx.begin(%s)", [hashed(token_of(cast.amina))])
    assert families(one) == 1
    context, seal = one.execute(
        "SELECT current_setting('app.context'), current_setting('app.seal')"
    ).fetchone()
    set_both = "SELECT set_config('app.context', %s, {0}), set_config('app.seal', %s, {0})"

    for local in ("true", "false"):
        # A seal made up, and one copied from a transaction that is still open.
        for made_up in (secrets.token_hex(32), "", seal):
            other.execute(set_both.format(local), [context, made_up])
            assert families(other) == 0
            other.rollback()
    # Another's organisation under one's own seal, in one's own transaction.
    forged = context.replace(str(cast.harbour.pk), str(cast.meadow.pk))
    one.execute(set_both.format("true"), [forged, seal])
    assert families(one) == 0
    one.rollback()
    # One's own context of the transaction before.
    one.execute(set_both.format("true"), [context, seal])
    assert families(one) == 0


def test_the_staffs_role_can_make_no_seal_and_read_no_key(staff):
    one, _ = staff
    for act in ("SELECT ctx.seal('x')", "SELECT * FROM ctx.secret",
                "SELECT * FROM people_signinsession", "SET ROLE sh_owner",
                "CREATE TABLE mine (a int)"):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            one.execute(act)
        one.rollback()


def test_a_context_ends_with_its_transaction(cast, two_families, staff):
    one, _ = staff
    one.execute("SELECT * FROM ctx.begin(%s)", [hashed(token_of(cast.amina))])
    assert families(one) == 1
    one.commit()
    assert families(one) == 0


def test_unscoped_managers_see_their_own_alone(cast, acting, two_families):
    from tests.house.catalogue import our_models

    for person in (cast.amina, cast.dev):
        with acting(person):
            for model in our_models():
                if not hasattr(model, "organisation_id") or model._meta.app_label == "vault":
                    continue
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT has_table_privilege(%s, 'SELECT')", [model._meta.db_table]
                    )
                    if not cursor.fetchone()[0]:
                        continue
                found = set(model._default_manager.values_list("organisation_id", flat=True))
                assert found <= {person.organisation_id}, model


def test_a_row_cannot_be_written_into_another_organisation(cast, acting, superuser, two_families):
    theirs = superuser.execute(
        "SELECT id FROM families_family WHERE organisation_id = %s", [cast.meadow.pk]
    ).fetchone()[0]
    for organisation in (cast.meadow.pk, cast.harbour.pk):
        with (
            pytest.raises(DatabaseError, match=r"row-level security|foreign key"),
            acting(cast.priya),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "INSERT INTO families_household (id, organisation_id, family_id, name, address,"
                " address_is_hidden) VALUES (%s, %s, %s, '', '', false)",
                [uuid4(), organisation, theirs],
            )
