"""How somebody may safely be reached."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from safehome.families.models.family import Family
from safehome.families.models.members import FamilyMember
from safehome.kit.ids import new_id
from safehome.kit.records import both_or_neither, one_of
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
    also = ArrayField(
        models.CharField(max_length=10, choices=Channel), default=list, db_default=[], blank=True
    )
    # When a message may arrive: days of the week (1 Monday … 7 Sunday; none: any) and times.
    days = ArrayField(models.PositiveSmallIntegerField(), default=list, db_default=[], blank=True)
    not_before = models.TimeField(null=True, blank=True)
    not_after = models.TimeField(null=True, blank=True)
    hours = SealedText()  # in their own words
    voicemail_is_safe = models.BooleanField(default=False)
    must_not_know = SealedText()
    review_on = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["-agreed_at", "-id"]
        constraints = [
            one_of("channel", Channel),
            both_or_neither("not_before", "not_after"),
        ]
