"""A plan for one setting, its versions, and what else binds the family there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from safehome.families.models import Household, OfFamily, link_to, somebody
from safehome.kit.records import both_or_neither, one_of
from safehome.vault.fields import SealedText


class Setting(models.TextChoices):
    HOME = "home", "Home"
    SECOND_HOME = "second-home", "Second home"
    SCHOOL = "school", "School"
    RELATIVE = "relative", "With a relative"
    COMMUNITY = "community", "Out and about"
    ONLINE = "online", "Online"


class Plan(OfFamily):
    """What keeps children safe in one setting. Why: each place has its own days and people."""

    setting = models.CharField(max_length=12, choices=Setting)
    called = SealedText()  # which one, such as "Nan's house"; empty when there is only one
    household = link_to(Household, null=True, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = somebody()
    # The day of the next look, once a review kept the version in force as it is.
    look_on = models.DateField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)  # when a review was last written down
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = somebody(optional=True)
    closed_because = SealedText()

    class Meta:
        ordering = ["begun_at", "id"]
        constraints = [one_of("setting", Setting), both_or_neither("closed_at", "closed_by")]
        indexes = [models.Index(fields=["organisation", "family"], name="plans_of_a_family")]


class Stage(models.TextChoices):
    """What a version is for. An interim plan holds until there is a whole one."""

    INTERIM = "interim", "For now"
    WHOLE = "whole", "Whole plan"


class Version(OfFamily):
    """One version of a plan. Why: what was agreed on a day can be looked at on any later day.

    A draft until `in_force_at`; from then on neither it nor its lines, voices
    and accounts can be changed: the database refuses it. Approved by somebody
    who wrote none of it.
    """

    plan = link_to(Plan, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=8, choices=Stage)
    after = link_to("self", null=True, blank=True)  # the version that it began from
    language = models.CharField(max_length=10, default="en")
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = somebody()
    review_on = models.DateField(null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    in_force_by = somebody(optional=True)
    discarded_at = models.DateTimeField(null=True, blank=True)  # a draft that was given up
    discarded_by = somebody(optional=True)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            one_of("stage", Stage),
            both_or_neither("in_force_at", "in_force_by"),
            both_or_neither("discarded_at", "discarded_by"),
            models.UniqueConstraint(
                fields=["organisation", "plan", "number"], name="plan_version_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "plan"],
                condition=Q(in_force_at=None, discarded_at=None),
                name="plan_has_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(in_force_at=None) | Q(discarded_at=None),
                name="plan_version_in_force_is_kept",
            ),
            models.CheckConstraint(
                condition=Q(in_force_at=None) | Q(review_on__isnull=False),
                name="plan_in_force_has_a_review",
            ),
            models.CheckConstraint(
                condition=Q(after=None) | ~Q(after=F("id")), name="plan_version_after_another"
            ),
        ]
        indexes = [
            # What the home page and the indicators look for: what is in force, and until when.
            models.Index(
                fields=["organisation", "review_on"],
                condition=Q(in_force_at__isnull=False),
                name="plans_to_review",
            )
        ]


class ConditionKind(models.TextChoices):
    CHILD_PROTECTION = "child-protection", "Child protection plan"
    CARE = "care", "Care or placement plan"
    COURT = "court", "Court order"
    LICENCE = "licence", "Licence conditions"
    BAIL = "bail", "Bail or police conditions"
    SCHOOL = "school", "School’s own plan"
    THERAPY = "therapy", "Agreed with the child’s therapist"
    OTHER = "other", "Something else"


class Condition(OfFamily):
    """What somebody else has laid down. Why: two sets of rules must not contradict each other.

    Only that it is there and where it can be read: never its detail.
    """

    kind = models.CharField(max_length=16, choices=ConditionKind)
    reference = SealedText()
    clash = SealedText()  # where it and a plan of ours say different things; empty when they agree
    root = models.UUIDField(null=True, blank=True)  # the line that it clashes with, if it is one
    settled = SealedText()  # how that was settled, and with whom
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = somebody(optional=True)
    until = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            one_of("kind", ConditionKind),
            both_or_neither("settled_at", "settled_by"),
        ]


class Exemption(OfFamily):
    """A manager lets sessions begin without a plan for now. Why: somebody answers for it."""

    because = SealedText()
    until = models.DateField()  # that day is the last
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()
    ended_at = models.DateTimeField(null=True, blank=True)  # before its day
    ended_by = somebody(optional=True)

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [both_or_neither("ended_at", "ended_by")]
