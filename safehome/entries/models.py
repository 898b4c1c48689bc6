"""Entries of several people, made of passages; documents; warning flags."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.kit.records import both_or_neither, one_of
from safehome.vault.fields import SealedText


class EntryKind(models.TextChoices):
    CALL = "call", "Telephone call"
    VISIT = "visit", "Visit"
    MEETING = "meeting", "Meeting"
    MESSAGE = "message", "Letter or message received"
    INFORMATION = "information", "Information from somebody else"
    EVENT = "event", "Something that happened"
    DECISION = "decision", "Decision"


class Entry(OfFamily):
    """Something worth keeping that is not a session. Why: written once, found with each person.

    It has no title: a title would speak of everybody, wherever one passage may
    be read. An entry is never changed; a correction is another that names it.
    """

    kind = models.CharField(max_length=12, choices=EntryKind)
    happened_on = models.DateField()
    corrects = link_to("self", null=True, blank=True, related_name="corrections")
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-happened_on", "-written_at"]
        verbose_name_plural = "entries"
        constraints = [one_of("kind", EntryKind)]
        indexes = [
            models.Index(fields=["organisation", "family", "-happened_on"], name="entries_by_day")
        ]


class Passage(OfFamily):
    """A part of an entry. Why: whose it is, is said when it is written, and not years later.

    belongs_to: the child whose own this is: never shown through another
    child's record, nor on any carer's side. staff_only: not on a carer's side
    either. Read by `entries.queries` alone, from somebody's viewpoint.
    """

    entry = link_to(Entry, related_name="passages")
    number = models.PositiveSmallIntegerField()
    text = SealedText()
    belongs_to = link_to(FamilyMember, null=True, blank=True)
    staff_only = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["entry", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "entry", "number"], name="passage_numbered_once"
            )
        ]


class PassageAbout(OfFamily):
    """Somebody whom a passage is about. Why: one passage stands in several people's records."""

    passage = link_to(Passage, related_name="about")
    member = link_to(FamilyMember)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "passage", "member"], name="about_somebody_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "member"], name="passages_about")]


class DocumentKind(models.TextChoices):
    ASSESSMENT = "assessment", "Assessment"
    PLAN = "plan", "Plan of another agency"
    MINUTES = "minutes", "Minutes"
    LETTER = "letter", "Letter received"
    AGREEMENT = "agreement", "Signed agreement"
    OTHER = "other", "Something else"


class Document(OfFamily):
    """A file that staff put with a family. Why: what other agencies send belongs beside the rest.

    Kept sealed like words are. A picture is drawn anew before it is kept, so
    that nothing hides in it.
    """

    kind = models.CharField(max_length=12, choices=DocumentKind)
    title = SealedText()
    media_type = models.CharField(max_length=20)  # application/pdf, image/jpeg or image/png
    size = models.PositiveIntegerField()  # bytes, before sealing
    content = SealedText()  # the file in base64
    belongs_to = link_to(FamilyMember, null=True, blank=True)  # as of a passage
    added_at = models.DateTimeField(default=timezone.now)
    added_by = somebody()
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # put with the wrong family
    withdrawn_by = somebody(optional=True)
    withdrawn_because = SealedText()

    class Meta:
        ordering = ["-added_at"]
        constraints = [
            one_of("kind", DocumentKind),
            both_or_neither("withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                condition=models.Q(media_type__in=["application/pdf", "image/jpeg", "image/png"]),
                name="document_of_a_known_kind",
            ),
        ]


class DocumentAbout(OfFamily):
    """Somebody whom a document is about. Why: as of a passage, it is found with each of them."""

    document = link_to(Document, related_name="about")
    member = link_to(FamilyMember)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "document", "member"], name="document_about_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "member"], name="documents_about")]


class FlagKind(models.TextChoices):
    VISITING = "visiting", "Visiting: take care"
    COERCION = "coercion", "Somebody may be controlling somebody"
    WHEREABOUTS = "whereabouts", "Whereabouts must stay unknown to somebody"
    ORDER = "order", "Court order or conditions"
    HEALTH = "health", "Health: know before you meet"
    MEDIA = "media", "Interest of neighbours or press"
    OTHER = "other", "Something else"


class Flag(OfFamily):
    """A warning that everybody who opens the family must see. Why: it must not be overlooked.

    It has a day on which somebody asks whether it is still true. Staff's side only.
    """

    kind = models.CharField(max_length=12, choices=FlagKind)
    words = SealedText()
    about = link_to(FamilyMember, null=True, blank=True)
    needs_second_person = models.BooleanField(default=False)  # before any letter goes
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = somebody()
    review_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = somebody(optional=True)
    ended_because = SealedText()

    class Meta:
        ordering = ["raised_at"]
        constraints = [one_of("kind", FlagKind), both_or_neither("ended_at", "ended_by")]
