"""A packet as a file: written in one way only, and read so strictly that nothing rides along.

Whole numbers, short names and dates; no fraction, no sentence. A file that is not to the byte
what would be written again from what it holds was changed, and is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, cast

from safehome.evaluation.rules.suppress import FEWEST
from safehome.observatory.rules.topics import (
    ANSWERS,
    CHANGES,
    FIGURES,
    LONGEST,
    NAME,
    PLAIN,
    STARTED,
    WEEKS,
    WHOLE,
    Topic,
    parts,
    sums,
)

FORMAT = 1
LARGEST = 200_000  # bytes of a file
MOST = 1_000_000_000
CHANGED = (
    "This file is not as Safe Home wrote it. It was changed since, perhaps by a program that "
    "opened and saved it. Ask for it to be downloaded and sent again."
)
NOISY = (
    "This packet says that its counts were moved by chance. Packets hold counts as they are, held "
    "back where they are small; with chance in them nobody could check that. Ask for one without."
)
NOT_ONE = "This is not a packet of Safe Home. Choose the file that they downloaded after signing."


class Refused(ValueError):
    """A packet is not taken. The message says why, and what to do."""


@dataclass(frozen=True)
class Packet:
    """What is signed. until: the day up to which it was counted; previous: a digest, or ""."""

    key: str
    sequence: int
    previous: str
    until: date
    method: str
    packs: tuple[tuple[str, str], ...]
    topics: tuple[Topic, ...]
    takes_back: tuple[int, ...] = ()


def canonical(packet: Packet) -> bytes:
    """The bytes that are signed: keys in order, no spaces, whole numbers."""
    return json.dumps(_held(packet), sort_keys=True, separators=(",", ":")).encode()


def digest(packet: Packet) -> str:
    """SHA-256 of what is signed, by which the next packet names this one."""
    return sha256(canonical(packet)).hexdigest()


def written(packet: Packet, signature: bytes) -> bytes:
    """The file."""
    whole = {"packet": _held(packet), "signature": signature.hex()}
    return json.dumps(whole, sort_keys=True, indent=1).encode() + b"\n"


def read(content: bytes) -> tuple[Packet, bytes]:
    """The packet and its signature, which is not checked yet. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused(
            f"This file is larger than {LARGEST // 1000} kB. No packet is. Choose the right file."
        )
    try:
        whole = json.loads(content)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, ValueError) as fault:
        raise Refused(NOT_ONE) from fault
    if not isinstance(whole, dict) or not isinstance(whole.get("packet"), dict):
        raise Refused(NOT_ONE)
    if whole["packet"].get("format") != FORMAT:
        raise Refused("This packet is of a format that this release does not know. Upgrade first.")
    if whole["packet"].get("noise") != 0:
        raise Refused(NOISY)
    try:
        packet = _packet(whole["packet"])
        signature = bytes.fromhex(whole["signature"])
        again = written(packet, signature)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as fault:
        raise Refused(CHANGED) from fault
    if again != content:
        raise Refused(CHANGED)
    for topic in packet.topics:
        look_over(topic)
    return packet, signature


def topics_in(content: bytes) -> tuple[Topic, ...]:
    """The topics of a file that was read, and so looked over, when it was taken in or signed.

    It proves nothing again: of hundreds of organisations that alone would take seconds.
    """
    return tuple(
        Topic(one["name"], one["told_in"], one["counts"], one["figures"])
        for one in json.loads(content)["packet"]["topics"]
    )


def _held(packet: Packet) -> dict[str, Any]:
    return {
        "format": FORMAT, "key": packet.key, "sequence": packet.sequence,
        "previous": packet.previous, "until": packet.until.isoformat(), "method": packet.method,
        "packs": [list(pack) for pack in packet.packs], "takes_back": list(packet.takes_back),
        "noise": 0,  # docs/adr/0036-packets-without-noise.md
        "topics": [
            {"name": one.name, "told_in": one.told_in, "counts": dict(one.counts),
             "figures": dict(one.figures)}
            for one in packet.topics
        ],
    }  # fmt: skip


def _packet(held: dict[str, Any]) -> Packet:
    return Packet(
        key=_hex(held["key"]), sequence=_whole(held["sequence"], least=1),
        previous=_hex(held["previous"]) if held["previous"] else "",
        until=date.fromisoformat(held["until"]), method=_name(held["method"]),
        packs=tuple((_name(pack), _name(version)) for pack, version in held["packs"]),
        takes_back=tuple(_whole(one, least=1) for one in held["takes_back"]),
        topics=tuple(
            Topic(
                one["name"], _whole(one["told_in"], least=1),
                {cell: None if value is None else _whole(value)
                 for cell, value in one["counts"].items()},
                {cell: _whole(value, least=-MOST) for cell, value in one["figures"].items()},
            )
            for one in held["topics"]
        ),
    )  # fmt: skip


def look_over(topic: Topic) -> None:
    """Refuse a topic that holds anything but what a packet may hold."""
    if set(topic.counts) != _cells(topic):
        raise Refused("This packet counts something that no packet counts. It is not taken.")
    if not set(topic.figures) <= _figures(topic):
        raise Refused("This packet holds a figure that no packet holds. It is not taken.")
    if any(value is not None and 0 < value < FEWEST for value in topic.counts.values()):
        raise Refused(
            "This packet holds a count under five, which could point at somebody. It is not "
            "taken and nothing of it is kept. Tell the organisation not to send it on."
        )
    for cells, whole in sums(topic):
        values = [topic.counts[cell] for cell in (*cells, whole)]
        hidden = values.count(None)
        if hidden == 1:
            raise Refused(
                "In this packet a count that is held back can be told from the others. It is "
                "not taken, and nothing of it is kept."
            )
        if not hidden and sum(cast("list[int]", values[:-1])) != values[-1]:
            raise Refused("The counts of this packet do not add up. It is not taken.")


def _cells(topic: Topic) -> set[str]:
    if topic.name in PLAIN:
        return {*PLAIN[topic.name], WHOLE}
    questionnaire = topic.name.removeprefix(ANSWERS)
    if questionnaire == topic.name or not _is_name(questionnaire):
        return set()
    found = parts(topic)
    if not found or not all(_is_name(part) for part in found):
        return set()
    return {f"{part}/{way}" for part in found for way in (STARTED, *CHANGES)}


def _figures(topic: Topic) -> set[str]:
    if topic.name in PLAIN:
        return set(WEEKS) if topic.name == "referrals" else set()
    return {f"{part}/{name}" for part in parts(topic) for name in FIGURES}


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and bool(NAME.fullmatch(value))


def _name(value: object) -> str:
    if not _is_name(value):
        raise ValueError("not a short name")
    return cast("str", value)


def _hex(value: object) -> str:
    if not isinstance(value, str) or len(bytes.fromhex(value)) != sha256().digest_size:
        raise ValueError("not a digest")
    return value


def _whole(value: object, *, least: int = 0) -> int:
    if type(value) is not int or not least <= value <= MOST:
        raise ValueError("not a whole number")
    return value
