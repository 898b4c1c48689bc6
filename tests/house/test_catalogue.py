"""The database's catalogue keeps the promises, and the check sees each one broken."""

from __future__ import annotations

import psycopg
import pytest

from tests.house.catalogue import (
    DOORS,
    NOT_BY_PROTECT,
    OF_THE_OFFICE,
    OPENS_FAMILIES,
    any_fault,
    faults,
    tables,
)
from tests.prepared import NAME


def test_every_table_is_as_promised(superuser):
    assert faults(superuser) == []


def test_there_is_something_to_check(superuser):
    assert len(tables(superuser)) > 20


def not_for(table: str) -> str:
    """A door that may never read a table."""
    return "sh_staff" if table in OF_THE_OFFICE else "sh_office"


def mutants(db: psycopg.Connection) -> list[str]:
    """Every single thing that could be taken away, one statement each."""
    ways = []
    for policy, table in db.execute(
        "SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'"
    ):
        ways.append(f"DROP POLICY {policy} ON {table}")
    for constraint, table in db.execute(
        "SELECT conname, conrelid::regclass::text FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace"
        " AND ((contype = 'f' AND cardinality(conkey) > 1) OR conname LIKE '%%\\_owned')"
    ):
        ways.append(f"ALTER TABLE {table} DROP CONSTRAINT {constraint} CASCADE")
    for table in [*tables(db), "people_organisation"]:
        ways += [
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        ]
        if table in NOT_BY_PROTECT or table == "people_organisation":
            continue
        ways += [
            f"ALTER TABLE {table} REPLICA IDENTITY DEFAULT",
            f"ALTER TABLE {table} DISABLE TRIGGER stays_bound",
            f"ALTER POLICY tenant ON {table} USING (true)",
            f"ALTER POLICY tenant ON {table} WITH CHECK (true)",
            f"ALTER POLICY tenant ON {table} TO sh_staff",
            f"GRANT SELECT ON {table} TO {not_for(table)}",
            f"GRANT SELECT (organisation_id) ON {table} TO {not_for(table)}",
            f"GRANT SELECT ON {table} TO PUBLIC",
            f"ALTER TABLE {table} OWNER TO sh_staff",
            f"CREATE VIEW all_of_it AS SELECT * FROM {table}",
        ]
    for door in DOORS:
        ways += [
            f"ALTER ROLE {door} BYPASSRLS",
            f"ALTER ROLE {door} SUPERUSER",
            f"GRANT sh_owner TO {door}",
            f"GRANT CREATE ON SCHEMA public TO {door}",
            f"GRANT SELECT ON ctx.secret TO {door}",
        ]
        if door != OPENS_FAMILIES:
            ways.append(f'GRANT CONNECT ON DATABASE "{NAME}_keyring" TO {door}')
    ways += [
        f'GRANT CONNECT ON DATABASE "{NAME}_keyring" TO PUBLIC',
        "GRANT EXECUTE ON FUNCTION ctx.seal(text) TO PUBLIC",
        "ALTER FUNCTION ctx.context() RESET search_path",
        "CREATE POLICY wide ON families_family USING (true)",
        "ALTER TABLE families_family ADD counted bigint GENERATED ALWAYS AS IDENTITY",
    ]
    return ways


def where_seen(way: str) -> str:
    """Where such a loss should show: only an order, everything else is looked at too."""
    if way.startswith("DROP POLICY") or "TRIGGER" in way:
        return "made and kept"
    if "DROP CONSTRAINT" in way:
        return "links"
    if "ROW LEVEL" in way or "REPLICA" in way or way.startswith("ALTER POLICY"):
        return "rows"
    return "powers"


@pytest.mark.fault
def test_every_mutant_is_killed(superuser):
    """Take each safeguard away in turn, in a transaction that is undone: the check sees it."""
    alive = []
    ways = mutants(superuser)
    for way in ways:
        with superuser.transaction(force_rollback=True):
            superuser.execute(way)
            if not any_fault(superuser, first=where_seen(way)):
                alive.append(way)
    assert alive == []
    assert len(ways) > 300
    assert faults(superuser) == []
