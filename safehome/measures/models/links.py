"""A private link, by which a carer answers alone and away from us."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.programme.models import PackVersion


class LinkEnded(models.TextChoices):
    """Why a link opens nothing any more, though nothing was sent by it."""

    BY_US = "by-us", "Ended by us"
    RUN_OUT = "run-out", "Its last day has passed"
    ANSWERED = "answered", "The questions were answered another way"
    LEFT = "left", "The carer no longer takes part"
    OVER = "over", "The journey ended"
    BEGUN = "begun", "A journey began"
    SAID_NO = "said-no", "The carer does not agree to be asked any more"


def names(**options: object) -> ArrayField[list[str], list[str]]:
    """Ids of questionnaires."""
    return ArrayField(models.CharField(max_length=40), **options)  # type: ignore[arg-type]


class PrivateLink(OfFamily):
    """A link for one carer, to the questions of one point. Why: some things are said more freely
    alone.

    sheet: the questions, sealed with a key that only the link's own code makes. written:
    what was answered so far, sealed with one that only the carer's browser holds. box:
    what was sent, which only the organisation's staff can open. What happens at the
    public door is written by the database's own functions.
    """

    carer = link_to(FamilyMember)
    journey_id = models.UUIDField()
    pack_version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="+")
    point = models.CharField(max_length=40)
    language = models.CharField(max_length=10, default="en", db_default="en")
    asked = names()  # as the link was made
    to_answer = names()  # less what was answered another way since
    for_supervision = names(default=list)  # as the carer was told when it was made
    kept_from = somebody(optional=True)
    not_kept = names(default=list)  # sent, though answered another way meanwhile
    token_hash = models.BinaryField()  # SHA-256
    sheet = models.BinaryField()
    public_key = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = somebody()
    until = models.DateTimeField()
    browser_hash = models.BinaryField(null=True, blank=True)  # SHA-256
    begun_at = models.DateTimeField(null=True, blank=True)
    written = models.BinaryField(default=bytes, db_default=b"")
    sent_at = models.DateTimeField(null=True, blank=True)
    box = models.BinaryField(default=bytes, db_default=b"")
    taken_in_at = models.DateTimeField(null=True, blank=True)
    taken_in_by = somebody(optional=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=8, choices=LinkEnded, blank=True, default="")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(point__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="private_link_point_known",
            ),
            models.UniqueConstraint(
                fields=["organisation", "token_hash"], name="private_link_by_its_token"
            ),
            models.UniqueConstraint(
                fields=["organisation", "journey_id", "carer", "point"],
                condition=Q(sent_at=None, ended_at=None), name="one_private_link_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="")
                | Q(ended_at__isnull=False, ended_because__in=LinkEnded.values),
                name="private_link_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(ended_at=None), name="private_link_sent_or_ended"
            ),
            models.CheckConstraint(
                condition=Q(taken_in_at=None, taken_in_by=None)
                | Q(taken_in_at__isnull=False, taken_in_by__isnull=False, sent_at__isnull=False),
                name="private_link_taken_in_once_sent",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["token_hash"], name="private_links_by_token"),
            models.Index(fields=["organisation", "journey_id"], name="private_links_of_journey"),
            models.Index(
                fields=["until"], condition=Q(sent_at=None, ended_at=None),
                name="private_links_to_end",
            ),
        ]  # fmt: skip

    @property
    def of_waiting(self) -> bool:
        """Whether it asks a carer who waits: the family's own id stands where a journey's would."""
        return self.journey_id == self.family_id

    def is_open(self) -> bool:
        """Whether something can still come by it."""
        return self.sent_at is None and self.ended_at is None and self.until > timezone.now()
