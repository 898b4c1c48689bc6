"""What every record about a family begins with: its own id, its organisation, its family."""

from __future__ import annotations

from typing import Any

from django.db import models

from safehome.families.models.family import Family
from safehome.kit.ids import new_id
from safehome.people.models import Organisation, Person


class OfOrganisation(models.Model):
    """A record of an organisation. The keys that hold it there are made by `Protect`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class OfFamily(models.Model):
    """A record of a family. The keys that hold it there are made by `Protect`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True


def link_to(model: Any, **options: Any) -> models.ForeignKey[Any, Any]:
    """A link to a record of the same organisation, and of the same family where both have one.

    The database's constraint is the composite key that `Protect` makes of it.
    """
    options.setdefault("related_name", "+")
    return models.ForeignKey(model, on_delete=models.PROTECT, db_constraint=False, **options)


def somebody(*, optional: bool = False) -> models.ForeignKey[Any, Any]:
    """Who on the staff did it."""
    return link_to(Person, null=optional, blank=optional)
