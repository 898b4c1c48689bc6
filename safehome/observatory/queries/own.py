"""Reads for an organisation's own packets: its key, what it signed, and the one that is next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.design.words import plain_day
from safehome.evaluation.limits import Limit
from safehome.evaluation.models import What
from safehome.evaluation.ordered import counts_for_order, order_by
from safehome.evaluation.queries import asked_about, counts_for, report_for
from safehome.evaluation.rules.counts import Counts, Scope
from safehome.evaluation.rules.report import METHOD, Asked
from safehome.observatory.models import PacketKey, SignedPacket
from safehome.observatory.rules.making import Made, next_packet
from safehome.observatory.rules.packet import Packet, read
from safehome.observatory.rules.signature import key_id
from safehome.observatory.rules.topics import ANSWERS, topics_of
from safehome.people.access import Actor
from safehome.programme.queries import versions_in_force

COUNTED_HOLDS = timedelta(days=1)  # so long a packet can be signed of what was counted
METHODS = frozenset({METHOD})  # those that this release knows


def key_in_use(by: Actor) -> PacketKey | None:
    """The newest key of the organisation; None before the first."""
    return (
        PacketKey.objects.filter(organisation_id=by.organisation_id)
        .select_related("made_by")
        .order_by("-made_at")
        .first()
    )


def signed_packets(by: Actor) -> list[SignedPacket]:
    """Every packet of the organisation, oldest first."""
    return list(
        SignedPacket.objects.filter(organisation_id=by.organisation_id)
        .select_related("signed_by", "key")
        .order_by("sequence")
    )


def signed_packet(by: Actor, pk: UUID) -> SignedPacket:
    """One of them, or 404."""
    mine = SignedPacket.objects.filter(organisation_id=by.organisation_id)
    return get_object_or_404(mine.select_related("signed_by", "key"), pk=pk)


def packet_in(content: bytes | memoryview) -> Packet:
    """What a file says that was signed or taken in here, and so was looked over then."""
    return read(bytes(content))[0]


@dataclass(frozen=True)
class Counted:
    """What was counted of the organisation, and up to which day. at: when, if that was before."""

    counts: Counts
    until: date
    at: datetime | None = None


def counted_now(by: Actor, *, seconds: float | None = None) -> Counted:
    """Of this moment. seconds: at most so long, then TooLong is raised."""
    limit = Limit(seconds) if seconds is not None else None
    return Counted(counts_for(by, limit=limit), timezone.localdate())


def counted_by_order(by: Actor, pk: UUID) -> Counted | None:
    """What was counted for an order of theirs; None where it holds no more. 404 without it.

    It holds a day, and until another packet is signed: that one may tell of later counts.
    """
    order = order_by(by, pk)
    if order.what != What.PACKET:
        raise Http404
    counts, at = counts_for_order(by, order)
    if timezone.now() - at > COUNTED_HOLDS or is_signed_since(by, at):
        return None
    return Counted(counts, timezone.localdate(at), at)


def is_signed_since(by: Actor, at: datetime) -> bool:
    """Whether a packet of the organisation was signed since a moment."""
    mine = SignedPacket.objects.filter(organisation_id=by.organisation_id)
    return mine.filter(signed_at__gte=at).exists()


def nothing_new(last: Packet) -> str:
    """That nothing has changed since a packet, in a sentence."""
    return (
        f"Nothing that may be told has changed since packet {last.sequence}, which was counted up"
        f" to {plain_day(last.until)}."
    )


def next_of(
    by: Actor, key: PacketKey, before: Sequence[Packet], *, takes_back: Sequence[int] = (),
    counted: Counted | None = None,
) -> Made:  # fmt: skip
    """The packet that would be signed now. before: those signed so far, oldest first.

    counted: what it is made of, where that was counted before.
    """
    counted = counted or counted_now(by)
    report = report_for(counted.counts, Scope())
    return next_packet(
        topics_of(report, told_in=before[-1].sequence + 1 if before else 1), before,
        key=key_id(bytes(key.public)), until=counted.until, method=METHOD,
        packs=sorted((one.pack, one.version) for one in versions_in_force(on=counted.until)),
        takes_back=takes_back,
    )  # fmt: skip


def asked_in(packets: Sequence[Packet]) -> dict[str, Asked]:
    """The questionnaires that packets tell of, by id, as far as a pack in force has them."""
    return asked_of(topic.name for packet in packets for topic in packet.topics)


def asked_of(names: Iterable[str]) -> dict[str, Asked]:
    """The questionnaires that topics of these names tell of, by id."""
    asked = {name.removeprefix(ANSWERS) for name in names if name.startswith(ANSWERS)}
    return {one.id: one for one in asked_about(asked)}
