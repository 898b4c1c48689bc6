"""Looking for duplicates, and deciding whether the programme suits a family."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import Family, OfOrganisation, link_to, somebody
from safehome.kit.records import one_of
from safehome.programme.models import PackVersion
from safehome.referrals.models.referral import Referral
from safehome.vault.fields import SealedText


class Looked(models.TextChoices):
    NOTHING = "nothing", "Nothing alike found"
    ANOTHER = "another", "Alike, and another family"
    SAME = "same", "The same family"


class DuplicateLook(OfOrganisation):
    """A look for records alike, and what was made of it. Why: no family has two files by chance.

    same_as: the family that it is; same_referral: another referral of the same family, while
    neither has a record yet. One of the two then becomes the family, and the other joins it.
    """

    referral = link_to(Referral)
    looked = models.CharField(max_length=8, choices=Looked)
    families = models.PositiveIntegerField()  # how many records were looked through
    same_as = link_to(Family, null=True, blank=True)
    same_referral = link_to(Referral, null=True, blank=True)
    because = SealedText(family="referral_id")
    looked_at = models.DateTimeField(default=timezone.now)
    looked_by = somebody()

    class Meta:
        ordering = ["-looked_at", "-id"]
        constraints = [
            one_of("looked", Looked),
            models.CheckConstraint(
                condition=models.Q(same_referral=None)
                | models.Q(looked="same", same_as=None)
                & ~models.Q(same_referral=models.F("referral")),
                name="the_same_as_another_referral",
            ),
        ]

    @property
    def family_id(self) -> object:
        return self.referral_id


class Suitable(models.TextChoices):
    YES = "yes", "Suitable"
    NO = "no", "Not the right service now"
    MORE = "more", "More is needed to decide"


class Answer(models.TextChoices):
    """What is thought of one criterion."""

    MET = "met", "Met"
    NOT_MET = "not-met", "Not met"
    NOT_KNOWN = "not-known", "Not known"


class Reason(models.TextChoices):
    """Why a family was not taken on. Coded, so that refusals can be counted."""

    NONE = "", "–"
    NO_HSB = "no-hsb", "No harmful sexual behaviour has been displayed"
    NO_THERAPY = "no-therapy", "No therapeutic support for the child, and no way to one"
    NOT_SAFE_YET = "not-safe-yet", "Safety has to come first"
    ENQUIRY = "enquiry", "An enquiry or assessment has to finish first"
    CARER_SAID_NO = "carer-said-no", "The carers did not want it"
    OTHER_SERVICE = "other-service", "Another service fits better"
    AREA = "area", "Outside our area"
    NO_ROOM = "no-room", "We have no room"
    OTHER = "other", "Another reason"


class Suitability(OfOrganisation):
    """A decision on a referral, with its reasons. Why: it can be explained, years later.

    criteria: the pack's criteria, each "met", "not-met" or "not-known"; notes: JSON,
    what was noted of each. A changed mind is a new row; the newest holds.
    """

    referral = link_to(Referral, related_name="decisions")
    decision = models.CharField(max_length=4, choices=Suitable)
    reason = models.CharField(max_length=14, choices=Reason, blank=True, default="")
    criteria = models.JSONField(default=dict)
    notes = SealedText(family="referral_id")
    pack_version = models.ForeignKey(
        PackVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    therapy = models.CharField(max_length=12)  # a status of network.TherapyStatus
    way_to_therapy = SealedText(family="referral_id")
    words = SealedText(family="referral_id")
    signposts = SealedText(family="referral_id")
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = somebody()

    class Meta:
        ordering = ["-decided_at", "-id"]
        verbose_name_plural = "suitabilities"
        constraints = [
            one_of("decision", Suitable),
            one_of("reason", Reason),
            models.CheckConstraint(
                condition=~models.Q(decision="no") | ~models.Q(reason=""),
                name="a_refusal_has_a_reason",
            ),
        ]

    @property
    def family_id(self) -> object:
        return self.referral_id
