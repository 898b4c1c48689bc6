"""Identifiers: of two, the later is the greater, in one thread or several."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122

from safehome.kit.ids import new_id


def test_the_later_is_the_greater_however_close():
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_threads_share_one_order():
    with ThreadPoolExecutor(4) as pool:
        each = list(pool.map(lambda _: [new_id() for _ in range(2_000)], range(4)))
    assert all(one == sorted(one) for one in each)
    heads = {made.int >> 64 for one in each for made in one}
    assert len(heads) == 4 * 2_000  # no two of one moment


def test_a_clock_that_goes_back_does_not_turn_the_order(monkeypatch):
    before = new_id()
    an_hour_ago = time.time_ns() - 3_600_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: an_hour_ago)
    assert before < new_id() < new_id()


def test_it_is_a_version_7_of_this_moment():
    made = new_id()
    assert (made.version, made.variant) == (7, RFC_4122)
    assert abs((made.int >> 80) / 1000 - time.time()) < 60
