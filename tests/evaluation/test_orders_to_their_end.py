"""However the making of an order goes, it ends in time, by what truly ended it, and is noted."""

from __future__ import annotations

import csv
import io
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from uuid import uuid4

import psycopg
import pytest
from django.db import connections

from safehome.evaluation import beside, ordering
from safehome.evaluation.beside import empty_orders, make_next
from safehome.evaluation.models import Order, Part, What
from safehome.evaluation.sets import set_of
from safehome.families.models import FamilyMember
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
from tests.evaluation.test_sets import agreed
from tests.factories.families import make_agreement, make_family, make_journey
from tests.prepared import ADMIN, NAME

__all__ = ["agreed", "journey", "make", "order", "standing"]
TAKE = "SELECT became FROM ctx.take_order(%s, make_interval(secs => 30), 2)"


def made_within(worker, seconds):
    """What became of the next order; None where its maker still waits for something."""
    found = []

    def run():
        try:
            found.append(make_next(using=worker))
        finally:
            connections[worker].close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    return found[0] if found else None


def ends_noted(superuser, order):
    return superuser.execute(
        "SELECT verb, purpose, person_id FROM audit_event WHERE about_id = %s"
        " AND verb <> 'order.placed' ORDER BY sequence", [order.pk],
    ).fetchall()  # fmt: skip


def test_whoever_watches_fails_and_the_order_still_ends(
    cast, agreed, order, worker, standing, monkeypatch
):
    one = order(cast.mo, What.SET, name="Autumn")

    def fails(watch, step):
        raise RuntimeError("not a fault of the database")

    monkeypatch.setattr(beside._Watch, "_said", fails)
    assert made_within(worker, 20) == "fault"
    assert standing(cast.mo, one.pk).why_not == "fault"


def test_a_beat_that_fails_stops_nothing(cast, journey, order, worker, monkeypatch):
    order(cast.mo)
    said, failed = beside._Watch._said, []

    def once(watch, step):
        if not failed:
            failed.append(step)
            raise RuntimeError("once")
        return said(watch, step)

    monkeypatch.setattr(beside._Watch, "_said", once)
    with ThreadPoolExecutor() as pool:
        with nobody_counts():
            made = pool.submit(made_within, worker, 20)
            until(lambda: failed)
        assert made.result(30) == "ready"


def test_nobody_waits_for_ever_for_an_answer(cast, agreed, order, worker, monkeypatch):
    order(cast.mo, What.SET, name="Autumn")
    monkeypatch.setattr(beside, "ANSWERED", 0.3)
    monkeypatch.setattr(beside._Watch, "_said", lambda watch, step: time.sleep(30))
    assert made_within(worker, 15) == "fault"


def test_no_order_is_counted_longer_than_it_may(
    cast, journey, order, worker, standing, signed_in, monkeypatch
):
    one = order(cast.mo)
    monkeypatch.setattr(beside, "LONGEST", beside.timedelta(seconds=0.3))
    with nobody_counts():
        assert made_within(worker, 20) == "too-long"  # while the table is still locked
    assert standing(cast.mo, one.pk).why_not == "too-long"
    assert "After half an hour of counting it was stopped." in page_of(signed_in(cast.mo), one.pk)


def test_all_parts_of_a_set_share_one_time(cast, agreed, order, worker, monkeypatch):
    """Each of its statements is short; together they are not."""
    order(cast.mo, What.SET, name="Autumn")
    note = beside._Watch.note

    def slowly(watch, step):
        note(watch, step)
        time.sleep(3)

    monkeypatch.setattr(beside._Watch, "note", slowly)
    monkeypatch.setattr(beside, "LONGEST", beside.timedelta(seconds=5))
    assert made_within(worker, 30) == "too-long"


def test_the_connection_that_counts_asks_whether_anybody_listens(
    cast, journey, order, make, worker
):
    order(cast.mo)
    assert make() == "ready"
    with connections[worker].cursor() as cursor:
        cursor.execute("SHOW client_connection_check_interval")
        assert cursor.fetchone() == ("2s",)


def test_ended_by_whoever_would_take_it_next_it_is_noted(cast, journey, order, make, superuser):
    dead, cancelled = order(cast.mo), order(cast.ben)
    for _ in range(2):
        for _ in range(2):
            superuser.execute(TAKE, [uuid4()])
        silent(superuser)
    superuser.execute(
        "UPDATE evaluation_order SET cancel_asked_at = now() WHERE id = %s", [cancelled.pk]
    )
    after = order(cast.priya)

    assert make() == "ready"  # the one that waits behind them

    assert ends_noted(superuser, dead) == [("order.failed", "report stopped", cast.mo.pk)]
    assert ends_noted(superuser, cancelled) == [
        ("order.cancelled", "report cancelled", cast.ben.pk)
    ]
    assert ends_noted(superuser, after) == [("order.made", "report ready", cast.priya.pk)]


