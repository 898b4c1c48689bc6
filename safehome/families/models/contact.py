"""How somebody may safely be reached."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models.family import Family
from safehome.families.models.members import FamilyMember
from safehome.kit.ids import new_id
from safehome.kit.records import one_of
from safehome.people.models import Organisation, Person
from safehome.vault.fields import SealedText


class Channel(models.TextChoices):
    PHONE = "phone", "Telephone"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    POST = "post", "Post"
    IN_PERSON = "in-person", "Only in person"


class SafeContact(models.Model):
    """A carer's rule for being contacted. A new rule replaces the one before; all are kept.

    Why: a message seen by the wrong person at home can do harm.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="contact_rules"
    )
    member = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, db_constraint=False, related_name="contact_rules"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    hours = SealedText()
    voicemail_is_safe = models.BooleanField(default=False)
    must_not_know = SealedText()
    review_on = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["-agreed_at", "-id"]
        constraints = [one_of("channel", Channel)]
