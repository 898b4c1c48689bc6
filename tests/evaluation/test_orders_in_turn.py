"""Whose order is made next: nobody's many hold up anybody's one, with one worker and several."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest
from django.db import connections

from safehome.evaluation.beside import SILENT, make_next
from safehome.evaluation.models import Later, Order, Part, What
from safehome.evaluation.ordered import Queue, queue_of
from tests.evaluation.made_beside import (
    make,
    nobody_counts,
    order,
    page_of,
    silent,
    standing,
    until,
)
from tests.evaluation.test_counting import journey
from tests.prepared import ADMIN, NAME

__all__ = ["journey", "make", "order", "standing"]

MANY = [
    {"what": What.PACKET}, {"part": Part.ALL}, {"part": Part.ALL, "later": Later.MID},
    {"part": Part.THIS_YEAR}, {"part": Part.LAST_YEAR},
]  # fmt: skip
TAKE = "SELECT id FROM ctx.take_order(%s, make_interval(secs => %s), 2)"


@pytest.fixture
def five_and_one(cast, order):
    """Five of the manager, and then one of the safeguarding lead; which they are."""
    return [order(cast.mo, **one).pk for one in MANY], order(cast.priya).pk


@pytest.fixture
def workers():
    """Connections that take orders, each in a transaction of its own."""
    found = [psycopg.connect(psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME)) for _ in range(7)]
    yield found
    for one in found:
        one.rollback()
        one.close()


def take(connection):
    return connection.execute(TAKE, [uuid4(), SILENT.total_seconds()]).fetchone()[0]


def end(superuser, pk, minutes=0.0):
    """It is made, and took so long."""
    superuser.execute(
        "UPDATE evaluation_order SET step = 'ready', ended_at = now(), maker = NULL,"
        " begun_at = now() - make_interval(secs => %s) WHERE id = %s",
        [minutes * 60, pk],
    )


def taken_and_ended(superuser, workers, minutes=0.0):
    """The next one, which takes so long."""
    pk = take(workers[0])
    workers[0].commit()
    end(superuser, pk, minutes)
    return pk


@pytest.mark.feature("EVA3")
def test_one_is_made_after_the_first_of_five(cast, five_and_one, make, journey, standing):
    mine, theirs = five_and_one

    assert make() == "ready"
    assert standing(cast.mo, mine[0]).ended_at is not None
    assert standing(cast.priya, theirs).begun_at is None
    assert make() == "ready"
    assert standing(cast.priya, theirs).ended_at is not None
    assert standing(cast.mo, mine[1]).begun_at is None
    assert [make() for _ in mine[1:]] == ["ready"] * 4, "and all are made at last"
    assert make() is None


def test_the_page_says_what_is_before_it(cast, five_and_one, signed_in):
    mine, theirs = five_and_one
    mo, priya = signed_in(cast.mo), signed_in(cast.priya)

    assert "1 before it." in page_of(priya, theirs)
    assert "It is the next one." in page_of(mo, mine[0])
    assert "5 before it." in page_of(mo, mine[4])


def test_several_workers_at_the_same_moment_take_one_of_each(five_and_one, workers):
    """None of them has said yet what it took."""
    mine, theirs = five_and_one

    taken = [take(one) for one in workers]

    assert taken == [mine[0], theirs, *mine[1:], None], "and none is taken twice"


def test_whoever_has_one_being_made_waits_while_another_has_none(
    cast, five_and_one, workers, order
):  # fmt: skip
    mine, theirs = five_and_one
    assert take(workers[0]) == mine[0]
    workers[0].commit()
    last = order(cast.ben).pk

    taken = []
    for one in workers[1:4]:
        taken.append(take(one))
        one.commit()

    assert taken == [theirs, last, mine[1]], "a free worker makes a second one of hers all the same"


def test_workers_that_are_at_work_make_one_of_each(cast, five_and_one, worker, superuser, journey):
    """Three of them truly count, while nobody can be done."""

    def of_whom():
        rows = superuser.execute(
            "SELECT person_id FROM evaluation_order WHERE step = 'counting' AND ended_at IS NULL"
        ).fetchall()
        return Counter(person for (person,) in rows)

    def one():
        try:
            return make_next(using=worker)
        finally:
            connections[worker].close()

    with ThreadPoolExecutor(3) as beside:
        with nobody_counts():
            made = []
            for number in (1, 2, 3):
                made.append(beside.submit(one))
                until(lambda number=number: sum(of_whom().values()) == number)
            assert of_whom() == {cast.mo.pk: 2, cast.priya.pk: 1}
        assert [each.result(30) for each in made] == ["ready"] * 3


def test_a_short_one_is_not_behind_those_who_had_long_ones(cast, order, workers, superuser):
    long = order(cast.mo).pk
    assert taken_and_ended(superuser, workers, minutes=29) == long
    again, other = order(cast.mo).pk, order(cast.mo, what=What.PACKET).pk
    short = [order(cast.priya, part=part).pk for part in (Part.THIS_YEAR, Part.LAST_YEAR)]

    turns = [taken_and_ended(superuser, workers, minutes=0.1) for _ in range(4)]

    assert turns == [*short, again, other], "until both have had as many minutes"


def test_minutes_of_yesterday_are_forgotten(cast, order, workers, superuser):
    end(superuser, order(cast.mo).pk, minutes=26 * 60)
    first, second = order(cast.mo).pk, order(cast.priya).pk

    assert [taken_and_ended(superuser, workers) for _ in range(2)] == [first, second]


def test_minutes_are_shared_alike(cast, order, workers, superuser):
    """While all wait, nobody is ahead of anybody by more than the longest of them takes."""
    people = (cast.mo, cast.priya, cast.ben)
    of = {order(one, **what).pk: one.name for one in people for what in MANY[1:]}
    minutes = dict.fromkeys(of.values(), 0.0)
    waiting = Counter(of.values())

    for long in (30, 0.2, 1, 30, 0.2, 1, 3, 20, 5, 2, 2, 2):
        if min(waiting.values()):
            assert max(minutes.values()) - min(minutes.values()) <= 31
        whose = of[taken_and_ended(superuser, workers, long)]
        minutes[whose] += long
        waiting[whose] -= 1
    assert not any(waiting.values())


def test_those_who_have_had_as_much_take_turns(cast, order, workers, superuser):
    people = (cast.mo, cast.priya)
    of = {order(one, **what).pk: one.name for one in people for what in MANY[1:]}

    served = [of[taken_and_ended(superuser, workers, 0.1)] for _ in range(8)]

    assert served == [cast.mo.name, cast.priya.name] * 4


def test_one_whose_maker_died_comes_again_in_its_turn(five_and_one, workers, superuser):
    mine, theirs = five_and_one
    assert take(workers[0]) == mine[0]
    workers[0].commit()
    silent(superuser)

    assert take(workers[1]) == mine[0], "nobody makes any of hers now, and it is her oldest"
    workers[1].commit()
    assert take(workers[2]) == theirs


def test_one_whose_maker_died_is_before_nobody_whose_turn_is_earlier(
    cast, five_and_one, order, workers, superuser, acting
):
    mine, theirs = five_and_one
    end(superuser, order(cast.priya, part=Part.THIS_YEAR).pk, minutes=10)
    for worker, expected in zip(workers, (mine[0], theirs), strict=False):
        assert take(worker) == expected
        worker.commit()
    end(superuser, mine[0])
    silent(superuser)

    with acting(cast.mo):
        assert queue_of(Order.objects.get(pk=mine[1])) == Queue(0, False)
    with acting(cast.priya):
        assert queue_of(Order.objects.get(pk=theirs)) == Queue(1, False)
