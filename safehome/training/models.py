"""Accreditations, as they were given."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.kit.ids import new_id
from safehome.people.models import Organisation, Person


class Accreditation(models.Model):
    """That somebody has been trained and may deliver. Why: only accredited staff lead sessions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="accreditations"
    )
    begins_on = models.DateField()
    ends_on = models.DateField()
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["-ends_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("begins_on")), name="ends_after_it_begins"
            )
        ]
