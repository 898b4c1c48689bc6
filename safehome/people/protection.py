"""Row-level security for a table, made together and never by hand.

A migration that creates a model follows it with `Protect`. From the model it
derives the policies, the composite keys that keep a row's references inside
its own organisation and family, the guard against rebinding, the replica
identity and the grants. The house's catalogue test holds every table to this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Rows = Literal[
    "organisation", "families", "family", "notes", "own", "referrals", "referral", "roles"
]

# The owner is no door: only the context's own functions act as it, by policies of their own.
DOORS = "sh_staff, sh_portal, sh_office, sh_worker, sh_auth, sh_reception"
TENANT = "organisation_id = (SELECT ctx.organisation())"

# Who may see that a family exists: those it is assigned to, the supervisor who
# leads its team, and the roles that answer for every family. Never somebody
# blocked for a conflict of interest: that policy is RESTRICTIVE.
SEES = """(
  (SELECT ctx.reaches_all())
  OR team_id = ANY ((SELECT ctx.teams_led())::uuid[])
  OR EXISTS (SELECT 1 FROM families_assignment a
     WHERE a.organisation_id = families_family.organisation_id
       AND a.family_id = families_family.id AND a.person_id = (SELECT ctx.person())
       AND a.ended_at IS NULL))"""
BLOCKED = """EXISTS (SELECT 1 FROM families_block b
   WHERE b.organisation_id = families_family.organisation_id
     AND b.family_id = families_family.id AND b.person_id = (SELECT ctx.person())
     AND b.lifted_at IS NULL)"""
OF_A_FAMILY_SEEN = """EXISTS (SELECT 1 FROM families_family f
   WHERE f.organisation_id = {table}.organisation_id AND f.id = {table}.family_id)"""
# Notes are for those who work with the family or answer for its record.
OF_A_FAMILY_WORKED_WITH = """EXISTS (SELECT 1 FROM families_family f
   WHERE f.organisation_id = {table}.organisation_id AND f.id = {table}.family_id
     AND ((SELECT ctx.reads_all())
       OR f.team_id = ANY ((SELECT ctx.teams_led())::uuid[])
       OR EXISTS (SELECT 1 FROM families_assignment a
          WHERE a.organisation_id = f.organisation_id AND a.family_id = f.id
            AND a.person_id = (SELECT ctx.person()) AND a.ended_at IS NULL)))"""

# A referral: those who answer for the front door and whoever took it down; once
# it became a family, exactly those who see that family.
REFERRAL_SEEN = """CASE WHEN became_id IS NULL THEN
     (SELECT ctx.roles())::text[] && ARRAY['manager', 'supervisor', 'safeguarding_lead',
                                           'records_officer']
     OR entered_by_id = (SELECT ctx.person())
   ELSE EXISTS (SELECT 1 FROM families_family f
     WHERE f.organisation_id = referrals_referral.organisation_id
       AND f.id = referrals_referral.became_id) END"""
KEPT_FROM_REFERRAL = "(SELECT ctx.person()) = ANY (kept_from)"
OF_A_REFERRAL_SEEN = """EXISTS (SELECT 1 FROM referrals_referral r
   WHERE r.organisation_id = {table}.organisation_id AND r.id = {table}.referral_id)"""
# A member whom only named readers may see. The table of restrictions is small
# and open inside the organisation, so that nobody's sight of it decides.
RESTRICTED = """NOT EXISTS (SELECT 1 FROM families_restriction r
   WHERE r.organisation_id = {table}.organisation_id AND r.member_id = {table}.{column}
     AND r.lifted_at IS NULL AND NOT ((SELECT ctx.person()) = ANY (r.readers)))"""

# What the owner's functions see more than the person whom they act for, they see only while
# they hold a seal of their own: made by the owner, for this transaction, and taken away before
# they answer. The owner's other functions, such as the one that asks as a message goes whether
# its writer still sees the family, must see no more than that person does.
COUNTING = "current_setting('app.counting', true) = (SELECT ctx.seal('counting'))"


@dataclass(frozen=True)
class Table:
    """What protecting one table needs to know of it."""

    name: str
    of_family: bool
    links: tuple[tuple[str, str, bool], ...]  # column, target table, target is of a family


def described(model: type[models.Model]) -> Table:
    """Read a model's belonging and its links to other organisations' tables."""
    names = {field.name for field in model._meta.fields}
    links = []
    for field in model._meta.fields:
        if not isinstance(field, models.ForeignKey) or field.name in ("organisation", "family"):
            continue
        target = field.remote_field.model
        target_names = {f.name for f in target._meta.fields}
        if "organisation" in target_names:
            links.append((field.column, target._meta.db_table, "family" in target_names))
    return Table(model._meta.db_table, "family" in names, tuple(links))


def statements(
    table: Table, *, rows: Rows, reads: Sequence[str], writes: Sequence[str], changes: bool,
    deletes: bool, roles: Sequence[str] = (),
) -> Iterator[str]:  # fmt: skip
    """The SQL that protects a table, in order. Safe to run again."""
    name = table.name
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
    yield from _policies(table, rows, roles)
    yield from _keys(table)
    yield from _guard(table)
    for door in reads:
        yield f"GRANT SELECT ON {name} TO sh_{door}"
    acts = "INSERT" + (", UPDATE" if changes else "") + (", DELETE" if deletes else "")
    for door in writes:
        yield f"GRANT {acts} ON {name} TO sh_{door}"


def _policies(table: Table, rows: Rows, roles: Sequence[str]) -> Iterator[str]:
    name = table.name
    listed = ", ".join(f"'{role}'" for role in roles)
    condition = {
        "organisation": "true",
        "families": SEES,
        "family": OF_A_FAMILY_SEEN.format(table=name),
        "notes": OF_A_FAMILY_WORKED_WITH.format(table=name),
        "own": "person_id = (SELECT ctx.person())",
        "referrals": REFERRAL_SEEN,
        "referral": OF_A_REFERRAL_SEEN.format(table=name),
        "roles": f"(SELECT ctx.roles())::text[] && ARRAY[{listed}]::text[]",
    }[rows]
    yield (
        f"CREATE POLICY tenant ON {name} AS RESTRICTIVE TO {DOORS} "
        f"USING ({TENANT}) WITH CHECK ({TENANT})"
    )
    if rows == "families":
        yield f"CREATE POLICY need_to_know ON {name} FOR SELECT USING ({condition})"
        # A family is opened by somebody who is assigned to it a moment later.
        yield f"CREATE POLICY opened ON {name} FOR INSERT WITH CHECK (true)"
        yield f"CREATE POLICY changed ON {name} FOR UPDATE USING ({condition})"
        yield f"CREATE POLICY conflict ON {name} AS RESTRICTIVE USING (NOT {BLOCKED})"
    else:
        yield f"CREATE POLICY need_to_know ON {name} USING ({condition})"
        if rows == "referrals":
            kept = f"USING (NOT {KEPT_FROM_REFERRAL})"
            yield f"CREATE POLICY conflict ON {name} AS RESTRICTIVE {kept}"


def _keys(table: Table) -> Iterator[str]:
    name = table.name
    yield f"ALTER TABLE {name} ADD CONSTRAINT {name}_owned UNIQUE (organisation_id, id)"
    yield f"ALTER TABLE {name} REPLICA IDENTITY USING INDEX {name}_owned"
    if table.of_family:
        yield (
            f"ALTER TABLE {name} ADD CONSTRAINT {name}_of_family "
            "UNIQUE (organisation_id, family_id, id)"
        )
        yield (
            f"ALTER TABLE {name} ADD CONSTRAINT {name}_family "
            "FOREIGN KEY (organisation_id, family_id) "
            "REFERENCES families_family (organisation_id, id) ON DELETE RESTRICT"
        )
    for column, target, target_of_family in table.links:
        whose = "organisation_id, family_id" if (
            target_of_family and table.of_family
        ) else "organisation_id"  # fmt: skip
        yield (
            f"ALTER TABLE {name} ADD CONSTRAINT {name}_{column}_same "
            f"FOREIGN KEY ({whose}, {column}) REFERENCES {target} ({whose}, id) ON DELETE RESTRICT"
        )


def _guard(table: Table) -> Iterator[str]:
    columns = ["id", "organisation_id"] + (["family_id"] if table.of_family else [])
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    yield (
        f"CREATE TRIGGER stays_bound BEFORE UPDATE ON {table.name} FOR EACH ROW "
        f"WHEN ({changed}) EXECUTE FUNCTION ctx.refuse_rebinding()"
    )


class Protect(Operation):
    """Migration operation: give a new table its row security, keys and grants.

    rows: who may see them. "families" is the families table itself; "family"
    needs sight of the family, "notes" needs work with it, "organisation" is
    open inside the organisation, "own" to its own person alone, "roles" to the
    given roles; "referrals" is the referrals' own table and "referral" needs
    sight of the referral.
    reads, writes: doors, such as ["staff"]. changes: whether rows may be
    updated; deletes: whether removed (drafts only).
    """

    reversible = False

    def __init__(
        self,
        model_name: str,
        *,
        rows: Rows,
        reads: Sequence[str] = ("staff",),
        writes: Sequence[str] = ("staff",),
        changes: bool = False,
        deletes: bool = False,
        roles: Sequence[str] = (),
    ) -> None:
        self.model_name = model_name
        self.options: dict[str, Any] = {
            "rows": rows, "reads": tuple(reads), "writes": tuple(writes),
            "changes": changes, "deletes": deletes, "roles": tuple(roles),
        }  # fmt: skip

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.model_name], self.options

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """A table's protection is not part of the model's state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState, to_state: ProjectState,
    ) -> None:  # fmt: skip
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        for statement in statements(described(model), **self.options):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Protect the rows of {self.model_name}"


def restrictions(model: type[models.Model]) -> Iterator[str]:
    """The SQL that hides a table's rows about members whom somebody may not see."""
    name = model._meta.db_table
    member = "families_familymember"
    columns = ["id"] if name == member else [
        column for column, target, _ in described(model).links if target == member
    ]  # fmt: skip
    for column in columns:
        hidden = RESTRICTED.format(table=name, column=column)
        yield f"CREATE POLICY restricted_{column} ON {name} AS RESTRICTIVE USING ({hidden})"


class HideRestricted(Operation):
    """Migration operation: rows about a restricted member are seen by the named readers alone.

    Every table with a link to a member has it, beside its `Protect`; the house's
    catalogue test holds every table to this.
    """

    reversible = False

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.model_name], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """A table's protection is not part of the model's state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState, to_state: ProjectState,
    ) -> None:  # fmt: skip
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        for statement in restrictions(model):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Hide rows of {self.model_name} about restricted members"
