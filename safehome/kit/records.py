"""Constraints that many records share, and writing records of several kinds at once."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, models
from django.db.models import Q
from django.db.models.sql.subqueries import DeleteQuery, InsertQuery


def insert_together(*kinds: Sequence[models.Model]) -> None:
    """Insert records of several models in one statement; each kind holds one model's.

    As bulk_create would each of them: sealed fields are sealed, constraints hold.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for records in kinds:
        if records:
            query = InsertQuery(type(records[0]))
            query.insert_values(type(records[0])._meta.concrete_fields, list(records))
            ((statement, given),) = query.get_compiler(using="default").as_sql()
            parts.append(statement)
            parameters += given
    if not parts:
        return
    *before, last = parts
    named = ", ".join(f"part{place} AS ({part})" for place, part in enumerate(before))
    with connections["default"].cursor() as cursor:
        cursor.execute(f"WITH {named} {last}" if named else last, parameters)
    for record in (record for records in kinds for record in records):
        record._state.adding, record._state.db = False, "default"


def delete_together(*kinds: models.QuerySet[Any]) -> None:
    """Delete what several querysets hold, each of another model, in one statement.

    Only rows to which nothing points that Django would have to follow.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for kind in kinds:
        query = kind.order_by().query.chain(klass=DeleteQuery)
        statement, given = query.get_compiler(using="default").as_sql()
        parts.append(statement)
        parameters += given
    *before, last = parts
    named = ", ".join(f"part{place} AS ({part})" for place, part in enumerate(before))
    with connections["default"].cursor() as cursor:
        cursor.execute(f"WITH {named} {last}" if named else last, parameters)


def both_or_neither(first: str, second: str) -> models.CheckConstraint:
    """Keep a pair such as held_at and held_by filled in together."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=f"%(app_label)s_%(class)s_{first}_with_{second}",
    )


def one_of(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """Let the database refuse a code that the programme does not know."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=f"%(app_label)s_%(class)s_{field}_known",
    )
