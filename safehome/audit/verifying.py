"""Walk every chain from its first event and say where it was touched.

Reads each event once, in order and in a stream, so that a million need no
memory. Trusts nothing that stands in the database alone: a chain written anew
from its beginning is coherent, and only heads signed outside give it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

import psycopg

from safehome.audit.chain import GENESIS, PARTS, link

# As `audit.append` spelt each part when it was hashed.
SPELT = {"at_microseconds": "(extract(epoch FROM at) * 1000000)::bigint"}
EVENTS = (
    "SELECT previous_hash, hash, sequence, "  # noqa: S608 - made of the names above, no more
    + ", ".join(f"({SPELT.get(part, part)})::text" for part in PARTS)
    + " FROM audit_event e ORDER BY e.organisation_id, e.sequence"
)
ENOUGH = 20  # faults of one chain; after these, more say nothing new


@dataclass(frozen=True)
class Row:
    """One event as it is stored: its place, its two hashes and its parts as text."""

    sequence: int
    previous: bytes
    hash: bytes
    parts: Sequence[str | None]


@dataclass(frozen=True)
class Head:
    """Where a chain ended at some moment."""

    sequence: int
    hash: bytes


@dataclass
class Report:
    """What was found of one organisation's chain. No faults: nothing was touched."""

    organisation: UUID
    events: int = 0
    faults: list[str] = field(default_factory=list)

    def sentence(self, name: str = "") -> str:
        who = name or str(self.organisation)
        if not self.faults:
            return f"{who}: {self.events} events, each in its place."
        return f"{who}: {self.events} events, and the log was touched. " + " ".join(self.faults)

    def fault(self, sentence: str) -> None:
        if len(self.faults) < ENOUGH:
            self.faults.append(sentence)


def walk(
    organisation: UUID, rows: Iterable[Row], *, head: Head | None, signed: Iterable[Head] = ()
) -> Report:
    """Check one chain against itself, against its head, and against the heads once signed."""
    report = Report(organisation)
    expected, previous = 1, GENESIS
    wanted: dict[int, list[bytes]] = {}
    for one in signed:
        wanted.setdefault(one.sequence, []).append(one.hash)
    for row in rows:
        report.events += 1
        if row.sequence != expected:
            report.fault(f"Where event {expected} should stand, there is event {row.sequence}.")
        elif row.previous != previous:
            report.fault(f"Event {row.sequence} does not follow the one before it.")
        if link(row.previous, row.parts) != row.hash:
            report.fault(f"Event {row.sequence} is not as it was written.")
        for known in wanted.pop(row.sequence, ()):
            if known != row.hash:
                report.fault(f"Event {row.sequence} is not the one whose hash was signed.")
        expected, previous = row.sequence + 1, row.hash
    if head is None:
        report.fault("The chain has no head.")
    elif (head.sequence, head.hash) != (expected - 1, previous):
        report.fault(f"The chain ends at event {expected - 1}, its head says {head.sequence}.")
    if wanted:
        report.fault(f"Event {max(wanted)} was signed and is no longer there.")
    return report


def verify(
    connection: psycopg.Connection, signed: Mapping[UUID, Sequence[Head]] | None = None
) -> Iterator[Report]:
    """A report for every chain that there is, or that was once signed.

    connection: of a role that sees every event, such as the migrating one.
    signed: for each organisation, the heads that were signed outside the database.
    """
    signed = signed or {}
    own = connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    with connection.transaction():
        if own:  # heads and events as of one moment, though the service runs on
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        heads = {
            organisation: Head(sequence, bytes(last))
            for organisation, sequence, last in connection.execute(
                "SELECT organisation_id, sequence, hash FROM audit_head"
            )
        }
        missing = heads.keys() | signed.keys()
        with connection.cursor(name="chain") as cursor:
            cursor.itersize = 5000
            cursor.execute(EVENTS)
            for chain, rows in groupby(cursor, key=lambda row: row[3]):
                organisation = UUID(chain)
                missing -= {organisation}
                yield walk(
                    organisation,
                    (Row(place, bytes(before), bytes(own), parts)
                     for before, own, place, *parts in rows),
                    head=heads.get(organisation),
                    signed=signed.get(organisation, ()),
                )  # fmt: skip
        for organisation in sorted(missing):
            yield walk(
                organisation, (), head=heads.get(organisation), signed=signed.get(organisation, ())
            )
