"""A copy on a carer's own telephone, where it opens with no network."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.plans.models.agreed import Copy
from safehome.plans.models.plan import Plan, Version
from safehome.vault.fields import SealedText


class Explained(models.TextChoices):
    """What is gone through with a carer before a copy goes on their telephone."""

    CHOICE = "choice", "Nobody has to have it. The pocket card is there instead"
    SEEN = "seen", "Whoever knows the PIN, or looks over their shoulder, can read it"
    FOUND = "found", "An icon called “Notes” is on the phone, and somebody may ask what it is"
    SHARED = "shared", "A phone that others use, check or manage is not a place for it"
    PIN = "pin", "They choose the PIN. Nobody can look it up: forgotten, the copy is lost"
    ERASED = "erased", "Five wrong PINs erase it; so does holding Leave, and so does its last day"
    WITHDRAWN = "withdrawn", "We can withdraw it: the phone erases it when it next has network"
    KNOWN = "known", "We are told that it was erased, not why, and never when they read it"
    OLD = "old", "It does not change by itself: after a new version they ask for a new one"


class PhoneCopy(OfFamily):
    """A copy on a carer's telephone. Why: it was asked for, explained, and can be withdrawn.

    box: the cut, sealed with a key that is kept nowhere but in the link; emptied when
    the telephone has fetched it, and when the link ends. What comes after is written
    by the database's own functions, as the telephone asks or the plan changes.
    """

    copy = link_to(Copy, related_name="phones")
    plan = link_to(Plan)
    version = link_to(Version)
    member = link_to(FamilyMember)
    token_hash = models.BinaryField()  # SHA-256
    box = models.BinaryField()
    explained = ArrayField(models.CharField(max_length=10))  # codes of Explained
    said_back = SealedText()  # what it means, in the carer's own words
    made_at = models.DateTimeField(default=timezone.now)
    made_by = somebody()  # who explained it, then
    link_until = models.DateTimeField()
    until = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    newer_at = models.DateTimeField(null=True, blank=True)  # a newer version came into force
    ended_at = models.DateTimeField(null=True, blank=True)  # withdrawn, given back, plan closed
    erased_at = models.DateTimeField(null=True, blank=True)  # as the telephone told

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name_plural = "phone copies"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "copy"], name="copy_on_one_phone"),
            models.UniqueConstraint(
                fields=["organisation", "token_hash"], name="phone_copy_by_its_token"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(taken_at__isnull=False),
                name="phone_copy_erased_where_it_was",
            ),
        ]
        indexes = [
            models.Index(fields=["token_hash"], name="phone_copies_by_token"),
            models.Index(
                fields=["link_until"], condition=~Q(box=b""), name="phone_copies_to_empty"
            ),
        ]
