"""The staff of an organisation and the roles they hold."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.kit.ids import new_id
from safehome.kit.records import both_or_neither, one_of
from safehome.people.models.organisations import Organisation


class Role(models.TextChoices):
    PRACTITIONER = "practitioner", "Practitioner"
    SUPERVISOR = "supervisor", "Supervisor"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
    MANAGER = "manager", "Service manager"
    RECORDS_OFFICER = "records_officer", "Records officer"
    ADMINISTRATOR = "administrator", "Organisation administrator"
    EVALUATOR = "evaluator", "Evaluator"
    OFFICE = "office", "Programme office"


class Person(models.Model):
    """Somebody on the staff. Why: everything done or seen names the person who did it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account_id = models.UUIDField(null=True, unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True, default="")
    email = models.EmailField()
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="person_email_once"),
        ]

    def __str__(self) -> str:
        return self.name


class RoleHeld(models.Model):
    """A role given to somebody and, in time, ended. Why: what they may do follows from it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="roles_held"
    )
    role = models.CharField(max_length=20, choices=Role)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        constraints = [
            one_of("role", Role),
            both_or_neither("ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=models.Q(ended_at=None),
                name="role_held_once",
            ),
        ]


class Invitation(models.Model):
    """An invitation to join the staff. Why: accounts are asked for, never handed out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="invitations"
    )
    key_hash = models.BinaryField(unique=True)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()
