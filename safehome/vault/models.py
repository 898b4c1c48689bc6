"""The keyring: wrapped keys, in a database of their own."""

from django.db import models
from django.utils import timezone

from safehome.kit.ids import new_id


class OrganisationKey(models.Model):
    """An organisation's key, wrapped by the root key. Why: to wrap its families' keys."""

    organisation_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)


class FamilyKey(models.Model):
    """A family's key, wrapped by its organisation's. Why: destroying it shreds the family."""

    family_id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(OrganisationKey, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)


class IntakeKey(models.Model):
    """The private half of a pair, wrapped. Why: only its organisation opens what is handed in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(OrganisationKey, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)


class SigningKey(models.Model):
    """The private half of a pair that signs, wrapped. Why: what is sent out says whose it is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(OrganisationKey, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
