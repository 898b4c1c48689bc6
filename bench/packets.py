"""What many organisations told, read together: ./run bench --scenario packets --organisations 500

In a database of the bench's own: an office that has taken in so many organisations' packets, one
a quarter for three years. What is measured is what the page of all of them costs: from the
database to words and numbers, and to the page.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg.types.json import Jsonb

from bench.journeys import identifier, peak
from bench.place import Place, clear, module, publish
from safehome.kit.postgres import Server

if TYPE_CHECKING:
    from safehome.people.models import Person

EACH = 12  # packets of one organisation
TIMES = 9
QUESTIONNAIRES = {
    "kuc": ("total", "knowledge", "understanding", "confidence"),
    "home-life": ("total", "talking", "calm"), "balance": ("support", "challenge"),
    "who-5": ("total",), "bpses": ("total",),
}  # fmt: skip
OFFICE = """
INSERT INTO people_organisation (id, name, code, nation, is_office, opened_at)
  VALUES (%(org)s, 'Office', 'bench-office', 'england', true, now());
INSERT INTO people_account (id, email, password, is_active, joined_at)
  VALUES (%(account)s, 'office@bench.example', '!', true, now());
INSERT INTO people_person (id, organisation_id, account_id, name, job_title, email, joined_at)
  VALUES (%(person)s, %(org)s, %(account)s, 'Office', '', 'office@bench.example', now());
INSERT INTO people_roleheld (id, organisation_id, person_id, role, given_at)
  VALUES (%(held)s, %(org)s, %(person)s, 'office', now());
