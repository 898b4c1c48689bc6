"""Reads for the programme office: who sends packets, by which keys, and what was taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.shortcuts import get_object_or_404

from safehome.observatory.models import Sender, SenderKey, TakenPacket
from safehome.observatory.queries.own import packet_in
from safehome.observatory.rules.merging import holds_now, in_order
from safehome.observatory.rules.packet import Packet
from safehome.observatory.rules.signature import fingerprint
from safehome.observatory.rules.topics import Topic
from safehome.people.access import Actor


@dataclass(frozen=True)
class SenderLine:
    """A sender, whether any of its keys holds, and the last packet that was taken in."""

    sender: Sender
    may_send: bool
    last: TakenPacket | None
    until: date | None


@dataclass(frozen=True)
class Telling:
    """A topic that several organisations tell: what each says, and up to which day."""

    name: str
    of: tuple[tuple[str, Topic, date], ...]  # the sender's name, what it tells, until when

    @property
    def topics(self) -> list[Topic]:
        return [topic for _, topic, _ in self.of]


def senders(by: Actor) -> list[SenderLine]:
    """Every sender by name. Three statements, however many there are."""
    mine = {"organisation_id": by.organisation_id}
    holding = set(
        SenderKey.objects.filter(**mine, ended_at=None).values_list("sender_id", flat=True)
    )
    last = {one.sender_id: one for one in TakenPacket.objects.filter(**mine).order_by("sequence")}
    found = []
    for sender in Sender.objects.filter(**mine).order_by("name"):
        packet = last.get(sender.pk)
        until = packet_in(packet.content).until if packet else None
        found.append(SenderLine(sender, sender.pk in holding, packet, until))
    return found


def sender_of(by: Actor, pk: UUID) -> Sender:
    """One sender, or 404."""
    return get_object_or_404(Sender, organisation_id=by.organisation_id, pk=pk)


def sender_named(by: Actor, name: str) -> Sender | None:
    return Sender.objects.filter(organisation_id=by.organisation_id, name__iexact=name).first()


def key_of(by: Actor, pk: UUID) -> SenderKey:
    """One key that still holds, or 404."""
    mine = SenderKey.objects.filter(organisation_id=by.organisation_id, ended_at=None)
    return get_object_or_404(mine.select_related("sender"), pk=pk)


def keys_of(sender: Sender) -> list[tuple[SenderKey, str]]:
    """Its keys, newest first, each with its fingerprint."""
    mine = SenderKey.objects.filter(organisation_id=sender.organisation_id, sender=sender)
    return [(one, fingerprint(bytes(one.public))) for one in mine.order_by("-added_at")]


def keys_by_public(by: Actor) -> list[SenderKey]:
    """Every key that was ever taken in, the newest last."""
    mine = SenderKey.objects.filter(organisation_id=by.organisation_id)
    return list(mine.select_related("sender").order_by("added_at"))


def taken_from(sender: Sender) -> list[TakenPacket]:
    """What was taken in of a sender, oldest first."""
    mine = TakenPacket.objects.filter(organisation_id=sender.organisation_id, sender=sender)
    return list(mine.order_by("sequence"))


def packets_of(taken: Sequence[TakenPacket]) -> list[Packet]:
    return [packet_in(one.content) for one in taken]


def told_by_all(by: Actor) -> list[Telling]:
    """What holds now, topic by topic, of every sender."""
    mine = {"organisation_id": by.organisation_id}
    packets: dict[UUID, list[Packet]] = {}
    for one in TakenPacket.objects.filter(**mine).order_by("sequence"):
        packets.setdefault(one.sender_id, []).append(packet_in(one.content))
    told: dict[str, list[tuple[str, Topic, date]]] = {}
    for sender in Sender.objects.filter(**mine).order_by("name"):
        for name, (topic, until) in holds_now(packets.get(sender.pk, [])).items():
            told.setdefault(name, []).append((sender.name, topic, until))
    return [Telling(name, tuple(told[name])) for name in in_order(told)]
