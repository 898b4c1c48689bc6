"""The sums of all senders are kept as a packet is taken in, and are what every packet says."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from safehome.observatory import actions
from safehome.observatory.models import TakenPacket
from safehome.observatory.queries.taken import sums_of, sums_of_all, told_by_all
from safehome.observatory.rules.packet import Packet
from safehome.observatory.rules.topics import Topic
from safehome.people.access import acting_as
from tests.office.test_take_in_packets import ALL, Elsewhere, them

__all__ = ["them"]


def key_taken_in(cast, one, name):
    with acting_as(cast.olu) as by:
        actions.take_in_key(line=one.line, heard=one.fingerprint, name=name, by=by)


def take_in(cast, one: Elsewhere, packet: Packet) -> Packet:
    with acting_as(cast.olu) as by:
        actions.take_in_packet(one.file(packet), by=by)
    return packet


def referrals(sequence, begun, waits=6):
    whole = begun + (waits or 3) + 0
    held = {"waits": waits, "no-family": 0 if waits else None, "whole": whole + (0 if waits else 4)}
    return Topic("referrals", sequence, {"begun": begun, **held})


def answers(sequence, name, size, mean):
    told = {"missing": size, "better": 2 * size, "same": size, "worse": 0}
    counts = {f"total/{way}": n for way, n in told.items()} | {"total/started": 4 * size}
    figures = {"total/change-mean": mean, "total/change-sd": 900 + mean % 70}
    return Topic(f"answers:{name}", sequence, counts, figures)


def as_counted(cast):
    """Whether what is read was kept, and whether it is what every last packet says."""
    with acting_as(cast.olu) as by:
        with CaptureQueriesContext(connections["default"]) as asked:
            found = sums_of_all(by)
        was_kept = not any('"content"' in one["sql"] for one in asked.captured_queries)
        return was_kept, found == sums_of(told_by_all(by))


@pytest.fixture
def fourteen(cast):
    """Fourteen organisations, each with a first packet."""
    luck = random.Random(52)
    found = []
    for number in range(14):
        one = Elsewhere()
        key_taken_in(cast, one, f"Service {number:02}")
        topics = [referrals(1, luck.randint(5, 60), luck.choice((6, 9, None)))]
        if number % 2:
            topics.append(answers(1, "kuc", luck.randint(5, 30), luck.randint(-300, 2400)))
        if number < 3:
            topics.append(answers(1, "zzz", luck.randint(5, 30), luck.randint(-300, 2400)))
        found.append((one, take_in(cast, one, one.first(*topics))))
    return found


@pytest.mark.feature("NEW26")
def test_what_is_kept_is_what_every_packet_says(cast, olu, fourteen):
    """After each packet, to the last digit; the page reads fourteen organisations from one row."""
    assert as_counted(cast) == (True, True)
    for one, first in fourteen[::3]:
        more = tuple(
            Topic(t.name, 2, {cell: None if n is None else 3 * n for cell, n in t.counts.items()},
                  {cell: n + 11 for cell, n in t.figures.items()})
            for t in first.topics
        )  # fmt: skip
        take_in(cast, one, one.after(first, topics=more))
        assert as_counted(cast) == (True, True)
    page = olu.get(ALL).text
    assert "14 organisations tell" in page
    assert "the middle half" in page
    assert "Service 02" in page, "of what three tell, each stands beside the others"


def test_the_page_is_the_same_of_what_is_kept_and_counted_anew(cast, olu, fourteen, superuser):
    def main():
        page = olu.get(ALL).text
        return page[page.index("<main") : page.index("</main")]

    of_kept = main()
    superuser.execute("UPDATE observatory_takenpacket SET state = '', together = NULL")

    assert as_counted(cast) == (False, True)
    assert main() == of_kept


def test_what_is_kept_of_another_state_is_not_read(cast, them, fourteen, superuser):
    """A packet that an older release took in since: the sums no longer hold, and are not read."""
    key_taken_in(cast, them, "Late")
    take_in(cast, them, them.first(referrals(1, 70)))
    superuser.execute(
        "UPDATE observatory_takenpacket SET state = '', together = NULL"
        " WHERE sender_id = (SELECT id FROM observatory_sender WHERE name = 'Late')"
    )

    assert as_counted(cast) == (False, True)
    with acting_as(cast.olu) as by:
        assert sums_of_all(by)[0].how_many == 15


def test_two_packets_at_the_same_moment_are_both_in_the_sums(cast, fourteen):
    """Whoever takes one in waits for whoever is taking in another."""
    (one, first), (other, second) = fourteen[:2]

    def after(who, packet):
        try:
            return take_in(cast, who, who.after(packet))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        made = [both.submit(after, one, first), both.submit(after, other, second)]
        assert [each.result(60).sequence for each in made] == [2, 2]

    assert as_counted(cast) == (True, True)


def test_a_packet_that_is_refused_leaves_the_sums(cast, fourteen):
    one, first = fourteen[0]
    with acting_as(cast.olu) as by, pytest.raises(Exception, match="before"):
        actions.take_in_packet(one.file(first), by=by)

    assert as_counted(cast) == (True, True)
    with acting_as(cast.olu):
        assert TakenPacket.objects.count() == 14
