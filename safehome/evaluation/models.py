"""What was frozen, and what was taken away of the reports."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import OfOrganisation, link_to, somebody
from safehome.kit.records import both_or_neither, one_of


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


class FrozenSet(OfOrganisation):
    """Tallies and rows as they were at one moment. Why: figures that can be reproduced later.

    tallies: the file that `./run evaluate` reads. Its rows stand in FrozenRows. Once withdrawn,
    nothing is left of it but this line: what it was called, when, and which digests it had.
    """

    name = models.CharField(max_length=80)  # what it is for; nobody's data
    method = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)  # of the tallies; the hashes of figures stand on it
    tallies = models.BinaryField(null=True, blank=True)
    carers = models.PositiveIntegerField(default=0)  # rows, of carers who agreed to research
    carers_digest = models.CharField(max_length=64, blank=True, default="")
    answers = models.PositiveIntegerField(default=0)
    answers_digest = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = somebody()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = somebody(optional=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            both_or_neither("withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(tallies=None),
                name="evaluation_frozenset_withdrawn_is_empty",
            ),
        ]


class RowsOf(models.TextChoices):
    """Which of a frozen set's files a piece belongs to."""

    CARERS = "carers", "Carers"
    ANSWERS = "answers", "Answers"


class FrozenRows(OfOrganisation):
    """A thousand lines of a frozen set. Why: rows for an evaluator's own methods.

    Written and taken away by the database's own functions alone (ctx.freeze_rows): no door
    sees a row on its way in. Random ids, quarters and bands, points of answers; no word.
    """

    frozen = link_to(FrozenSet)
    file = models.CharField(max_length=8, choices=RowsOf)
    place = models.PositiveIntegerField()
    content = models.TextField()

    class Meta:
        ordering = ["file", "place"]
        constraints = [
            one_of("file", RowsOf),
            models.UniqueConstraint(
                fields=["organisation", "frozen", "file", "place"], name="evaluation_rows_once"
            ),
        ]
