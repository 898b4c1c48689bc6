"""The demonstration's packets: one that its own service signed, and some that came from elsewhere.

The organisations elsewhere are made up, and so are their counts: made by the same rules, signed
by keys of their own, and taken in by the programme office's own role and actions.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safehome.observatory.rules.packet import Packet
    from safehome.observatory.rules.topics import Topic

COUNTED = (150, 30)  # days ago, packet by packet


@dataclass(frozen=True)
class Elsewhere:
    """A made-up service on a deployment of its own. families: counted by its last packet."""

    name: str
    families: int
    changed: float  # mean change of its carers' answers, in points


ELSEWHERE = (
    Elsewhere("Calder Vale Family Centre", 64, 1.4),
    Elsewhere("Saltmarsh Young People’s Trust", 38, 0.9),
    Elsewhere("Inverdale Council", 21, 1.1),
)
# Of each hundred, place by place in the order of the rules.
JOURNEYS = (6, 16, 18, 34, 6, 8, 5, 2, 1, 2, 2)
ATTENDANCE = (70, 8, 9, 8, 5)
REFERRALS = (58, 16, 26)
ANSWERS = (24, 44, 22, 10)


def sign_own(environment: dict[str, str]) -> None:
    """Harbour's manager makes the key and signs the first packet; then others' are taken in."""
    from safehome.config.demonstration.seeding import worker
    from safehome.observatory import actions
    from safehome.observatory.queries import own
    from safehome.observatory.rules.packet import digest
    from safehome.people.access import acting_as

    with acting_as(worker("Mo Brennan")) as by:
        key = actions.make_packet_key(by=by)
        made = own.next_of(by, key, [])
        if made.says_something:
            actions.sign_packet(seen=digest(made.packet), by=by)
    subprocess.run(
        [sys.executable, "-m", "safehome.config.demonstration.packets"], check=True,
        env=environment | {"SAFEHOME_DOOR": "office"},
    )  # fmt: skip


def take_in_others() -> None:
    """From the programme office's own process: only its role may."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from safehome.config.demonstration.seeding import worker
    from safehome.observatory import actions
    from safehome.observatory.rules.packet import written
    from safehome.observatory.rules.signature import fingerprint, key_line, to_sign
    from safehome.people.access import acting_as

    with acting_as(worker("Olu Adeyemi")) as by:
        for service in ELSEWHERE:
            private = Ed25519PrivateKey.generate()
            public = private.public_key().public_bytes_raw()
            actions.take_in_key(
                line=key_line(public), heard=fingerprint(public), name=service.name, by=by
            )
            for packet in _packets(service, public):
                actions.take_in_packet(written(packet, private.sign(to_sign(packet))), by=by)


def _packets(service: Elsewhere, public: bytes) -> Iterator[Packet]:
    from django.utils import timezone

    from safehome.evaluation.rules.report import METHOD
    from safehome.observatory.rules.making import next_packet
    from safehome.observatory.rules.signature import key_id

    before: list[Packet] = []
    for number, days in enumerate(COUNTED, start=1):
        families = service.families * number // len(COUNTED)
        made = next_packet(
            list(_topics(service, families, number)), before, key=key_id(public),
            until=timezone.localdate() - timedelta(days=days), method=METHOD,
            packs=[("open", "1.0")],
        )  # fmt: skip
        before.append(made.packet)
        yield made.packet


def _topics(service: Elsewhere, families: int, number: int) -> Iterator[Topic]:
    """What a service of so many families would tell, held back as every report is."""
    from safehome.evaluation.rules.suppress import shown_parts
    from safehome.observatory.rules.topics import PLAIN, WHOLE, Topic

    counts = {
        "journeys": _spread(JOURNEYS, families),
        "attendance": _spread(ATTENDANCE, families * 9),
        "referrals": _spread(REFERRALS, families + families // 2),
    }
    for name, values in counts.items():
        shown, whole = shown_parts(values)
        found = {**dict(zip(PLAIN[name], shown, strict=True)), WHOLE: whole}
        yield Topic(name, number, found)
    yield _answers(service, families, number)


def _answers(service: Elsewhere, families: int, number: int) -> Topic:
    from safehome.evaluation.rules.report import TOO_FEW
    from safehome.evaluation.rules.suppress import shown_parts
    from safehome.observatory.rules.topics import ANSWERS as FOR
    from safehome.observatory.rules.topics import CHANGES, FIGURES, STARTED, Topic

    draw = random.Random(service.name)  # noqa: S311 - invented counts, not secrets
    counts: dict[str, int | None] = {}
    figures: dict[str, int] = {}
    shown, started = shown_parts(_spread(ANSWERS, families + families // 3))
    missing = shown[0]
    for part in _parts_of("kuc"):
        ways = dict(zip(CHANGES, shown, strict=True))
        counts |= {f"{part}/{STARTED}": started} | {f"{part}/{way}": n for way, n in ways.items()}
        if started is None or missing is None or started - missing < TOO_FEW:
            continue
        mean, moved = 5.2 + draw.random(), service.changed + draw.uniform(-0.3, 0.3)
        values = (mean, 1.9, mean + moved, 1.8, moved, 1.6, moved - 0.05, 0.55)
        figures |= {
            f"{part}/{name}": round(value * 1000)
            for name, value in zip(FIGURES, values, strict=True)
        }
    return Topic(f"{FOR}kuc", number, counts, figures)


def _parts_of(questionnaire: str) -> Sequence[str]:
    from safehome.evaluation.queries import asked_about

    (asked,) = asked_about({questionnaire})
    return [part for part, _ in asked.parts]


def _spread(of_hundred: Sequence[int], whole: int) -> list[int]:
    """So many, divided like that; what rounding leaves over goes to the first."""
    found = [whole * share // 100 for share in of_hundred]
    found[0] += whole - sum(found)
    return found


def main() -> int:
    import django

    django.setup()
    take_in_others()
    return 0


if __name__ == "__main__":
    sys.exit(main())
