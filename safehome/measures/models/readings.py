"""That somebody read words in another language beside the English."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import OfOrganisation, somebody


class Reading(OfOrganisation):
    """What somebody said who read a translation. Why: no carer is asked in words nobody read.

    fingerprint: of the words in both languages, so that changed words have no reading. source:
    where they were, such as a pack and its version. wrong: what is wrong; empty where it says
    the same. Written once; of the same words the newest stands.
    """

    what = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    fingerprint = models.CharField(max_length=64)
    source = models.CharField(max_length=260)
    same = models.BooleanField()
    wrong = models.TextField(blank=True)
    read_at = models.DateTimeField(default=timezone.now)
    read_by = somebody()

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(same=True, wrong="")
                | (models.Q(same=False) & ~models.Q(wrong="")),
                name="measures_reading_same_or_what_is_wrong",
            )
        ]
        indexes = [models.Index(fields=["fingerprint"], name="measures_readings_of_words")]
