"""Other people's questionnaires: the licences an organisation holds, and the words it loaded."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import OfOrganisation, somebody


class InstrumentLicence(OfOrganisation):
    """What an organisation may do with the words of an instrument. Why: no licence, no words.

    Written once; that it ended sooner is written beside it. ends_on: the last day.
    """

    instrument = models.CharField(max_length=40)
    granted_by = models.CharField(max_length=200)
    reference = models.CharField(max_length=200)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    display = models.BooleanField()
    print = models.BooleanField()
    export = models.BooleanField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = somebody()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = somebody(optional=True)

    class Meta:
        ordering = ["begins_on", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("begins_on")),
                name="measures_licence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None, ended_by=None)
                | models.Q(ended_on__isnull=False, ended_by__isnull=False),
                name="measures_licence_ended_by_somebody",
            ),
        ]


class InstrumentWording(OfOrganisation):
    """The words of an instrument, as its licensee loaded them. Why: they are asked as they are.

    words: title, intro, labels (number → words) and items (id → text). A later
    loading stands; earlier ones stay.
    """

    instrument = models.CharField(max_length=40)
    words = models.JSONField()
    loaded_at = models.DateTimeField(default=timezone.now)
    loaded_by = somebody()

    class Meta:
        ordering = ["loaded_at", "id"]
