"""Answers, as they were given."""

from __future__ import annotations

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.utils import timezone

from safehome.families.models import Family, FamilyMember, OfFamily, link_to
from safehome.kit.ids import new_id
from safehome.kit.records import one_of
from safehome.measures.rules import WAITING
from safehome.people.models import Organisation, Person
from safehome.programme.models import PackVersion
from safehome.vault.fields import SealedText


class Point(models.TextChoices):
    """The points that every pack has; it may have more."""

    BASELINE = "baseline", "At the start"
    MID = "mid", "Half-way"
    END = "end", "At the end"


class Mode(models.TextChoices):
    TOGETHER = "together", "Filled in on screen, together"
    ALONE = "alone", "Filled in on screen by the carer alone"
    PAPER = "paper", "Entered from paper"
    INTERPRETER = "interpreter", "With an interpreter"  # as was once asked; see Help
    LINK = "link", "By the carer, on a private link"
    OWN = "own", "By the practitioner, about their own work"


class Help(models.TextChoices):
    """Answers given with help run higher, so help stands beside them."""

    NONE = "none", "Nobody helped"
    ASSISTED = "assisted", "Somebody read them aloud or wrote them down"
    INTERPRETER = "interpreter", "An interpreter helped"


class StandingManager(models.Manager["Answers"]):
    """Answers that stand: corrected versions and what was set aside are left out.

    Whatever reads answers begins here, so that forgetting a filter counts nothing twice.
    """

    def get_queryset(self) -> models.QuerySet[Answers]:
        return super().get_queryset().filter(stands("pk"))


def stands(answers: str) -> models.expressions.Combinable:
    """A condition: no slip was found in these answers. answers: the column that names them."""
    slips = apps.get_model("measures", "Slip")._default_manager.filter(
        organisation_id=models.OuterRef("organisation_id"), answers_id=models.OuterRef(answers)
    )
    return ~models.Exists(slips)


class Answers(models.Model):
    """One carer's answers to one questionnaire at one point. Why: to see together what changed.

    Answers and scores are coded and not sealed: they serve statistics, hold no
    words, and are counted as pseudonymised personal data. A row never changes: a slip is
    corrected by a later version, which counts from then on. `objects` are those that stand.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    carer = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, db_constraint=False, related_name="answers"
    )
    journey_id = models.UUIDField()
    pack_version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="+")
    questionnaire = models.CharField(max_length=40)
    point = models.CharField(max_length=40)  # of the pack’s schedule, or "session-4"
    mode = models.CharField(max_length=12, choices=Mode)
    help = models.CharField(max_length=12, choices=Help, default=Help.NONE, db_default=Help.NONE)
    # In which language the questions stood before them; whoever interpreted is in `help`.
    language = models.CharField(max_length=10, default="en", db_default="en")
    given_on = models.DateField()
    given = models.JSONField()  # item → answer; an item left out is absent
    scores = models.JSONField()  # subscale or "total" → score, null when too much is missing
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    # Whose work it is about, where it goes to supervision first: see ForSupervision.
    kept_from = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False,
        related_name="+",
    )  # fmt: skip
    # What stood here before: a version with a slip, or a set that was set aside.
    version = models.PositiveSmallIntegerField(default=1, db_default=1)
    after = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, db_constraint=False,
        related_name="+",
    )  # fmt: skip

    objects = StandingManager()
    every: ClassVar[models.Manager[Answers]] = models.Manager()

    class Meta:
        ordering = ["given_on", "id"]
        verbose_name_plural = "answers"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(point__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="measures_answers_point_known",
            ),
            one_of("mode", Mode),
            one_of("help", Help),
            models.UniqueConstraint(
                fields=[
                    "organisation",
                    "journey_id",
                    "carer",
                    "questionnaire",
                    "point",
                    "version",
                ],
                name="answered_once_a_version",
            ),
            models.CheckConstraint(
                condition=models.Q(version=1, after=None)
                | models.Q(version__gt=1, after__isnull=False),
                name="measures_answers_after_another",
            ),
        ]
        # Few among many: a report finds them without reading the others.
        indexes = [
            models.Index(
                fields=["organisation", "carer"], condition=models.Q(point=WAITING),
                name="answered_while_waiting",
            )
        ]  # fmt: skip


class AnswerWords(OfFamily):
    """What a carer wrote to an open question. Why: what they want changed is read, and acted on."""

    answers = link_to(Answers, related_name="words")
    carer = link_to(FamilyMember)
    item = models.CharField(max_length=40)
    words = SealedText()

    class Meta:
        ordering = ["answers", "item"]
        verbose_name_plural = "answer words"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "answers", "item"], name="words_once_an_item"
            )
        ]
