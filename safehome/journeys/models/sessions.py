"""The meetings of a journey."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from safehome.families.models import Family
from safehome.journeys.models.journey import Journey
from safehome.kit.ids import new_id
from safehome.kit.records import both_or_neither, one_of
from safehome.people.models import Organisation, Person
from safehome.vault.fields import SealedText


class Setting(models.TextChoices):
    HOME = "home", "At the family's home"
    OFFICE = "office", "At our place"
    ELSEWHERE = "elsewhere", "Somewhere else"
    VIDEO = "video", "By video"
    PHONE = "phone", "By telephone"


class SessionKind(models.TextChoices):
    PLANNED = "planned", "Planned"
    EXTRA = "extra", "Extra"


class Sign(models.TextChoices):
    """Whether a child's safety is in what worried the practitioner."""

    NONE = "none", "No, it is about something else"
    AMBER = "amber", "An early sign, amber: something is harder than it was"
    RED = "red", "A red sign: a child may not be safe"


class SessionQuerySet(models.QuerySet["Session"]):
    def still_to_hold(self) -> SessionQuerySet:
        return self.filter(signed_at=None, journey__ended_at=None)

    def signed(self) -> SessionQuerySet:
        return self.filter(signed_at__isnull=False)


class Session(models.Model):
    """One of the meetings that make up a journey.

    What the family was offered is fixed by the pack; what happened is written
    here once, signed, and corrected only by adding a note.
    Why: a family's way through the programme is made of these.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    journey = models.ForeignKey(
        Journey, on_delete=models.PROTECT, db_constraint=False, related_name="sessions"
    )
    number = models.PositiveSmallIntegerField()  # the place in this journey
    pack_session = models.PositiveSmallIntegerField(null=True, blank=True)  # in the pack
    kind = models.CharField(max_length=8, choices=SessionKind, default=SessionKind.PLANNED)
    planned_for = models.DateTimeField()
    setting = models.CharField(max_length=10, choices=Setting, default=Setting.HOME)
    # What happened. Written as a draft, kept whole at sign-off.
    held_on = models.DateField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    wellbeing = SealedText()
    support_challenge = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    support_challenge_note = SealedText()
    worries = SealedText()
    sign = models.CharField(max_length=5, choices=Sign, blank=True, default="", db_default="")
    home_activity = SealedText()
    next_step = SealedText()
    self_rating = models.JSONField(default=dict, blank=True)  # item → 0–4, of fidelity
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False,
        related_name="+",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["journey", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "journey", "number"], name="session_numbered_once"
            ),
            both_or_neither("signed_at", "signed_by"),
            one_of("setting", Setting),
            models.CheckConstraint(
                condition=models.Q(sign__in=["", *Sign.values]), name="session_sign_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "planned_for"],
                condition=models.Q(signed_at=None),
                name="sessions_to_hold",
            )
        ]

    def __str__(self) -> str:
        return f"Session {self.number}"
