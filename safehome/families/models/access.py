"""Who works with a family, and who must be kept out of it.

The row-level policies of every table about a family read these two.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models.family import Family
from safehome.kit.ids import new_id
from safehome.kit.records import both_or_neither
from safehome.people.models import Organisation, Person


class Assignment(models.Model):
    """Somebody's work with a family. Why: need to know follows from it, and ends with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="assignments"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="assignments"
    )
    leads = models.BooleanField(default=True)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False,
        related_name="+",
    )  # fmt: skip

    class Meta:
        constraints = [
            both_or_neither("ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["organisation", "person", "family"],
                condition=models.Q(ended_at=None),
                name="assigned_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "family"],
                condition=models.Q(ended_at=None),
                name="assigned_to_family",
            )
        ]


class Block(models.Model):
    """Somebody kept out of a family's record for a conflict of interest.

    Why: staff are neighbours and relatives too. A block outweighs every role.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="blocks"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    placed_at = models.DateTimeField(default=timezone.now)
    placed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False,
        related_name="+",
    )  # fmt: skip

    class Meta:
        constraints = [
            both_or_neither("lifted_at", "lifted_by"),
            models.UniqueConstraint(
                fields=["organisation", "person", "family"],
                condition=models.Q(lifted_at=None),
                name="blocked_once",
            ),
        ]
