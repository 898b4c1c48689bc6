"""Whether a packet follows on from those of the same organisation that were taken in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from safehome.observatory.rules.packet import Packet, Refused, digest
from safehome.observatory.rules.telling import apart
from safehome.observatory.rules.topics import Topic


def follow(
    packet: Packet, taken: Sequence[Packet], *, today: date, methods: Collection[str]
) -> None:
    """Refuse a packet that is out of its order. taken: oldest first, without a gap."""
    if packet.method not in methods:
        raise Refused(
            f"This packet was counted by method {packet.method}, which this release does not "
            "know. Upgrade first, then take it in."
        )
    _in_order(packet, taken)
    last = taken[-1] if taken else None
    if packet.previous != (digest(last) if last else ""):
        raise Refused(
            "This packet does not follow the last one that was taken in. They may have sent a "
            "packet that was never taken in here, or gone back to an old copy. Ask them."
        )
    if last and packet.until < last.until:
        raise Refused("This packet ends earlier than the one before it. Ask them to make it anew.")
    if packet.until > today + timedelta(days=1):
        raise Refused("This packet ends on a day that has not come yet. Ask about their clock.")
    if any(one >= packet.sequence for one in packet.takes_back):
        raise Refused("This packet takes back one that was not there before it. It is not taken.")
    _told_well(packet, taken)


def holding(taken: Sequence[Packet]) -> list[Packet]:
    """Those that no later one took back."""
    back = {one for packet in taken for one in packet.takes_back}
    return [packet for packet in taken if packet.sequence not in back]


def told_before(name: str, taken: Sequence[Packet]) -> list[Topic]:
    """Every telling of a topic, oldest first, each once."""
    return [
        topic
        for packet in taken
        for topic in packet.topics
        if topic.name == name and topic.told_in == packet.sequence
    ]


def _in_order(packet: Packet, taken: Sequence[Packet]) -> None:
    for one in taken:
        if one == packet:
            raise Refused(
                f"Packet {packet.sequence} was taken in before. Nothing changed; there is "
                "nothing to do."
            )
    last = taken[-1].sequence if taken else 0
    if packet.sequence <= last:
        raise Refused(
            f"Packet {packet.sequence} is older than packet {last}, the last one taken in, and "
            "is not the one that was taken in by that number. A packet never changes: what was "
            "wrong is taken back by the next. Ask the organisation what happened."
        )
    if packet.sequence > last + 1:
        missing = "1" if not last else str(last + 1)
        raise Refused(
            f"This is packet {packet.sequence}, and packet {missing} has not come yet. Ask for "
            "it; they can download it again. Then take this one in."
        )


def _told_well(packet: Packet, taken: Sequence[Packet]) -> None:
    """Each topic is told anew in the way that is safe, or stands as it was told."""
    names = [topic.name for topic in packet.topics]
    if len(set(names)) != len(names):
        raise Refused("This packet tells one thing twice. It is not taken.")
    back = {number for one in (*taken, packet) for number in one.takes_back}
    for topic in packet.topics:
        if topic.told_in in back:
            raise Refused("This packet repeats what was taken back. It is not taken.")
        earlier = told_before(topic.name, taken)
        if topic.told_in != packet.sequence:
            if topic not in earlier:
                raise Refused(
                    "This packet says that something stands as it was told, and it was not told "
                    "so. It is not taken."
                )
        elif not all(apart(topic, before) for before in earlier):
            raise Refused(
                "Beside an earlier packet this one would tell of fewer than five people. It is "
                "not taken, and nothing of it is kept."
            )
