"""What the database's own catalogue must say of every table. Read, never assumed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import psycopg
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL

from safehome.people.protection import HideRestricted, Protect, described, restrictions, statements

DOORS = ("sh_staff", "sh_portal", "sh_office", "sh_worker", "sh_auth", "sh_reception")
# The chain has policies of its own: the owner's function writes it, and nobody else may.
NOT_BY_PROTECT = {"audit_event", "audit_head"}
# Whoever else reaches the keyring could read wrapped keys, or hold back what is opened with them.
OPENS_FAMILIES = "sh_staff"
# The office reads who delivers the programme and the programme itself: nobody's data.
# What it takes in from organisations, counts and keys to check them by, is the office's alone.
OF_THE_OFFICE = {"observatory_sender", "observatory_senderkey", "observatory_takenpacket"}
FOR_THE_OFFICE = {"people_organisation", "programme_packversion", *OF_THE_OFFICE}
# What names both a record and the record above it names two that belong together.
BELONG_TOGETHER = {
    ("plans_hand", "version_id", "line_id", "plans_line"),
    ("plans_forchild", "version_id", "line_id", "plans_line"),
    ("plans_version", "plan_id", "after_id", "plans_version"),
    ("plans_breach", "plan_id", "version_id", "plans_version"),
    ("plans_phonecopy", "plan_id", "version_id", "plans_version"),
    ("plans_phonecopy", "version_id", "copy_id", "plans_copy"),
    ("plans_phonecopy", "member_id", "copy_id", "plans_copy"),
    ("observatory_takenpacket", "sender_id", "key_id", "observatory_senderkey"),
}
TENANT = "(organisation_id = ( SELECT ctx.organisation() AS organisation))"
MADE = re.compile(r"CREATE (POLICY|TRIGGER) (\w+)(?: (?:BEFORE|AFTER) (?:INSERT|UPDATE))? ON (\w+)")


def faults(db: psycopg.Connection) -> list[str]:
    """Everything in the catalogue that is not as it must be."""
    return [fault for look in LOOKS.values() for fault in look(db)]


def any_fault(db: psycopg.Connection, *, first: str) -> bool:
    """Whether something is not as it must be. `first` names where to look first, to be quick."""
    looks = [LOOKS[first], *(look for name, look in LOOKS.items() if name != first)]
    return any(True for look in looks for _ in look(db))


def tables(db: psycopg.Connection) -> list[str]:
    """Every table that belongs to an organisation."""
    rows = db.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND a.attname = 'organisation_id' AND NOT a.attisdropped ORDER BY 1"
    )
    return [name for (name,) in rows]


def _rows(db: psycopg.Connection) -> Iterator[str]:
    security = {
        name: (enabled, forced, identity)
        for name, enabled, forced, identity in db.execute(
            "SELECT relname, relrowsecurity, relforcerowsecurity, relreplident::text"
            " FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        )
    }
    tenants = {
        table: (kind, command, before, after, set(roles))
        for table, kind, command, before, after, roles in db.execute(
            "SELECT tablename, permissive, cmd, qual, with_check, roles::text[] FROM pg_policies"
            " WHERE schemaname = 'public' AND policyname = 'tenant'"
        )
    }
    unique = {
        (table, tuple(columns)): (identity, deferred)
        for table, columns, identity, deferred in db.execute(
            "SELECT t.relname, array(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY"
            " k(n, place) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.n"
            " ORDER BY place), i.indisreplident, NOT i.indimmediate"
            " FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
            " WHERE i.indisunique AND i.indpred IS NULL"
            " AND t.relnamespace = 'public'::regnamespace"
        )
    }
    nullable = {
        name
        for (name,) in db.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND a.attname = 'organisation_id'"
            " AND NOT a.attnotnull AND c.relkind = 'r'"
        )
    }
    for table in [*tables(db), "people_organisation"]:
        enabled, forced, identity = security[table]
        if not enabled:
            yield f"{table}: row security is not enabled"
        if not forced:
            yield f"{table}: row security is not forced upon its owner"
        if table in NOT_BY_PROTECT or table == "people_organisation":
            continue
        if table in nullable:
            yield f"{table}: organisation_id may be missing"
        if tenants.get(table) != ("RESTRICTIVE", "ALL", TENANT, TENANT, set(DOORS)):
            yield f"{table}: the tenant policy is not as it must be"
        if (table, ("organisation_id", "id")) not in unique:
            yield f"{table}: no unique key of organisation and id"
        if identity != "i" or not unique.get((table, ("organisation_id", "id")), [False])[0]:
            yield f"{table}: its replica identity is not organisation and id"


def our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("safehome.")]


def _links(db: psycopg.Connection) -> Iterator[str]:
    """Every link between rows of organisations holds them to one organisation, and one family."""
    keys = {
        (table, tuple(columns), target, tuple(theirs)): (checked, deleting)
        for table, columns, target, theirs, checked, deleting in db.execute(
            "SELECT c.conrelid::regclass::text,"
            " array(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, place)"
            "   JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY place),"
            " c.confrelid::regclass::text,"
            " array(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, place)"
            "   JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY place),"
            " c.convalidated, c.confdeltype::text FROM pg_constraint c WHERE c.contype = 'f'"
        )
    }
    for model in our_models():
        table = model._meta.db_table
        own = {field.name for field in model._meta.fields}
        if "organisation" not in own:
            continue
        for field in model._meta.fields:
            if not isinstance(field, models.ForeignKey) or field.name == "organisation":
                continue
            target = field.remote_field.model
            theirs = {one.name for one in target._meta.fields}
            if "organisation" not in theirs:
                continue
            whose = ["organisation_id"]
            if "family" in own and "family" in theirs:
                whose.append("family_id")
            key = keys.get((table, (*whose, field.column), target._meta.db_table, (*whose, "id")))
            if key is None or not key[0] or key[1] not in "ra":
                yield f"{table}: {field.column} may point outside its organisation or family"
    for table, above, column, target in sorted(BELONG_TOGETHER):
        ours = ("organisation_id", above, column)
        if (table, ours, target, ("organisation_id", above, "id")) not in keys:
            yield f"{table}: {column} may be of another {above.removesuffix('_id')}"
    of_organisations = set(tables(db))
    for (table, columns, *_), (_, deleting) in keys.items():
        if table in of_organisations and deleting not in "ra":
            yield f"{table}: removing what {columns} points at would change or remove rows"


@cache
def declared_policies_and_triggers() -> set[tuple[str, str, str]]:
    """Every policy and trigger that a migration makes: (kind, table, name)."""
    said = []
    for (app, _), migration in MigrationLoader(None).disk_migrations.items():
        for operation in migration.operations:
            if isinstance(operation, Protect):
                model = apps.get_model(app, operation.model_name)
                said += statements(described(model), **operation.options)
            elif isinstance(operation, HideRestricted):
                said += restrictions(apps.get_model(app, operation.model_name))
            elif isinstance(operation, RunSQL) and isinstance(operation.sql, str):
                said.append(re.sub(r"\s+", " ", operation.sql))
    return {(kind, table, name) for text in said for kind, name, table in MADE.findall(text)}


def present_policies_and_triggers(db: psycopg.Connection) -> set[tuple[str, str, str]]:
    policies = db.execute(
        "SELECT 'POLICY', tablename::text, policyname::text FROM pg_policies"
        " WHERE schemaname = 'public'"
    ).fetchall()
    triggers = db.execute(
        "SELECT 'TRIGGER', tgrelid::regclass::text, tgname::text FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    ).fetchall()
    return set(policies) | set(triggers)


def _made_and_kept(db: psycopg.Connection) -> Iterator[str]:
    declared, present = declared_policies_and_triggers(), present_policies_and_triggers(db)
    for kind, table, name in sorted(declared - present):
        yield f"{table}: the {kind.lower()} {name} is gone"
    for kind, table, name in sorted(present - declared):
        yield f"{table}: the {kind.lower()} {name} comes from no migration"
    for model in our_models():
        for name, table in re.findall(r"POLICY (\w+) ON (\w+)", " ".join(restrictions(model))):
            # The restrictions themselves are what the policies read.
            if ("POLICY", table, name) not in present and table != "families_restriction":
                yield f"{table}: shows rows about restricted members ({name})"
    for table in set(tables(db)) - NOT_BY_PROTECT:
        if ("TRIGGER", table, "stays_bound") not in present:
            yield f"{table}: its rows could be moved to another organisation"


def _powers(db: psycopg.Connection) -> Iterator[str]:
    """No door owns, bypasses, makes or inherits anything; the office reaches nobody's data."""
    for role, *powers in db.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,"
        " pg_has_role(oid, 'sh_owner', 'MEMBER'),"
        " EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid),"
        " has_schema_privilege(oid, 'public', 'CREATE'),"
        " has_schema_privilege(oid, 'ctx', 'CREATE'),"
        " has_schema_privilege(oid, 'audit', 'CREATE'),"
        " has_database_privilege(oid, current_database(), 'CREATE'),"
        " has_any_column_privilege(oid, 'ctx.secret', 'SELECT, INSERT, UPDATE')"
        " FROM pg_roles r WHERE rolname = ANY (%s)",
        [list(DOORS)],
    ):
        if any(powers):
            yield f"{role} could step around row security"
    for (role,) in db.execute(
        "SELECT rolname::text FROM pg_roles WHERE rolname = ANY (%s) AND rolname <> %s AND"
        " has_database_privilege(oid, current_database() || '_keyring', 'CONNECT')",
        [list(DOORS), OPENS_FAMILIES],
    ):
        yield f"{role} may connect to the keyring"
    for role, table in db.execute(
        "SELECT r.rolname::text, c.relname::text FROM pg_class c CROSS JOIN pg_roles r"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')"
        " AND r.rolname = 'sh_office' AND ("
        "   has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
        "   OR has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE'))"
    ):
        if table not in FOR_THE_OFFICE:
            yield f"{table}: {role} has a grant on it"
    for role, table in db.execute(
        "SELECT r.rolname::text, c.relname::text FROM pg_class c CROSS JOIN pg_roles r"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%s)"
        " AND r.rolname = ANY (%s) AND r.rolname <> 'sh_office' AND ("
        "   has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
        "   OR has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE'))",
        [sorted(OF_THE_OFFICE), list(DOORS)],
    ):
        yield f"{table}: {role} has a grant on what is the office's"
    for table, kind in db.execute(
        "SELECT c.oid::regclass::text, CASE WHEN relkind IN ('v', 'm') AND NOT coalesce("
        "   reloptions::text[] @> '{security_invoker=true}', false) THEN 'is a view that returns"
        " every organisation' WHEN c.relacl::text ~ '[{,]=' THEN 'is open to everybody'"
        "   WHEN relowner <> 'sh_owner'::regrole THEN 'is not owned by sh_owner' END"
        " FROM pg_class c WHERE c.relnamespace IN ('public'::regnamespace, 'ctx'::regnamespace)"
        " AND c.relkind IN ('r', 'v', 'm', 'p')"
    ):
        if kind:
            yield f"{table}: {kind}"
    for table, column in db.execute(
        "SELECT c.relname::text, a.attname::text FROM pg_attribute a"
        " JOIN pg_class c ON c.oid = a.attrelid"
        " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
        " WHERE c.relnamespace = 'public'::regnamespace AND (a.attidentity <> ''"
        " OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%%')"
    ):
        if table in {model._meta.db_table for model in our_models()}:
            yield f"{table}: {column} counts rows, which would tell of other organisations"


def _functions(db: psycopg.Connection) -> Iterator[str]:
    """A function that acts as its owner finds nothing by a path, and is not for everybody."""
    for name, path, for_all in db.execute(
        "SELECT p.oid::regprocedure::text, coalesce(p.proconfig::text, ''),"
        " p.proacl IS NULL OR p.proacl::text ~ '[{,]=X'"
        " FROM pg_proc p WHERE p.prosecdef"
        " AND p.pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN"
        " ('public', 'ctx', 'audit'))"
    ):
        if "search_path=" not in path or "public" in path:
            yield f"{name}: acts as its owner with a search path"
        if for_all:
            yield f"{name}: acts as its owner for everybody"


LOOKS = {
    "rows": _rows,
    "links": _links,
    "made and kept": _made_and_kept,
    "powers": _powers,
    "functions": _functions,
}
