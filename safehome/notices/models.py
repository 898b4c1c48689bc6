"""Messages on their way out."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import (
    Channel,
    FamilyMember,
    OfFamily,
    OfOrganisation,
    link_to,
    somebody,
)
from safehome.kit.records import both_or_neither, one_of
from safehome.measures.models import PrivateLink
from safehome.network.models import Professional
from safehome.people.models import Person


class NoticeKind(models.TextChoices):
    """What a notice is for. The words it sends are fixed and say nothing (`wording.py`)."""

    PLEASE_RING = "please-ring", "Please ring us"
    LETTER_READY = "letter-ready", "Something is ready for you"
    MEETING = "meeting", "Our next meeting"
    MEETING_MOVED = "meeting-moved", "Our next meeting has moved"
    LETTER = "letter", "A letter, to a professional"
    PRIVATE_LINK = "private-link", "A private link"


# Letters have their own room, and a private link is sent where it is made.
WRITTEN_ELSEWHERE = frozenset({NoticeKind.LETTER, NoticeKind.PRIVATE_LINK})


class Held(models.TextChoices):
    """Why a notice did not go. Each asks somebody to look again."""

    RULE = "rule", "The rule for reaching them does not allow it"
    REVIEW = "review", "The rule for reaching them is overdue for review"
    TIME = "time", "It would have come outside the days or times they agreed to"
    SIGHT = "sight", "Whoever wrote it can no longer see the family or this person"
    UNCONFIRMED = "unconfirmed", "What is written of them has changed, or is no longer confirmed"
    SECOND = "second", "A second person reads it first: the family has a warning"
    FAILED = "failed", "It could not be handed over to whoever carries it"
    HOME = "home", "A home was hidden since it was written: somebody reads it again"
    GROUND = "ground", "The agreement that it relied on is no longer in force"
    TOLD = "told", "They must not be told this, by what was written since"
    PERHAPS = "perhaps", "Handing it over was cut short. Ring and ask before you write again"
    PASSED = "passed", "The meeting that it speaks of had begun before it could go"
    CALLED_BACK = "called-back", "Its letter was called back"
    LINK = "link-over", "Its private link was in use, or had ended, before it could go"


class Sender(OfOrganisation):
    """Who a message says it is from. Why: a name on a lit screen must give nothing away.

    A change is a new row; the newest holds.
    """

    name = models.CharField(max_length=40)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-written_at", "-id"]


class Bell(OfOrganisation):
    """Word to one of the staff that something arrived. Why: no referral lies unseen for days.

    rang_at: noted before it is handed over. up_to: when the newest of what it is
    about arrived. failed_at: nobody took it, so it rings again after an hour.
    """

    person = link_to(Person)
    rang_at = models.DateTimeField()
    up_to = models.DateTimeField()
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-rang_at"]
        indexes = [
            models.Index(fields=["organisation", "person", "-rang_at"], name="bells_by_person")
        ]


class Notice(OfFamily):
    """A message to one person. Why: what goes out is checked when it goes, and is on record.

    box: address and words, sealed so that only the worker can open them, and emptied once
    the message has gone, is held or is called back. version: the recipient's, when it was
    written: a contact corrected since is looked at again. private_link: the one whose
    address it carries; its code is in the box and nowhere else.
    handing_at: noted before it is handed over, so that what is cut short in between is
    never sent a second time by itself.
    """

    kind = models.CharField(max_length=14, choices=NoticeKind)
    channel = models.CharField(max_length=10, choices=Channel)
    member = link_to(FamilyMember, null=True, blank=True)
    professional = link_to(Professional, null=True, blank=True)
    private_link = link_to(PrivateLink, null=True, blank=True)
    language = models.CharField(max_length=10, default="en", db_default="en")
    meets_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    box = models.BinaryField()
    not_before = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = somebody(optional=True)
    handing_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_because = models.CharField(max_length=12, choices=Held, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            one_of("kind", NoticeKind),
            one_of("channel", Channel),
            both_or_neither("recalled_at", "recalled_by"),
            models.CheckConstraint(
                condition=models.Q(member__isnull=False, professional__isnull=True)
                | models.Q(member__isnull=True, professional__isnull=False),
                name="notice_to_one_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=NoticeKind.PRIVATE_LINK)
                & models.Q(private_link__isnull=True)
                | models.Q(
                    kind=NoticeKind.PRIVATE_LINK, private_link__isnull=False, member__isnull=False
                ),
                name="notice_of_a_private_link",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(sent_at=None, held_at=None, recalled_at=None),
                name="notices_to_send",
            )
        ]
