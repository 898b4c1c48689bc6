"""Drafts, what stood aside in a conflict, and forms already sent."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import Family
from safehome.kit.ids import new_id
from safehome.people.models import Organisation, Person
from safehome.vault.fields import SealedText


class Draft(models.Model):
    """What has been typed into one form and not yet sent.

    Why: a tired person's words must survive a dead battery. Removed when sent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    form = models.CharField(max_length=40)
    about_id = models.UUIDField()
    body = SealedText()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "form", "about_id"], name="one_draft_of_a_form"
            )
        ]
        indexes = [models.Index(fields=["organisation", "saved_by"], name="drafts_by_writer")]


class PrivateDraft(models.Model):
    """What somebody typed into a form of their own and has not sent. Nobody else reads it.

    Why: whoever decides about a referral, or gives a family to a colleague, may not write
    in any record, and their words must survive a dead battery too. record_id: whose key
    seals them, a family's or a referral's, so that they can be shredded with it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    form = models.CharField(max_length=40)
    record_id = models.UUIDField()
    body = SealedText(family="record_id")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "form", "record_id"],
                name="private_draft_of_a_form",
            )
        ]

    @property
    def family_id(self) -> object:
        return self.record_id


class SetAside(models.Model):
    """A text that lost a conflict, kept whole. Why: nothing typed is ever lost."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    form = models.CharField(max_length=40)
    about_id = models.UUIDField()
    body = SealedText()
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )


class Sent(models.Model):
    """A form that was sent, by the key it carried. Why: sent twice, it counts once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    key = models.UUIDField()
    led_to = models.CharField(max_length=200, default="")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "key"], name="a_form_is_sent_once"
            )
        ]
