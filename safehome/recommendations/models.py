"""Recommendations as they were made, and each step that was taken with them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.kit.ids import new_id
from safehome.kit.records import one_of
from safehome.people.models import Organisation, Person


class Source(models.TextChoices):
    REPORT = "report", "The service’s own report"
    EXTERNAL = "external", "An evaluation from outside"
    SUPERVISION = "supervision", "Supervision"


class Area(models.TextChoices):
    TRAINING = "training", "Training"
    IMPLEMENTATION = "implementation", "Implementation: how the service works"
    BOTH = "both", "Both"


class State(models.TextChoices):
    OPEN = "open", "Open"
    UNDER_WAY = "under-way", "Under way"
    DONE = "done", "Done"
    NOT_TAKEN = "not-taken", "Not taken up"


class Recommendation(models.Model):
    """What was found and recommended. Why: an evaluation is read once, and what follows is long.

    It is about the service and no family, and stays as it was written.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    found = models.CharField(max_length=1000)
    recommends = models.CharField(max_length=1000)
    source = models.CharField(max_length=20, choices=Source)
    from_whom = models.CharField(max_length=200)
    made_on = models.DateField()
    area = models.CharField(max_length=20, choices=Area)
    indicator = models.CharField(max_length=40, blank=True, default="")
    modules = models.JSONField(default=list, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["-made_on", "-written_at"]
        constraints = [one_of("source", Source), one_of("area", Area)]


class Step(models.Model):
    """Where a recommendation stands from then on, who has it and until when. Why: its history."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, db_constraint=False, related_name="steps"
    )
    state = models.CharField(max_length=20, choices=State)
    to_do = models.CharField(max_length=1000)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    due_on = models.DateField()
    words = models.CharField(max_length=1000, blank=True, default="")
    outcome = models.CharField(max_length=1000, blank=True, default="")
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            one_of("state", State),
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "not-taken"], words=""),
                name="done_or_not_taken_says_why",
            ),
        ]
