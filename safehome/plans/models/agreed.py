"""Who agreed to a version, who approved it, what did not work, and looking at it again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from safehome.agreements.models import How
from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.kit.records import both_or_neither, one_of
from safehome.plans.models.plan import Plan, Version
from safehome.vault.fields import SealedText


class Stand(models.TextChoices):
    """How somebody stands to a version."""

    AGREES = "agrees", "Agrees"
    DIFFERS = "differs", "Does not agree"
    CONTENT = "content", "Is content with it (a child)"
    NOT_CONTENT = "not-content", "Is not content with it (a child)"
    NOT_ASKED = "not-asked", "Was not asked"


class Said(OfFamily):
    """How one person stands to a version. Why: dissent stands with the plan, and is not smoothed.

    A changed mind is a new row. It holds for the words that stood there when it
    was said: once a line changes, they are asked again. signature: the drawn line
    as an SVG path, the name as typed, or where the paper lies; empty when it was
    only said.
    """

    version = link_to(Version, related_name="said")
    member = link_to(FamilyMember)
    stand = models.CharField(max_length=12, choices=Stand)
    words = SealedText()  # their own; or why they were not asked
    how = models.CharField(max_length=12, choices=How, blank=True, default="", db_default="")
    signature = SealedText()
    said_on = models.DateField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name_plural = "said"
        constraints = [
            one_of("stand", Stand),
            models.CheckConstraint(
                condition=Q(how__in=["", *How.values]), name="plans_said_how_known"
            ),
        ]


class Approval(OfFamily):
    """What a supervisor says of a version. Why: no plan is answered for by its writer alone."""

    version = link_to(Version, related_name="approvals")
    approved = models.BooleanField()
    comment = SealedText()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-written_at", "-id"]


class BreachKind(models.TextChoices):
    BREACH = "breach", "A line was not kept"
    NEAR_MISS = "near-miss", "It nearly went wrong"
    CANNOT_BE_KEPT = "cannot-be-kept", "A line turned out not to work"


class Breach(OfFamily):
    """What did not work. Why: it stays with the version in force, and the next must answer it."""

    plan = link_to(Plan, related_name="breaches")
    version = link_to(Version)  # the one in force on that day
    root = models.UUIDField(null=True, blank=True)  # the line it is about
    kind = models.CharField(max_length=16, choices=BreachKind)
    happened_on = models.DateField()
    what = SealedText()  # in neutral words, without detail that is not needed
    did = SealedText()  # what was done then
    told_by = SealedText()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-happened_on", "-written_at"]
        verbose_name_plural = "breaches"
        constraints = [one_of("kind", BreachKind)]


class Answer(OfFamily):
    """What a version does about a breach. Why: learning shows in the plan, or nowhere."""

    version = link_to(Version, related_name="answers")
    breach = link_to(Breach, related_name="answers")
    words = SealedText()
    root = models.UUIDField(null=True, blank=True)  # the line that is new or changed for it
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version", "breach"], name="breach_answered_once"
            )
        ]


class Why(models.TextChoices):
    """Why a plan is looked at again."""

    DUE = "due", "The day has come"
    BREACH = "breach", "Something did not work"
    CONCERN = "concern", "A worry about a child"
    SIGN = "sign", "An amber or red sign"
    MOVE = "move", "Somebody moved"
    JOINED = "joined", "Somebody is new at home"
    NEW_BABY = "new-baby", "A new baby"
    NEW_PARTNER = "new-partner", "A new partner"
    THERAPY_ENDS = "therapy-ends", "The child’s own programme ends"
    SCHOOL = "school", "A change of school"
    ASKED = "asked", "Somebody of the family asked"


# What is noted elsewhere, in the record of a session, and bears on every plan of a family.
NOTED = (Why.CONCERN, Why.SIGN)


class Sign(OfFamily):
    """That a sign or a worry about a child was noted. Why: every plan is looked at again for it.

    Only that it was, and when: its words stand where it was noted. Never changed; a
    review that is held afterwards answers it.
    """

    why = models.CharField(max_length=12, choices=Why)
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = somebody()

    class Meta:
        ordering = ["noted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=[one.value for one in NOTED]), name="plans_sign_why_known"
            )
        ]
        indexes = [models.Index(fields=["organisation", "family"], name="signs_of_a_family")]


class Outcome(models.TextChoices):
    KEEP = "keep", "Keep it as it is"
    CHANGE = "change", "Change it: a new version"
    STEP_DOWN = "step-down", "Less close: a new version"
    STEP_UP = "step-up", "Closer again: a new version"
    CLOSE = "close", "It has done its work: close it"


class Review(OfFamily):
    """Looking at a plan again. Why: asked for with a reason, held with every voice, decided.

    Asked first; the rest is filled when it is held, once.
    """

    plan = link_to(Plan, related_name="reviews")
    why = models.CharField(max_length=12, choices=Why)
    note = SealedText()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = somebody()
    held_on = models.DateField(null=True, blank=True)
    worked = SealedText()
    did_not = SealedText()
    children_say = SealedText()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")
    because = SealedText()
    next_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = somebody(optional=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            one_of("why", Why),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]), name="plans_review_outcome_known"
            ),
            both_or_neither("written_at", "written_by"),
            both_or_neither("written_at", "held_on"),
        ]


class Rehearsal(OfFamily):
    """A what-if that was walked through. Why: what was practised works at three in the morning."""

    version = link_to(Version, related_name="rehearsals")
    prompt = models.CharField(max_length=80, blank=True, default="", db_default="")  # of the pack
    what_if = SealedText()
    we_would = SealedText()
    who = SealedText()  # who was there
    rehearsed_on = models.DateField(null=True, blank=True)
    how_it_went = SealedText()
    changed = SealedText()  # what it changed in the plan
    root = models.UUIDField(null=True, blank=True)  # the line that is new or changed for it
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["written_at", "id"]


class CopyKind(models.TextChoices):
    STANDARD = "standard", "A4"
    LARGE = "large", "Large print"
    EASY = "easy", "Easy read"
    CARD = "card", "Pocket card"
    CHILD = "child", "The child’s own"
    PHONE = "phone", "On a phone"


class Copy(OfFamily):
    """A copy that left the house. Why: whoever holds one is known, and hears when it is withdrawn.

    for_role: cut to the lines of the person who gets it; otherwise the whole.
    """

    version = link_to(Version, related_name="copies")
    kind = models.CharField(max_length=8, choices=CopyKind)
    for_role = models.BooleanField(default=False)
    member = link_to(FamilyMember, null=True, blank=True)
    professional = link_to("network.Professional", null=True, blank=True)
    how = models.CharField(max_length=10)  # a channel: by hand, by post, by e-mail
    given_on = models.DateField()
    expires_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = somebody()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = somebody(optional=True)
    withdrawn_because = SealedText()
    returned_on = models.DateField(null=True, blank=True)  # handed back or destroyed

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name_plural = "copies"
        constraints = [
            one_of("kind", CopyKind),
            both_or_neither("withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, professional__isnull=True)
                | Q(member__isnull=True, professional__isnull=False),
                name="copy_for_one_person",
            ),
        ]
