"""Packets on both sides: what an organisation signed, and what the programme office took in."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from safehome.kit.ids import new_id
from safehome.kit.records import both_or_neither
from safehome.people.models import Organisation, Person


class PacketKey(models.Model):
    """The public half of a key that signs packets. Why: the newest one signs; it is handed over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )


class SignedPacket(models.Model):
    """A packet as it was signed. Why: the next one follows it, and it can be sent again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(
        PacketKey, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    sequence = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    signed_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sequence"], name="each_packet_has_its_number"
            )
        ]


class Sender(models.Model):
    """An organisation that sends packets here. Why: its packets are one history, whatever key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="each_sender_once")
        ]


class SenderKey(models.Model):
    """The public half of a sender's key. Why: only what it signed is taken in, while it holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(
        Sender, on_delete=models.PROTECT, db_constraint=False, related_name="keys"
    )
    public = models.BinaryField()
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    ended_because = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["added_at"]
        constraints = [
            both_or_neither("ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["organisation", "public"],
                condition=models.Q(ended_at=None),
                name="each_key_holds_once",
            ),
        ]


class TakenPacket(models.Model):
    """A packet as it was taken in. Why: tables are made of it, and the next one must follow it.

    until: the day up to which it counts. counted: for each topic that it tells or lets stand, the
    day up to which that was counted; so the last packet alone says all that a sender tells now.
    together: the sums of all senders as they were once this one was taken in, of state, which is
    the hash of every sender's last packet. They hold only while that is so (ADR 52).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(
        Sender, on_delete=models.PROTECT, db_constraint=False, related_name="packets"
    )
    key = models.ForeignKey(
        SenderKey, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    sequence = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    until = models.DateField(null=True)
    counted = models.JSONField(null=True)
    state = models.CharField(max_length=64, default="", db_default="")
    together = models.JSONField(null=True)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["sender", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sender", "sequence"], name="each_packet_taken_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="observatory_sums_of")]
