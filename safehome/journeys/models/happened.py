"""What happened in a session: who came, what was done, the carers' words, each child."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import Family, FamilyMember
from safehome.journeys.models.sessions import Session, Sign
from safehome.kit.ids import new_id
from safehome.kit.records import one_of
from safehome.people.models import Organisation, Person
from safehome.vault.fields import SealedText


class AttendanceOutcome(models.TextChoices):
    CAME = "came", "Came"
    LATE = "late", "Came late or left early"
    CANCELLED = "cancelled", "Cancelled beforehand"
    MISSED = "missed", "Did not come"
    NOT_INVITED = "not-invited", "Not invited this time"


class Attendance(models.Model):
    """Whether one carer came to one session. Why: each carer's attendance is its own fact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, db_constraint=False, related_name="attendances"
    )
    carer = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=AttendanceOutcome)
    # How it came that they took part although no agreement of theirs was in force that day.
    without_agreement = SealedText()

    class Meta:
        constraints = [
            one_of("outcome", AttendanceOutcome),
            models.UniqueConstraint(
                fields=["organisation", "session", "carer"], name="attends_once"
            ),
        ]


class Delivery(models.TextChoices):
    DELIVERED = "delivered", "Delivered"
    ADAPTED = "adapted", "Adapted"
    LEFT_OUT = "left-out", "Left out"


class ComponentDone(models.Model):
    """What became of one component of the session. Why: adherence and adaptation, told apart."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, db_constraint=False, related_name="components"
    )
    component = models.CharField(max_length=60)  # the component's id in the pack
    delivery = models.CharField(max_length=10, choices=Delivery)
    why = SealedText()  # how and why it was adapted, or why left out
    # Whether the adaptation keeps to the model, in the practitioner's judgement.
    keeps_to_model = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("delivery", Delivery),
            models.UniqueConstraint(
                fields=["organisation", "session", "component"], name="component_once"
            ),
        ]


class CarerWords(models.Model):
    """A carer's own words in a session, verbatim. Why: theirs, and the next step's root."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, db_constraint=False, related_name="words"
    )
    carer = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    words = SealedText()


class NoLineReason(models.TextChoices):
    NOT_TIME = "not-time", "There was no time; first next session"
    CARER_NOT_READY = "carer-not-ready", "The carer was not ready to speak of this child"
    NOT_IN_TOUCH = "not-in-touch", "The carer has no contact with this child now"
    UNSAFE = "unsafe", "It was not safe to speak of this child today"


class ChildLine(models.Model):
    """One child in one session: a line, or the reason there is none.

    Why: a child nobody mentions is the child nobody sees.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, db_constraint=False, related_name="child_lines"
    )
    child = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, db_constraint=False, related_name="lines"
    )
    line = SealedText()
    no_line = models.CharField(max_length=16, choices=NoLineReason, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "session", "child"], name="child_line_once"
            )
        ]


class Addition(models.Model):
    """Something added to a signed session. Why: a record is corrected and never rewritten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, db_constraint=False, related_name="additions"
    )
    text = SealedText()
    sign = models.CharField(max_length=5, choices=Sign, blank=True, default="", db_default="")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sign__in=["", *Sign.values]), name="addition_sign_known"
            )
        ]
        ordering = ["added_at", "id"]
