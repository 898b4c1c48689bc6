"""Reads for the programme office: who sends packets, by which keys, and what was taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from safehome.observatory.models import Sender, SenderKey, TakenPacket
from safehome.observatory.queries.own import packet_in
from safehome.observatory.rules.merging import counted_until, in_order
from safehome.observatory.rules.packet import Packet, topics_in
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
    last = {one.sender_id: one for one in _last_packets(by).defer("content")}
    found = []
    for sender in Sender.objects.filter(**mine).order_by("name"):
        packet = last.get(sender.pk)
        until = _days_of(packet)[0] if packet else None
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
    """What holds now, topic by topic, of every sender: its last packet says it.

    One statement, however many there are and however many packets each has sent.
    """
    told: dict[str, list[tuple[str, Topic, date]]] = {}
    last = _last_packets(by).select_related("sender")
    for one in sorted(last, key=lambda packet: packet.sender.name):
        _, days = _days_of(one)
        for topic in topics_in(bytes(one.content)):
            told.setdefault(topic.name, []).append((one.sender.name, topic, days[topic.name]))
    return [Telling(name, tuple(told[name])) for name in in_order(told)]


def telling_of(by: Actor, name: str) -> Telling:
    """One topic of all senders, or 404."""
    for one in told_by_all(by):
        if one.name == name:
            return one
    raise Http404


def _last_packets(by: Actor) -> QuerySet[TakenPacket]:
    mine = TakenPacket.objects.filter(organisation_id=by.organisation_id)
    return mine.order_by("sender_id", "-sequence").distinct("sender_id")


def _days_of(one: TakenPacket) -> tuple[date, dict[str, date]]:
    """Up to which day a packet counts, and each topic that it holds.

    A packet that an older release took in did not keep them; they are worked out of those before.
    """
    until, counted = one.until, one.counted
    if until is None or counted is None:
        before = TakenPacket.objects.filter(
            organisation_id=one.organisation_id, sender_id=one.sender_id,
            sequence__lte=one.sequence,
        )  # fmt: skip
        packets = packets_of(list(before.order_by("sequence")))
        until, counted = packets[-1].until, counted_until(packets)
    return until, {name: date.fromisoformat(day) for name, day in counted.items()}
