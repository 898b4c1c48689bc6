"""Who was told what; who knows what; letters and the templates they begin from."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.families.models import FamilyMember, OfFamily, OfOrganisation, link_to, somebody
from safehome.kit.records import both_or_neither, one_of
from safehome.network.models import Professional
from safehome.notices.models import Notice
from safehome.vault.fields import SealedText


class Manner(OfOrganisation):
    """How an organisation writes. Why: a letter has a head, a number to ring and time to think.

    A change is a new row; the newest holds.
    """

    phone = models.CharField(max_length=40, blank=True)
    letterhead = models.CharField(max_length=400, blank=True)
    wait_minutes = models.PositiveSmallIntegerField(default=30)  # in which a letter can be recalled
    every_sessions = models.PositiveSmallIntegerField(default=4)  # carers outside the sessions hear
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-written_at", "-id"]


class LetterTemplate(OfOrganisation):
    """An organisation's own letter. Why: services have words of their own beside the pack's.

    A change is a new row under the same key; the newest that is not retired holds.
    """

    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    to = models.CharField(max_length=20)  # carer, child, referrer, school, professional
    language = models.CharField(max_length=10, default="en")
    body = models.TextField()  # nobody's data: a template holds places, not people
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = somebody(optional=True)

    class Meta:
        ordering = ["key", "-written_at"]
        constraints = [both_or_neither("retired_at", "retired_by")]


class Matter(models.TextChoices):
    """What somebody may know or be told."""

    REFERRAL = "referral", "That the family was referred"
    TAKING_PART = "taking-part", "That they take part"
    PROGRESS = "progress", "How far the programme is"
    BEHAVIOUR = "behaviour", "What has happened, in outline"
    PLAN = "plan", "The safety plan, or their part of it"
    REVIEW = "review", "A review and what follows"
    CONCERN = "concern", "That there is a worry about a child"
    ENDING = "ending", "That the work has ended"
    ADDRESS = "address", "Where somebody lives"
    OTHER = "other", "Something else"


class Basis(models.TextChoices):
    AGREED = "agreed", "They agreed"
    EXPLAINED = "explained", "Explained to them at the start"
    SAFEGUARDING = "safeguarding", "To keep a child safe"
    COURT = "court", "A court or the law asks it"
    THEMSELVES = "themselves", "It is about themselves"


class LetterFormat(models.TextChoices):
    STANDARD = "standard", "Standard"
    LARGE = "large", "Large print"
    EASY = "easy", "Easy read"


class Letter(OfFamily):
    """A letter to one person. Why: what was said, to whom and where it went, stays on record.

    Its words and address are fixed when it is written. It waits until
    `goes_after`; until then it can be called back.
    """

    template = models.CharField(max_length=60)  # "pack:review" or "own:review"
    matter = models.CharField(max_length=12, choices=Matter, default=Matter.OTHER)
    basis = models.CharField(max_length=12, choices=Basis, default=Basis.THEMSELVES)
    agreement = link_to(Agreement, null=True, blank=True)
    title = SealedText()
    body = SealedText()
    language = models.CharField(max_length=10)
    format = models.CharField(max_length=8, choices=LetterFormat)
    member = link_to(FamilyMember, null=True, blank=True)
    professional = link_to(Professional, null=True, blank=True)
    address = SealedText()  # as it was confirmed when the letter was written
    channel = models.CharField(max_length=10)
    # Homes hidden when it was last looked at: one hidden since holds it.
    hidden_homes = ArrayField(models.UUIDField(), default=list, db_default=[])
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()
    needs_second_person = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = somebody(optional=True)
    goes_after = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = somebody(optional=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = somebody(optional=True)
    notice = link_to(Notice, null=True, blank=True)

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            one_of("format", LetterFormat),
            one_of("matter", Matter),
            one_of("basis", Basis),
            both_or_neither("checked_at", "checked_by"),
            both_or_neither("recalled_at", "recalled_by"),
            both_or_neither("sent_at", "sent_by"),
            models.CheckConstraint(
                condition=models.Q(member__isnull=False, professional__isnull=True)
                | models.Q(member__isnull=True, professional__isnull=False),
                name="letter_to_one_person",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True)
                | ~models.Q(checked_by=models.F("written_by")),
                name="letter_checked_by_another",
            ),
        ]


class Told(OfFamily):
    """Somebody was told something. Why: carers and partners are kept informed, and we can show it.

    agreement: the agreement relied upon, when that was the basis.
    """

    member = link_to(FamilyMember, null=True, blank=True)
    professional = link_to(Professional, null=True, blank=True)
    referrer = models.BooleanField(default=False)
    matter = models.CharField(max_length=12, choices=Matter)
    words = SealedText()
    told_on = models.DateField()
    how = models.CharField(max_length=10)  # a channel
    basis = models.CharField(max_length=12, choices=Basis)
    agreement = link_to(Agreement, null=True, blank=True)
    letter = link_to(Letter, null=True, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-told_on", "-written_at"]
        verbose_name_plural = "told"
        constraints = [
            one_of("matter", Matter),
            one_of("basis", Basis),
            models.CheckConstraint(
                condition=models.Q(referrer=True, member=None, professional=None)
                | models.Q(referrer=False, member__isnull=False, professional=None)
                | models.Q(referrer=False, member=None, professional__isnull=False),
                name="told_to_one_person",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "family", "-told_on"], name="told_by_family")
        ]


class Awareness(models.TextChoices):
    KNOWS = "knows", "Knows"
    IN_PART = "in-part", "Knows in part"
    NOT = "not", "Does not know"
    MUST_NOT = "must-not", "Must not be told"


class Knowing(OfFamily):
    """Whether somebody knows a matter. Why: nobody is told by a slip what they did not know.

    A change is a new row; the newest holds.
    """

    member = link_to(FamilyMember, null=True, blank=True)
    professional = link_to(Professional, null=True, blank=True)
    matter = models.CharField(max_length=12, choices=Matter)
    knows = models.CharField(max_length=8, choices=Awareness)
    words = SealedText()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name_plural = "knowing"
        constraints = [
            one_of("matter", Matter),
            one_of("knows", Awareness),
            models.CheckConstraint(
                condition=models.Q(member__isnull=False, professional__isnull=True)
                | models.Q(member__isnull=True, professional__isnull=False),
                name="knowing_of_one_person",
            ),
        ]
