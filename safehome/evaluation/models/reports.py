"""What was frozen, what was taken away of the reports, and which ones make themselves."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import OfOrganisation, link_to, somebody
from safehome.kit.records import both_or_neither, one_of
from safehome.people.models import Person, Team


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


class Part(models.TextChoices):
    """What a saved report is on."""

    ALL = "all", "All of the organisation"
    TEAM = "team", "One team"
    LEAD = "lead", "One practitioner"
    YEAR = "year", "Journeys begun in one year"
    THIS_YEAR = "this-year", "Journeys begun this year, whichever it then is"
    LAST_YEAR = "last-year", "Journeys begun last year, whichever it then is"


class Later(models.TextChoices):
    """What the start is compared with."""

    END = "end", "The end"
    MID = "mid", "Half-way"


class Every(models.TextChoices):
    """How often a report makes itself."""

    NEVER = "", "Not by itself"
    MONTH = "month", "Each month"
    QUARTER = "quarter", "Each quarter"
    YEAR = "year", "Each year"


class Chosen(OfOrganisation):
    """Which part of everything a report is on: all, a team, a practitioner or a year."""

    person = link_to(Person)  # whose it is: nobody else sees it
    part = models.CharField(max_length=9, choices=Part, default=Part.ALL)
    team = link_to(Team, null=True, blank=True)
    lead = link_to(Person, null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    later = models.CharField(max_length=3, choices=Later, default=Later.END)

    class Meta:
        abstract = True


class SavedReport(Chosen):
    """The choices of a report under a name. Why: one click instead of five, and on a schedule.

    next_on: the day of the next report; first_on: the day by which all others go. Deleted, it
    keeps its line and its reports’ days, and no figure.
    """

    name = models.CharField(max_length=80)  # nobody's data
    every = models.CharField(max_length=7, choices=Every, blank=True, default="")
    first_on = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            one_of("part", Part),
            one_of("later", Later),
            one_of("every", Every),
            both_or_neither("first_on", "next_on"),
        ]
        indexes = [
            models.Index(
                fields=["next_on"], condition=models.Q(paused_at=None, removed_at=None),
                name="evaluation_report_due",
            )
        ]  # fmt: skip


class NotMade(models.TextChoices):
    """Why a report was not made on its day."""

    ROLE = "role", "On that day you had no role that reads this report"


class MadeReport(Chosen):
    """A report that made itself. Why: the figures of a day, when nobody is there to ask for them.

    tallies: what was counted, written by the database’s own function; the figures are worked
    out of it each time it is opened, as its reader may then see them. due_on: the day that it
    is of; it can have been made later.
    """

    report = link_to(SavedReport)
    due_on = models.DateField()
    made_at = models.DateTimeField()
    not_made = models.CharField(max_length=4, choices=NotMade, blank=True, default="")
    tallies = models.JSONField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-due_on", "-id"]
        constraints = [
            one_of("part", Part),
            one_of("later", Later),
            models.UniqueConstraint(
                fields=["organisation", "report", "due_on"], name="evaluation_made_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "person"], condition=models.Q(opened_at=None),
                name="evaluation_made_unopened",
            )
        ]  # fmt: skip
