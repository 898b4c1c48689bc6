"""Constraints that many records share."""

from django.db import models
from django.db.models import Q


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
