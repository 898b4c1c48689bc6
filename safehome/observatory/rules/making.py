"""The next packet: what it tells anew, what stands as it was told, and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from safehome.observatory.rules.following import told_before
from safehome.observatory.rules.packet import Packet, digest
from safehome.observatory.rules.telling import told
from safehome.observatory.rules.topics import Topic

# Why something that is counted is not in a packet.
TOO_FEW = "too-few"
TAKEN_BACK = "taken-back"


@dataclass(frozen=True)
class Made:
    """A packet that could be signed. left_out: topics that it does not hold, and why.

    same_as: the packet before, where this one says nothing that it does not say.
    """

    packet: Packet
    left_out: Mapping[str, str]
    same_as: Packet | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is a reason to send it: something to tell, or to take back."""
        return bool(self.packet.topics or self.packet.takes_back)


def next_number(before: Sequence[Packet]) -> int:
    """The number of the packet after these."""
    return before[-1].sequence + 1 if before else 1


def taken_back(before: Sequence[Packet]) -> frozenset[int]:
    """The packets that a later one took back."""
    return frozenset(one for packet in before for one in packet.takes_back)


def next_packet(
    now: Sequence[Topic], before: Sequence[Packet], *, key: str, until: date, method: str,
    packs: Sequence[tuple[str, str]], takes_back: Sequence[int] = (),
) -> Made:  # fmt: skip
    """The packet after these. now: topics as the report tells them; before: oldest first.

    What was told and is counted no more stands as it was told. A topic begins once there is
    a count to show: begun empty, it would stand empty until all of it may be shown.
    """
    back = taken_back(before) | frozenset(takes_back)
    found: list[Topic] = []
    left_out: dict[str, str] = {}
    names = {topic.name: topic for topic in now}
    gone = {topic.name for packet in before for topic in packet.topics} - names.keys()
    for name in [*names, *sorted(gone)]:
        earlier = told_before(name, before)
        if name not in names:
            standing = [one for one in earlier if one.told_in not in back]
            says = standing[-1] if standing else None
        elif not earlier and not any(names[name].counts.values()):
            left_out[name] = TOO_FEW
            continue
        else:
            says = told(names[name], earlier, taken_back=back)
        if says is None:
            left_out[name] = TAKEN_BACK
        else:
            found.append(says)
    packet = Packet(
        key=key, sequence=next_number(before), previous=digest(before[-1]) if before else "",
        until=until, method=method, packs=tuple(packs), topics=tuple(found),
        takes_back=tuple(sorted(set(takes_back))),
    )  # fmt: skip
    last = before[-1] if before else None
    return Made(packet, left_out, last if last and _says_the_same(packet, last) else None)


def _says_the_same(packet: Packet, last: Packet) -> bool:
    """Whether a packet tells nothing anew, takes nothing back and leaves nothing out beside it."""
    if packet.takes_back:
        return False
    mine, theirs = (
        ({topic.name: topic for topic in one.topics}, one.packs, one.key, one.method)
        for one in (packet, last)
    )
    return mine == theirs
