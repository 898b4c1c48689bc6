"""A referral, and what its referrer may learn of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from safehome.families.models import Family, OfOrganisation, link_to, somebody
from safehome.families.models.family import new_reference
from safehome.kit.records import one_of
from safehome.referrals.models.door import Following, Urgency
from safehome.vault.fields import SealedText


class ReferrerKind(models.TextChoices):
    SOCIAL_CARE = "social-care", "Children's social care"
    SCHOOL = "school", "School or college"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    YOUTH_JUSTICE = "youth-justice", "Youth justice"
    CHARITY = "charity", "Charity or community group"
    CARER = "carer", "A parent or carer themselves"
    OTHER = "other", "Somebody else"


class Referral(OfOrganisation):
    """A family that somebody thinks of for the programme. Why: its story is told once.

    Sealed with a key of its own (under its own id, as a family's is), because
    most have no record here yet and some never will. text: what it says. became:
    the family's record, once it is open. kept_from: staff who know the family
    outside work, and must not see this, nor that record.
    """

    reference = models.CharField(max_length=9, default=new_reference)
    by_telephone = models.BooleanField(default=False)
    referrer_kind = models.CharField(max_length=14, choices=ReferrerKind)
    urgency = models.CharField(max_length=8, choices=Urgency)
    handed_in_at = models.DateTimeField(null=True, blank=True)  # null: still being taken down
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = somebody()
    became = link_to(Family, null=True, blank=True, related_name="referrals")
    kept_from = ArrayField(models.UUIDField(), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-handed_in_at", "-entered_at"]
        constraints = [
            one_of("referrer_kind", ReferrerKind),
            one_of("urgency", Urgency),
            models.UniqueConstraint(
                fields=["organisation", "reference"], name="referral_reference_once"
            ),
        ]

    @property
    def family_id(self) -> object:
        """So that a referral seals and is logged as a family's own records are."""
        return self.pk

    def keep(self, body: str) -> None:
        """Write what it says, in place of what it said. It must be saved before, and open."""
        text: ReferralText | None = getattr(self, "text", None)
        if text is None:
            text = ReferralText(pk=self.pk, organisation_id=self.organisation_id, referral=self)
        text.body = body
        text.save()


class ReferralText(OfOrganisation):
    """What a referral says. Why: it speaks of everybody at once, and not everybody may know of all.

    body: JSON of `body.Body`, or of `writing.Writing` while it is still being taken
    down. Row security hides it while the family has a member of whom the reader may
    not know. Its id is the referral's: see `sealed_as`.
    """

    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, db_constraint=False, related_name="text"
    )
    body = SealedText(family="referral_id", sealed_as="referrals_referral|body")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=models.F("referral")), name="sealed_with_its_referral"
            )
        ]

    @property
    def family_id(self) -> object:
        """Sealed and logged with its referral."""
        return self.referral_id


class Stage(models.TextChoices):
    RECEIVED = "received", "We have it"
    LOOKED_AT = "looked-at", "We are looking at it"
    MORE = "more", "We need to ask you something: please ring us"
    WAITING = "waiting", "The family is on the waiting list"
    BEGUN = "begun", "Work with the family has begun"
    NOT_HERE = "not-here", "We are not the right service now: we have written to you"
    CLOSED = "closed", "Our part has ended"


class WhatBecame(OfOrganisation):
    """A step that the referrer may see. Why: they learn what was agreed, in fixed words."""

    following = link_to(Following, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    said_at = models.DateTimeField(default=timezone.now)
    said_by = somebody()

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [one_of("stage", Stage)]
