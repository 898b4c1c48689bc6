"""Other people's questionnaires: licences, words that were loaded, and which of them are asked."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
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
    loading in the same language stands; earlier ones stay.
    """

    instrument = models.CharField(max_length=40)
    language = models.CharField(max_length=10, default="en", db_default="en")
    words = models.JSONField()
    loaded_at = models.DateTimeField(default=timezone.now)
    loaded_by = somebody()

    class Meta:
        ordering = ["loaded_at", "id"]


class InstrumentAsked(OfOrganisation):
    """An instrument that an organisation asks besides the pack. Why: it is then due, as the pack's.

    points: codes of the pack's points. begins_on: a point that was past by then is not
    asked. Written once; that it was stopped is written beside it.
    """

    instrument = models.CharField(max_length=40)
    points = ArrayField(models.CharField(max_length=40))
    begins_on = models.DateField()
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = somebody()
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = somebody(optional=True)

    class Meta:
        ordering = ["chosen_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points__len__gt=0), name="measures_asked_at_some_point"
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at=None, stopped_by=None)
                | models.Q(stopped_at__isnull=False, stopped_by__isnull=False),
                name="measures_asked_stopped_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["organisation", "instrument"], condition=models.Q(stopped_at=None),
                name="measures_asked_once_at_a_time",
            ),
        ]  # fmt: skip
