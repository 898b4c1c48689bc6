"""What a version says: lines, the hands that do them, each child's voice, each adult's account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.kit.ids import new_id
from safehome.kit.records import both_or_neither, one_of
from safehome.network.models import Professional
from safehome.plans.models.plan import Version
from safehome.vault.fields import SealedText


class Direction(models.TextChoices):
    """Whom a line protects, seen from the child whose behaviour brought the family here."""

    NONE = "", "Not about protecting"
    TO = "to", "Keeps our child from harm"
    FROM = "from", "Keeps others from harm"
    BOTH = "both", "Both"


class Closeness(models.TextChoices):
    """How close an adult is when they look after children."""

    NONE = "", "Not about looking after"
    IN_SIGHT = "in-sight", "In sight"
    IN_HEARING = "in-hearing", "Within hearing"
    CHECKING = "checking", "Looks in now and then"
    ORDINARY = "ordinary", "As for any child of this age"


class Line(OfFamily):
    """One thing that a family does. Why: a plan that is lines can be kept, moved and answered for.

    root: the same in every version that holds this line, so that versions can
    be compared. said_by: the carer whose own words the text is, verbatim.
    instead: where the text says what is not done, what is done instead.
    """

    version = link_to(Version, related_name="lines")
    root = models.UUIDField(default=new_id)
    section = models.CharField(max_length=5)  # a section of the pack, such as "SP4"
    place = models.PositiveSmallIntegerField()  # within its section, from 1
    text = SealedText()
    instead = SealedText()
    said_by = link_to(FamilyMember, null=True, blank=True)
    read_back_at = models.DateTimeField(null=True, blank=True)
    at_times = SealedText()
    at_place = SealedText()
    from_what = SealedText()
    how_we_know = SealedText()
    direction = models.CharField(max_length=4, choices=Direction, blank=True, default="")
    closeness = models.CharField(max_length=10, choices=Closeness, blank=True, default="")
    step_up = SealedText()  # when we go closer again
    step_down = SealedText()  # when it may be less
    to_a_child = SealedText()  # the same in words for a child; on no copy but a child's own
    freedom = models.BooleanField(default=False)  # something ordinary that is kept or given back
    how_sure = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 to 10
    suggestion = models.CharField(max_length=80, blank=True, default="")  # its id in the pack
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()
    removed_at = models.DateTimeField(null=True, blank=True)  # from a draft; can be put back
    removed_by = somebody(optional=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["version", "section", "place"]
        constraints = [
            both_or_neither("removed_at", "removed_by"),
            one_of("direction", Direction),
            one_of("closeness", Closeness),
            models.CheckConstraint(
                condition=Q(how_sure=None) | Q(how_sure__lte=10), name="line_how_sure_to_ten"
            ),
            models.UniqueConstraint(
                fields=["organisation", "version", "root"], name="line_once_in_a_version"
            ),
        ]


class Hand(OfFamily):
    """Somebody who does a line. Why: "we" is nobody; and hours show on whom a plan leans.

    week: when, as [[days, from, to], …]: days 0 to 6 from Monday, minutes after
    that day's midnight, such as [[[0, 1, 2, 3, 4], 930, 1110]]; to is past 1440
    where it goes on into the next day (`plans/weeks.py`).
    """

    version = link_to(Version, related_name="hands")
    line = link_to(Line, related_name="hands")
    member = link_to(FamilyMember, null=True, blank=True)
    professional = link_to(Professional, null=True, blank=True)
    week = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, professional__isnull=True)
                | Q(member__isnull=True, professional__isnull=False),
                name="hand_is_one_person",
            ),
            models.UniqueConstraint(
                fields=["organisation", "line", "member"], name="hand_of_a_member_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "line", "professional"],
                name="hand_of_a_professional_once",
            ),
        ]


class ForChild(OfFamily):
    """A child whom a line is for. Why: no line is for everybody, and no child is without one."""

    version = link_to(Version, related_name="for_children")
    line = link_to(Line, related_name="for_children")
    child = link_to(FamilyMember)

    class Meta:
        verbose_name_plural = "for children"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "line", "child"], name="line_for_a_child_once"
            )
        ]


class Gone(OfFamily):
    """A line of the version before that this one leaves out. Why: nothing goes without a reason."""

    version = link_to(Version, related_name="gone")
    root = models.UUIDField()
    because = SealedText()
    written_by = somebody()

    class Meta:
        verbose_name_plural = "gone"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version", "root"], name="line_gone_once"
            )
        ]


class AskedHow(models.TextChoices):
    TALKING = "talking", "Talking"
    DRAWING = "drawing", "Drawing or playing"
    PICTURES = "pictures", "Pictures or cards"
    SIGNING = "signing", "Signing"
    DEVICE = "device", "A communication aid"
    WRITING = "writing", "Writing or messages"
    WATCHING = "watching", "Watching how they are"
    SOMEBODY = "somebody", "Through somebody they trust"


class NoVoice(models.TextChoices):
    """Why a child's own voice is not in a version."""

    NOT_YET = "not-yet", "Not asked yet; a day is set"
    TOO_YOUNG = "too-young", "Too young to be asked; watched instead"
    NOT_NOW = "not-now", "Would rather not say now"
    NOT_SAFE = "not-safe", "It is not safe to ask now"
    NO_CONTACT = "no-contact", "Nobody here can reach this child"


class Voice(OfFamily):
    """What one child says of living with this plan. Why: it is about them.

    shared: the child is content that it stands where others of the plan read
    it. Otherwise it is for the child's own version and the workers.
    """

    version = link_to(Version, related_name="voices")
    child = link_to(FamilyMember)
    helps = SealedText()  # what helps me feel safe
    worries = SealedText()
    tells = SealedText()  # whom I can tell
    differs = SealedText()  # what I see differently
    how = models.CharField(max_length=10, choices=AskedHow, blank=True, default="")
    asked_on = models.DateField(null=True, blank=True)
    asked_by = SealedText()  # who asked: a worker or an adult of the family
    no_voice = models.CharField(max_length=10, choices=NoVoice, blank=True, default="")
    no_voice_note = SealedText()
    shared = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=["", *AskedHow.values]), name="plans_voice_how_known"
            ),
            models.CheckConstraint(
                condition=Q(no_voice__in=["", *NoVoice.values]), name="plans_voice_no_voice_known"
            ),
            models.CheckConstraint(
                condition=~Q(no_voice="", asked_on=None), name="voice_or_a_reason"
            ),
            models.UniqueConstraint(
                fields=["organisation", "version", "child"], name="voice_of_a_child_once"
            ),
        ]


class Energy(models.TextChoices):
    """How an adult says they are, with what the plan asks of them."""

    PLENTY = "plenty", "I have room for more"
    ENOUGH = "enough", "It is about right"
    STRETCHED = "stretched", "It is a stretch"
    TOO_MUCH = "too-much", "It is too much"


class Account(OfFamily):
    """An adult's own word on what the plan asks of them. Why: a plan leans on tired people."""

    version = link_to(Version, related_name="accounts")
    adult = link_to(FamilyMember)
    energy = models.CharField(max_length=10, choices=Energy)
    words = SealedText()
    relief = SealedText()  # who or what gives them a break
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        constraints = [
            one_of("energy", Energy),
            models.UniqueConstraint(
                fields=["organisation", "version", "adult"], name="account_of_an_adult_once"
            ),
        ]