"""


def run(server: Server, organisations: int, home: Path) -> None:
    """Write what so many told, measure the reading of all of it, and take it away again."""
    place = Place(server, organisations, home, "packets")
    try:
        clear(place)
        module(place, "safehome.config.deploy")
        publish(place)
        _fill(place, organisations)
        _measure(place, organisations)
    finally:
        clear(place)


def files(number: int) -> Iterator[tuple[int, str, bytes, date, list[str]]]:
    """The packets of one organisation: number, digest, file, up to which day, and its topics."""
    from safehome.evaluation.rules.indicators import ATTENDANCE, BECAME, PLACES
    from safehome.evaluation.rules.report import METHOD
    from safehome.observatory.rules.packet import Packet, digest, written
    from safehome.observatory.rules.signature import key_id, to_sign
    from safehome.observatory.rules.topics import Topic

    luck = random.Random(number)
    private = Ed25519PrivateKey.from_private_bytes(number.to_bytes(32))
    key = key_id(private.public_key().public_bytes_raw())
    plain = {"journeys": PLACES, "attendance": ATTENDANCE, "referrals": BECAME}
    counts = {name: dict.fromkeys(cells, 20) for name, cells in plain.items()}
    answered = {name: dict.fromkeys(parts, 30) for name, parts in QUESTIONNAIRES.items()}
    previous = ""
    for sequence in range(1, EACH + 1):
        until = date(2023 + (sequence - 1) // 4, 3 * ((sequence - 1) % 4) + 1, 1)
        topics = []
        for name, cells in counts.items():
            for cell in cells:
                cells[cell] += luck.choice((5, 7, 12))
            topics.append(Topic(name, sequence, {**cells, "whole": sum(cells.values())}))
        for name, parts in answered.items():
            told: dict[str, int | None] = {}
            figures: dict[str, int] = {}
            for part in parts:
                ways = [luck.randint(5, 9) * sequence for _ in range(4)]
                names = ("missing", "better", "same", "worse")
                told |= {f"{part}/{way}": n for way, n in zip(names, ways, strict=True)}
                told[f"{part}/started"] = sum(ways)
                figures |= {
                    f"{part}/change-mean": luck.randint(-500, 2000),
                    f"{part}/change-sd": luck.randint(500, 2500),
                }
            topics.append(Topic(f"answers:{name}", sequence, told, figures))
        packet = Packet(key, sequence, previous, until, METHOD, (("open", "1.0"),), tuple(topics))
        previous = digest(packet)
        content = written(packet, private.sign(to_sign(packet)))
        yield sequence, previous, content, until, [one.name for one in topics]


def _fill(place: Place, organisations: int) -> None:
    ids = {"org": identifier(1, 0), "account": identifier(3, 0), "person": identifier(4, 0),
           "held": identifier(5, 0)}  # fmt: skip
    began = time.perf_counter()
    size = 0
    with psycopg.connect(place.record) as admin:
        for statement in OFFICE.split(";\n"):
            if statement.strip():
                admin.execute(statement, ids)
        for number in range(1, organisations + 1):
            admin.execute(
                "INSERT INTO observatory_sender (id, organisation_id, name, added_at, added_by_id)"
                " VALUES (%s, %s, %s, now(), %s)",
                [identifier(7, number), ids["org"], f"Service {number}", ids["person"]],
            )
            admin.execute(
                "INSERT INTO observatory_senderkey (id, organisation_id, sender_id, public,"
                " added_at, added_by_id, ended_because) VALUES (%s, %s, %s, %s, now(), %s, '')",
                [identifier(9, number), ids["org"], identifier(7, number), number.to_bytes(32),
                 ids["person"]],
            )  # fmt: skip
            for sequence, told, content, until, names in files(number):
                size = len(content)
                admin.execute(
                    "INSERT INTO observatory_takenpacket (id, organisation_id, sender_id, key_id,"
                    " sequence, digest, content, until, counted, taken_at, taken_by_id)"
                    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, now(), %s)",
                    [identifier(8, number * 100 + sequence), ids["org"], identifier(7, number),
                     identifier(9, number), sequence, told, content, until,
                     Jsonb(dict.fromkeys(names, until.isoformat())), ids["person"]],
                )  # fmt: skip
    with psycopg.connect(place.record, autocommit=True) as admin:
        admin.execute("VACUUM (ANALYZE)")
    print(
        f"{organisations} organisations, {EACH} packets each, {size / 1000:.0f} kB a packet:"
        f" written in {time.perf_counter() - began:.0f} s.",
        flush=True,
    )


def _keep(place: Place, office: Person) -> None:
    """Keep the sums as taking in the last packet would have; the files' keys are in no keyring."""
    from safehome.observatory.models import TakenPacket
    from safehome.observatory.queries.taken import packets_of, sums_with
    from safehome.people.access import acting_as

    with acting_as(office) as by:
        last = TakenPacket.objects.select_related("sender").order_by("-sequence", "-id")[0]
        (packet,) = packets_of([last])
        began = time.perf_counter()
        sums = sums_with(by, last.sender, packet, last.counted or {})
        print(f"  making the sums, as a packet is taken in: {time.perf_counter() - began:.2f} s")
    with psycopg.connect(place.record) as admin:
        admin.execute(
            "UPDATE observatory_takenpacket SET state = %s, together = %s WHERE id = %s",
            [sums["state"], Jsonb(sums["together"]), last.pk],
        )


def _measure(place: Place, organisations: int) -> None:
    os.environ.update(place.environment("office"))
    import django

    django.setup()
    from safehome.observatory.merged import of_all
    from safehome.observatory.queries.own import asked_of
    from safehome.observatory.queries.taken import sums_of, sums_of_all, told_by_all
    from safehome.people.access import acting_as
    from safehome.people.models import Person

    office = Person(account_id=identifier(3, 0), name="Office")
    told: dict[str, list[float]] = {}
    for how in ("of every last packet", "as kept"):
        if how == "as kept":
            _keep(place, office)
        for _ in range(TIMES):
            with acting_as(office) as by:
                began = time.perf_counter()
                found = sums_of_all(by)
                read = time.perf_counter()
                shown = of_all(found, asked_of([one.name for one in found]))
                told.setdefault(f"sums read, {how}", []).append(read - began)
                told.setdefault("words and pictures", []).append(time.perf_counter() - read)
            if found[0].how_many != organisations or not shown:
                raise SystemExit("Not everything that was written is told.")
    with acting_as(office) as by:
        if sums_of_all(by) != sums_of(told_by_all(by)):
            raise SystemExit("What was kept is not what every last packet says.")
    for what, seconds in told.items():
        print(f"  {what}: {median(seconds) * 1000:.0f} ms")
    print(f"  peak: {peak():.0f} MiB")
    from django.db import connections

    connections.close_all()
    for one in connections.all():
        one.close_pool()
