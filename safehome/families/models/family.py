"""A family and the places where it lives."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone

from safehome.kit.ids import new_id
from safehome.people.models import Organisation, Person, Team
from safehome.vault.fields import SealedText

# Without the letters and digits that are mistaken for one another.
LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"


def new_reference() -> str:
    """A reference to say over the telephone, such as "K4TX-9MA7"."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


class Family(models.Model):
    """A family that the programme works with. Why: everything written belongs to one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, db_constraint=False, related_name="families"
    )
    reference = models.CharField(max_length=9, default=new_reference)
    name = SealedText(family="id")
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference"], name="family_reference_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "-opened_at"], name="family_by_opening")]

    @property
    def family_id(self) -> object:
        """So that a family seals and is logged as its own records are."""
        return self.pk

    def __str__(self) -> str:
        return f"Family {self.reference}"


class Household(models.Model):
    """A place where members of a family live. Why: a family may live in several."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="households"
    )
    name = SealedText()
    address = SealedText()
    # Someone in this family must not learn where this is.
    address_is_hidden = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