def test_what_a_slow_maker_wrote_first_is_kept(cast, journey, order, make, superuser, standing):
    """Taken for dead with its counts written and not committed: nobody takes it before that."""
    one, slow = order(cast.mo), uuid4()
    superuser.execute(TAKE, [slow])
    with psycopg.connect(psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME)) as first:
        first.execute("SELECT ctx.count_order(%s, %s, 'end')", [one.pk, slow])
        (kept,) = first.execute("SELECT id FROM evaluation_ordercounts").fetchone()
        silent(superuser)
        assert make() is None
        first.commit()
    assert make() == "ready"

    assert standing(cast.mo, one.pk).step == "ready"
    assert superuser.execute("SELECT id FROM evaluation_ordercounts").fetchall() == [(kept,)]


@pytest.mark.parametrize("when", ["before it is taken", "while it is taken"])
def test_a_team_that_was_made_later_has_one_number_in_both_files(
    cast, acting, making, agreed, order, worker, superuser, monkeypatch, when
):
    one = order(cast.mo, What.SET, name="Autumn")
    before = len(Order(teams=one.teams).teams)

    def a_team():
        new = making.team(cast.harbour, "A new team")
        with acting(cast.amina) as by:
            made = make_family(by, cast, name="Five", carers=("A", "B", "C", "D", "E"))
            for one in make_journey(by, made).carers.all():
                carer = FamilyMember.objects.get(pk=one.carer_id)
                make_agreement(carer, purpose="research", by=by)
        superuser.execute(
            "UPDATE families_family SET team_id = %s WHERE id = %s", [new.pk, made.family.pk]
        )

    if when == "before it is taken":
        a_team()
    else:
        took = beside._next

        def then(using):
            found = took(using)
            if found:
                a_team()
            return found

        monkeypatch.setattr(beside, "_next", then)
    assert make_next(using=worker) == "ready"

    with acting(cast.mo) as by:
        one.refresh_from_db()
        assert ordering.finish_set(one, by=by)
        counts, *_ = set_of(by, one.pk).thawed()
    rows = superuser.execute(
        "SELECT string_agg(content, E'\\n' ORDER BY place) FROM evaluation_frozenrows"
        " WHERE frozen_id = %s AND file = 'carers'", [one.pk],
    ).fetchone()[0]  # fmt: skip
    number = f"Team {before + 1}"
    assert number in counts["end"].teams
    assert sum(number in line for line in csv.reader(io.StringIO(rows))) == 5


def test_who_may_have_it_is_never_unknown(cast, order, superuser):
    """A line that says “one practitioner” and names none cannot be; if it were, nobody may."""
    one, maker = order(cast.amina, part=Part.LEAD, lead=cast.amina.pk), uuid4()
    none = "UPDATE evaluation_order SET lead_id = NULL WHERE id = %s"
    wrong = "UPDATE evaluation_order SET part = %s WHERE id = %s"
    for part in (Part.ALL, Part.TEAM, Part.YEAR):
        with pytest.raises(psycopg.errors.CheckViolation):
            superuser.execute(wrong, [part.value, one.pk])
    with pytest.raises(psycopg.errors.CheckViolation):
        superuser.execute(none, [one.pk])
    with superuser.transaction(force_rollback=True):
        superuser.execute(
            "ALTER TABLE evaluation_order DROP CONSTRAINT evaluation_order_part_with_which"
        )
        superuser.execute(none, [one.pk])
        superuser.execute(TAKE, [maker])
        told = superuser.execute("SELECT ctx.count_order(%s, %s, 'end')", [one.pk, maker])
        assert told.fetchone() == ("role",)


def test_a_set_that_nobody_looked_at_is_kept_longer(
    cast, acting, agreed, order, make, worker, superuser, signed_in
):
    one = order(cast.mo, What.SET, name="Autumn")
    make()
    ended = "UPDATE evaluation_order SET ended_at = now() - make_interval(days => %s)"
    superuser.execute(ended, [29])
    assert empty_orders(using=worker) == 0
    assert "Ready: Frozen set “Autumn”" in signed_in(cast.mo).get("/").text
    superuser.execute(ended, [31])
    assert empty_orders(using=worker) == 1
    left = superuser.execute("SELECT count(*) FROM evaluation_frozenset WHERE id = %s", [one.pk])
    assert left.fetchone() == (0,)
