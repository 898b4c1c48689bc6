"""Reads for an organisation's own packets: its key, what it signed, and the one that is next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.evaluation.queries import asked_about, counts_for, report_for
from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.report import METHOD, Asked
from safehome.observatory.models import PacketKey, SignedPacket
from safehome.observatory.rules.making import Made, next_packet
from safehome.observatory.rules.packet import Packet, read
from safehome.observatory.rules.signature import key_id
from safehome.observatory.rules.topics import ANSWERS, topics_of
from safehome.people.access import Actor
from safehome.programme.queries import versions_in_force

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


def next_of(
    by: Actor, key: PacketKey, before: Sequence[Packet], *, takes_back: Sequence[int] = ()
) -> Made:
    """The packet that would be signed now. before: those signed so far, oldest first."""
    today = timezone.localdate()
    report = report_for(counts_for(by), Scope())
    return next_packet(
        topics_of(report, told_in=before[-1].sequence + 1 if before else 1), before,
        key=key_id(bytes(key.public)), until=today, method=METHOD,
        packs=sorted((one.pack, one.version) for one in versions_in_force(on=today)),
        takes_back=takes_back,
    )  # fmt: skip


def asked_in(packets: Sequence[Packet]) -> dict[str, Asked]:
    """The questionnaires that packets tell of, by id, as far as a pack in force has them."""
    return asked_of(topic.name for packet in packets for topic in packet.topics)


def asked_of(names: Iterable[str]) -> dict[str, Asked]:
    """The questionnaires that topics of these names tell of, by id."""
    asked = {name.removeprefix(ANSWERS) for name in names if name.startswith(ANSWERS)}
    return {one.id: one for one in asked_about(asked)}
