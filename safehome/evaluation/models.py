"""What was taken away of the reports."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import OfOrganisation, somebody
from safehome.kit.records import one_of


class Kind(models.TextChoices):
    """What a file is."""

    EXCEL = "excel", "Excel"
    PDF = "pdf", "PDF"
    CSV = "csv", "CSV"
    FROZEN = "frozen", "Frozen set"


class Export(OfOrganisation):
    """One file that somebody took away. Why: so that managers see what left, and it is capped.

    It says which filters, and no value. asked: as in the address of the report.
    """

    kind = models.CharField(max_length=10, choices=Kind)
    asked = models.CharField(max_length=200, blank=True, default="")
    rows = models.PositiveIntegerField()  # lines of figures, or of people in a frozen set
    locked = models.BooleanField(default=False)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = somebody()

    class Meta:
        ordering = ["-taken_at", "-id"]
        constraints = [one_of("kind", Kind)]
        indexes = [
            models.Index(
                fields=["organisation", "taken_by", "-taken_at"], name="evaluation_export_of"
            ),
            models.Index(fields=["organisation", "-taken_at"], name="evaluation_export_when"),
        ]
