"""What a packet says, in words and tables, the same to whoever sends it and whoever takes it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safehome.evaluation.rules.indicators import ATTENDANCE, BECAME, PLACES
from safehome.evaluation.rules.report import Asked
from safehome.evaluation.rules.tally import STEPS
from safehome.evaluation.rules.words import HELD_BACK, number, share, signed
from safehome.observatory.rules.making import TAKEN_BACK, TOO_FEW, Made
from safehome.observatory.rules.packet import Packet
from safehome.observatory.rules.topics import ANSWERS, CHANGES, STARTED, WHOLE, Topic, parts

TITLES = {
    "journeys": "Where the journeys are",
    "attendance": "Coming to sessions",
    "referrals": "What became of referrals",
}
CELLS = {"journeys": PLACES, "attendance": ATTENDANCE, "referrals": BECAME}
IN_ALL = "In all"
WAYS = {
    STARTED: "Answered at the start", "missing": "Did not answer again", "better": "Better",
    "same": "About the same", "worse": "Worse",
}  # fmt: skip
LEFT_OUT = {
    TOO_FEW: "Nothing is told yet: there are too few, or what there is would point at somebody.",
    TAKEN_BACK: "It was taken back, and has moved by too few since to be told again. Once five or "
    "more people have been added it can be.",
}


@dataclass(frozen=True)
class Row:
    """A line of a topic's table."""

    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class TopicShown:
    """One topic, ready to place. heads: of all columns, the first included."""

    name: str
    title: str
    standing: str
    is_new: bool
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    figures: tuple[str, ...]
    holds_back: bool


@dataclass(frozen=True)
class PacketShown:
    """A packet in words. left_out: the titles of what it does not tell, and why."""

    sequence: int
    topics: tuple[TopicShown, ...]
    takes_back: str
    left_out: tuple[tuple[str, str], ...] = ()


def packet_shown(
    packet: Packet, asked: Mapping[str, Asked], left_out: Mapping[str, str] | None = None
) -> PacketShown:
    """A packet in words. asked: questionnaires by id; one that is not there keeps its id."""
    return PacketShown(
        packet.sequence,
        tuple(topic_shown(one, packet.sequence, asked) for one in packet.topics),
        took_back(packet),
        tuple((title(name, asked), LEFT_OUT[why]) for name, why in (left_out or {}).items()),
    )


def made_shown(made: Made, asked: Mapping[str, Asked]) -> PacketShown:
    """A packet that is not signed yet, with what it leaves out."""
    return packet_shown(made.packet, asked, made.left_out)


def took_back(packet: Packet) -> str:
    """Which packets it takes back, in a sentence; "" where it takes none back."""
    if not packet.takes_back:
        return ""
    numbers = " and ".join(str(one) for one in packet.takes_back)
    if len(packet.takes_back) > 1:
        return f"Takes back packets {numbers}: what they told no longer holds."
    return f"Takes back packet {numbers}: what it told no longer holds."


def title(name: str, asked: Mapping[str, Asked]) -> str:
    """What a topic is called. A questionnaire that no pack here has keeps its id."""
    questionnaire = name.removeprefix(ANSWERS)
    if questionnaire == name:
        return TITLES[name]
    known = asked.get(questionnaire)
    return f"Answers: {known.title if known else questionnaire}"


def part_title(name: str, part: str, asked: Mapping[str, Asked]) -> str:
    """What a part of a questionnaire is called."""
    known = asked.get(name.removeprefix(ANSWERS))
    return dict(known.parts).get(part, part) if known else part


def in_order(name: str, found: Iterable[str], asked: Mapping[str, Asked]) -> list[str]:
    """Parts in the order of the questionnaire; those that no pack here has last, by name."""
    known = asked.get(name.removeprefix(ANSWERS))
    order = [part for part, _ in known.parts] if known else []
    return sorted(found, key=lambda one: (order.index(one) if one in order else len(order), one))


def topic_shown(topic: Topic, sequence: int, asked: Mapping[str, Asked]) -> TopicShown:
    """A topic in words. sequence: of the packet that it stands in."""
    is_new = topic.told_in == sequence
    standing = (
        "Told in this packet"
        if is_new
        else f"As told in packet {topic.told_in}: fewer than five people more or fewer since, or "
        "something could be told from the two"
    )
    rows = _rows_of_answers(topic, asked) if topic.name.startswith(ANSWERS) else _rows(topic)
    return TopicShown(
        topic.name, title(topic.name, asked), standing, is_new,
        ("What", *WAYS.values()) if topic.name.startswith(ANSWERS) else ("What", "How many"),
        rows, tuple(_figures(topic, asked)), None in topic.counts.values(),
    )  # fmt: skip


def shown(count: int | None) -> str:
    """A count as people see it."""
    return HELD_BACK if count is None else str(count)


def _rows(topic: Topic) -> tuple[Row, ...]:
    words = {**CELLS[topic.name], WHOLE: IN_ALL}
    return tuple(Row(said, (shown(topic.counts[cell]),)) for cell, said in words.items())


def _rows_of_answers(topic: Topic, asked: Mapping[str, Asked]) -> tuple[Row, ...]:
    return tuple(
        Row(
            part_title(topic.name, part, asked),
            tuple(shown(topic.counts[f"{part}/{way}"]) for way in (STARTED, *CHANGES)),
        )
        for part in in_order(topic.name, parts(topic), asked)
    )


def _figures(topic: Topic, asked: Mapping[str, Asked]) -> list[str]:
    found = topic.figures
    if topic.name == "referrals" and len(found) == 3:
        lower, half, upper = (round(value / STEPS) for _, value in sorted(found.items()))
        return [f"Weeks from referral to the start: middle half {lower} to {upper}, median {half}."]
    said = []
    every = parts(topic) if topic.name.startswith(ANSWERS) else ()
    for part in in_order(topic.name, every, asked):
        of = {
            cell.rpartition("/")[2]: n / STEPS
            for cell, n in found.items()
            if cell.startswith(f"{part}/")
        }
        if "change-mean" not in of:
            continue
        one_sided = f" One-sidedness {share(of['one-sided'])}." if "one-sided" in of else ""
        said.append(
            f"{part_title(topic.name, part, asked)}: mean {number(of.get('before-mean'))} at the "
            f"start and {number(of.get('after-mean'))} at the end; mean change "
            f"{signed(of['change-mean'])} (SD {number(of.get('change-sd'))}), shift "
            f"{signed(of.get('shift', 0.0))}.{one_sided}"
        )
    return said
