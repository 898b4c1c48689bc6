"""What the public door may touch: nothing in it can that door read in words."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils import timezone

from safehome.families.models import OfOrganisation, somebody
from safehome.families.models.family import new_reference
from safehome.kit.records import both_or_neither, one_of


class Urgency(models.TextChoices):
    TODAY = "today", "Somebody should ring today"
    SOON = "soon", "Within a week"
    ORDINARY = "ordinary", "In turn"


class FrontDoor(OfOrganisation):
    """An organisation's way in for referrers. Why: it is open, or it is closed and says so.

    A change is a new row; the newest holds. public_key: what is handed in is
    sealed to it, and the private half lies in the keyring.
    """

    public_key = models.BinaryField()
    is_open = models.BooleanField(default=True)
    answer_within_days = models.PositiveSmallIntegerField(default=3)  # working days
    words = models.TextField(blank=True, default="")  # shown to referrers; about nobody
    phone = models.CharField(max_length=40, blank=True, default="")
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-written_at", "-id"]


class Started(OfOrganisation):
    """A referral that somebody is writing at the public door. Why: saved, and found again.

    body: sealed with a key made from the referrer's code, which is not kept.
    """

    reference = models.CharField(max_length=9, default=new_reference)
    code_check = models.BinaryField()  # tells a right code from a wrong one
    salt = models.BinaryField()
    body = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference"], name="started_reference_once"
            )
        ]


class Arrival(OfOrganisation):
    """A referral as it was handed in. Why: it waits here, sealed, until the staff takes it in.

    urgency stands outside the box, so that one that asks for a call today is
    seen before anybody opens it. box: emptied when it is taken in.
    """

    reference = models.CharField(max_length=9)
    box = models.BinaryField()  # sealed to the organisation
    urgency = models.CharField(max_length=8, choices=Urgency, default=Urgency.ORDINARY)
    arrived_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = somebody(optional=True)

    class Meta:
        ordering = ["arrived_at"]
        constraints = [
            both_or_neither("taken_at", "taken_by"),
            one_of("urgency", Urgency),
            models.UniqueConstraint(fields=["organisation", "reference"], name="arrived_once"),
        ]

    def mark_taken(self, person: UUID) -> None:
        """Taken in, and its box emptied: it lives on as a referral."""
        self.taken_at, self.taken_by_id, self.box = timezone.now(), person, b""
        self.save(update_fields=["taken_at", "taken_by_id", "box"])


class Following(OfOrganisation):
    """A referrer's way to see what became of a referral. Why: they are told what they may know.

    For a referral by telephone the staff makes one and reads out the code.
    """

    reference = models.CharField(max_length=9)
    code_check = models.BinaryField()
    salt = models.BinaryField()
    begun_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference"], name="followed_reference_once"
            )
        ]


class Knock(OfOrganisation):
    """How often something was tried lately. Why: floods are slowed without anybody being tracked.

    bucket: a keyed hash of an address and an act, made with a key that changes each day.
    """

    bucket = models.BinaryField()
    begun_at = models.DateTimeField(default=timezone.now)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "bucket"], name="knocked_once")
        ]
