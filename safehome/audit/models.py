"""The chain's events, as rows that are read and never written through here."""

from uuid import UUID

from django.db import models

# The chain of what belongs to no organisation: failed sign-ins, deployments.
NOWHERE = UUID(int=0)


class Event(models.Model):
    """One thing done or seen. Why: so that a family can know who looked, and when."""

    pk = models.CompositePrimaryKey("organisation_id", "sequence")
    organisation_id = models.UUIDField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    door = models.TextField()
    verb = models.TextField()
    about_kind = models.TextField()
    about_id = models.UUIDField(null=True)
    family_id = models.UUIDField(null=True)
    fields = models.TextField()
    purpose = models.TextField()
    outcome = models.TextField()
    request_id = models.UUIDField(null=True)
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation_id", "family_id", "-sequence"], name="audit_event_by_family"
            ),
        ]


class Head(models.Model):
    """The last link of each chain. Why: so that a chain cut short is noticed."""

    organisation_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField()
    hash = models.BinaryField()
