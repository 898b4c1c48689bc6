"""Reads for the programme office: who sends packets, by which keys, and what was taken in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from safehome.observatory.models import Sender, SenderKey, TakenPacket
from safehome.observatory.queries.own import packet_in
from safehome.observatory.rules.merging import (
    Summed,
    as_kept,
    counted_until,
    in_order,
    kept,
    summed,
)
from safehome.observatory.rules.packet import Packet, digest, topics_in
from safehome.observatory.rules.signature import fingerprint
from safehome.observatory.rules.topics import Topic
from safehome.people.access import Actor

SUMS = "sums 1"  # another number where sums are made otherwise: those that were kept hold no more


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
    last = {one.sender_id: one for one in _last_packets(by).defer("content", "together")}
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
    return list(mine.order_by("sequence").defer("together"))


def packets_of(taken: Sequence[TakenPacket]) -> list[Packet]:
    return [packet_in(one.content) for one in taken]


@dataclass(frozen=True)
class Last:
    """The last packet of a sender: what it tells, and up to which days."""

    sender: UUID
    name: str
    sequence: int
    digest: str
    topics: tuple[Topic, ...]
    days: Mapping[str, date]


def told_by_all(by: Actor, *, only: Collection[str] | None = None) -> list[Telling]:
    """What holds now, topic by topic, of every sender: its last packet says it.

    One statement, however many there are and however many packets each has sent. only: topics.
    """
    last = _last_packets(by)
    if only is not None:
        tells = Q(counted__has_any_keys=list(only)) | Q(counted__isnull=True)
        last = TakenPacket.objects.filter(tells, pk__in=last.values("pk"))
    told = _tellings(_read(one) for one in last.select_related("sender").defer("together"))
    return [one for one in told if only is None or one.name in only]


def _tellings(last: Iterable[Last]) -> list[Telling]:
    told: dict[str, list[tuple[str, Topic, date]]] = {}
    for one in sorted(last, key=lambda line: line.name):
        for topic in one.topics:
            told.setdefault(topic.name, []).append((one.name, topic, one.days[topic.name]))
    return [Telling(name, tuple(told[name])) for name in in_order(told)]


def sums_of_all(by: Actor) -> list[Summed]:
    """The same, each topic as one sum: as it was kept, where it is of this very state (ADR 52)."""
    state = _state(_last_packets(by).values_list("sender_id", "sequence", "digest"))
    mine = TakenPacket.objects.filter(organisation_id=by.organisation_id, state=state)
    found = mine.exclude(together__isnull=True).values_list("together", flat=True).first()
    return as_kept(found) if found is not None else sums_of(told_by_all(by))


def sums_with(by: Actor, sender: Sender, packet: Packet, days: Mapping[str, str]) -> dict[str, Any]:
    """What is to be kept of all senders once this packet of one of them is taken in."""
    last = [
        _read(one)
        for one in _last_packets(by).select_related("sender").defer("together")
        if one.sender_id != sender.pk
    ]
    until = {name: date.fromisoformat(day) for name, day in days.items()}
    last.append(Last(sender.pk, sender.name, packet.sequence, digest(packet), packet.topics, until))
    state = _state((one.sender, one.sequence, one.digest) for one in last)
    return {"state": state, "together": kept(sums_of(_tellings(last)))}


def sums_of(told: Iterable[Telling]) -> list[Summed]:
    """Each topic as one sum."""
    return [summed(one.name, one.topics, [until for _, _, until in one.of]) for one in told]


def _state(last: Iterable[tuple[UUID, int, str]]) -> str:
    """The hash of every sender's last packet, and of how sums are made of them."""
    lines = sorted(f"{sender} {sequence} {told}" for sender, sequence, told in last)
    return sha256("\n".join([SUMS, *lines]).encode()).hexdigest()


def _read(one: TakenPacket) -> Last:
    _, days = _days_of(one)
    topics = tuple(topics_in(bytes(one.content)))
    return Last(one.sender_id, one.sender.name, one.sequence, one.digest, topics, days)


def telling_of(by: Actor, name: str) -> Telling:
    """One topic of all senders, or 404."""
    for one in told_by_all(by, only=[name]):
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
