"""A journey, its carers and its ending."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import Family, FamilyMember
from safehome.kit.ids import new_id
from safehome.kit.records import both_or_neither
from safehome.people.models import Organisation, Person
from safehome.programme.models import PackVersion
from safehome.vault.fields import SealedText


class EndingReason(models.TextChoices):
    COMPLETED = "completed", "All sessions held"
    ENOUGH = "enough", "Agreed together that enough was reached"
    FAMILY_STOPPED = "family-stopped", "The family stopped"
    NO_CONTACT = "no-contact", "Contact was lost"
    MOVED = "moved", "The family moved away"
    SERVICE_STOPPED = "service-stopped", "The service could not go on"
    SAFETY = "safety", "Other work had to come first for safety"
    TAKEN_BACK = "taken-back", "The agreement to take part was taken back"


class Journey(models.Model):
    """One family's way through one version of the programme. Why: it is what we promise them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="journeys"
    )
    pack_version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    started_on = models.DateField()
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False,
        related_name="+",
    )  # fmt: skip
    ending = models.CharField(max_length=16, choices=EndingReason, blank=True, default="")
    what_next = SealedText()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-started_on"]
        constraints = [
            both_or_neither("ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["organisation", "family"],
                condition=models.Q(ended_at=None),
                name="one_journey_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "lead"], name="journeys_by_lead")]


class LookingBack(models.Model):
    """What was said of a journey at its end.

    Why: whoever answers for the service sees how a journey ended, and only those who work
    with the family what was said. Its id is the journey's: see `sealed_as`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    journey = models.OneToOneField(
        Journey, on_delete=models.PROTECT, db_constraint=False, related_name="looking_back"
    )
    reflection = SealedText(sealed_as="journeys_journey|ending_reflection")  # the practitioner's
    carers_reflection = SealedText(  # in the carers' own words
        sealed_as="journeys_journey|carers_reflection"
    )


class JourneyCarer(models.Model):
    """A carer who takes part in a journey. Why: attendance and answers are each carer's own.

    Somebody who leaves and comes back has a row for each time.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    journey = models.ForeignKey(
        Journey, on_delete=models.PROTECT, db_constraint=False, related_name="carers"
    )
    carer = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "journey", "carer"],
                condition=models.Q(left_on=None),
                name="takes_part_once_at_a_time",
            )
        ]
