"""The professionals around a family, and how far the child's own programme is."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.kit.records import both_or_neither, one_of
from safehome.vault.fields import SealedText


class ProfessionalRole(models.TextChoices):
    SOCIAL_WORKER = "social-worker", "Social worker"
    CHILDS_SOCIAL_WORKER = "childs-social-worker", "Social worker of one child"
    SUPERVISING_SOCIAL_WORKER = "supervising-sw", "Supervising social worker (fostering)"
    THERAPIST = "therapist", "Child's therapist"
    SCHOOL = "school", "School"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    YOUTH_JUSTICE = "youth-justice", "Youth justice"
    REVIEWING_OFFICER = "reviewing-officer", "Reviewing officer"
    ADVOCATE = "advocate", "Advocate"
    INTERPRETER = "interpreter", "Interpreter"
    OTHER = "other", "Somebody else"


class Professional(OfFamily):
    """Somebody who works with the family elsewhere. Why: people are told things by name and role.

    A change of worker ends one and adds another, so that the record says who it
    was at the time. Only contacts that somebody confirmed may be written to.
    """

    name = SealedText()
    agency = SealedText()
    role = models.CharField(max_length=20, choices=ProfessionalRole)
    role_words = SealedText()  # where "somebody else" needs more
    about = link_to(FamilyMember, null=True, blank=True)  # whose worker, when one person's
    phone = SealedText()
    email = SealedText()
    address = SealedText()
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = somebody(optional=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = somebody()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            one_of("role", ProfessionalRole),
            both_or_neither("confirmed_at", "confirmed_by"),
        ]


class TherapyStatus(models.TextChoices):
    NONE = "none", "None, and no way to one yet"
    SOUGHT = "sought", "Being looked for"
    PLANNED = "planned", "Planned"
    UNDER_WAY = "under-way", "Under way"
    PAUSED = "paused", "Paused"
    ENDED = "ended", "Ended"
    NOT_NEEDED = "not-needed", "Assessed: not needed"


class Therapy(OfFamily):
    """How far a child's own therapeutic programme is. Why: ours runs beside it.

    Each change is a new row; the newest holds. Never what is said in it.
    """

    child = link_to(FamilyMember)
    status = models.CharField(max_length=12, choices=TherapyStatus)
    provider = SealedText()
    therapist = link_to(Professional, null=True, blank=True)
    way_to_one = SealedText()  # where there is none: what is done about it
    sharing = SealedText()  # what the two sides agreed to tell each other
    since = models.DateField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name_plural = "therapies"
        constraints = [one_of("status", TherapyStatus)]


class MilestoneKind(models.TextChoices):
    ASSESSED = "assessed", "Assessment finished"
    BEGAN = "began", "Programme began"
    JOINT_REVIEW = "joint-review", "Joint review"
    HALF_WAY = "half-way", "Half-way"
    ENDING = "ending", "Ending agreed"


class Milestone(OfFamily):
    """A step of the child's programme, or a joint review. Why: the two sides meet on purpose."""

    child = link_to(FamilyMember)
    kind = models.CharField(max_length=14, choices=MilestoneKind)
    planned_on = models.DateField(null=True, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["planned_on", "happened_on", "id"]
        constraints = [
            one_of("kind", MilestoneKind),
            models.CheckConstraint(
                condition=models.Q(planned_on__isnull=False) | models.Q(happened_on__isnull=False),
                name="milestone_has_a_day",
            ),
        ]
