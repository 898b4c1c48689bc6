"""A sealed value in every sealed field that there is, made by the fields themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from safehome.measures.models import Answers, CheckInAsked
from safehome.referrals.models import Referral
from safehome.vault.fields import SealedText
from safehome.vault.keyring import open_family
from tests.factories.families import make_family


def sealed_fields() -> Iterator[tuple[type[models.Model], SealedText]]:
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, SealedText):
                yield model, field


@dataclass(frozen=True)
class Hidden:
    """Where a canary was sealed."""

    model: type[models.Model]
    field: SealedText
    pk: UUID
    canary: str


@dataclass(frozen=True)
class Planted:
    family: UUID
    hidden: list[Hidden]


@pytest.fixture
def planted(cast, acting, superuser) -> Planted:
    """Write a row with a canary of its own in each sealed field of each model."""
    with acting(cast.amina) as by:
        family = make_family(by, cast, name="Canary-family-name").pk
    # What hangs on a referral is seen by whoever sees the referral.
    referral = Referral(pk=family, organisation_id=cast.harbour.pk)
    # What hangs on answers is seen by whoever sees the answers.
    whole = {"organisation_id": cast.harbour.pk, "family_id": family}
    asked = CheckInAsked(pk=family, answers_id=family, **whole)
    hidden, rows = [], [_row(one) for one in (referral, Answers(pk=family, **whole), asked)]
    with acting(cast.amina):
        open_family(family, purpose="test")
        for model in dict.fromkeys(model for model, _ in sealed_fields()):
            if model._meta.label == "families.Family":
                continue
            whose = {f.family_attribute for one, f in sealed_fields() if one is model}
            row = model(organisation_id=cast.harbour.pk, **dict.fromkeys(whose, family))
            if model._meta.label == "families.Restriction":
                row.readers = [cast.priya.pk]  # she may know of everybody
            if model._meta.label == "drafts.PrivateDraft":
                row.person_id = cast.priya.pk  # nobody else reads them
            for link in ("answers_id", "asked_id"):
                if model._meta.app_label == "measures" and hasattr(row, link):
                    setattr(row, link, family)
            for field in row._meta.fields:
                if isinstance(field, SealedText):
                    canary = f"Canary-{model.__name__}-{field.name}"
                    setattr(row, field.attname, canary)
                    hidden.append(Hidden(model, field, row.pk, canary))
            rows.append(_row(row))
    with superuser.transaction():
        # Only the sealed fields matter here: what else a row needs may be missing.
        superuser.execute("SET LOCAL session_replication_role = replica")
        for table, row in rows:
            checks = superuser.execute(
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE contype = 'c' AND conrelid = %s::regclass", [table],
            ).fetchall()  # fmt: skip
            for name, _ in checks:
                superuser.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            superuser.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})",
                list(row.values()),
            )
            for name, rule in checks:
                superuser.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {rule} NOT VALID')
    return Planted(family, hidden)


def _row(row: models.Model) -> tuple[str, dict[str, object]]:
    return row._meta.db_table, {one.column: _stored(one, row) for one in row._meta.fields}


def _stored(field: models.Field, row: models.Model) -> object:
    if isinstance(field, SealedText):
        return bytes(field.pre_save(row, add=True))
    if isinstance(field, models.JSONField):
        return "[]"
    value = getattr(row, field.attname)
    if value is None and not field.null:
        stand_in = {
            "UUIDField": row.pk, "ForeignKey": row.pk, "OneToOneField": row.pk,
            "DateField": "2026-01-02",
            "DateTimeField": "2026-01-02 09:00+00", "BooleanField": False, "ArrayField": [],
        }  # fmt: skip
        return stand_in.get(field.get_internal_type(), 1)
    return value
