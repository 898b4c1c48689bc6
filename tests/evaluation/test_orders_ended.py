"""An order that is not made: cancelled, left by its maker, a fault; and what is deleted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.urls import reverse

from safehome.evaluation import ordering
from safehome.evaluation.beside import empty_orders
from safehome.evaluation.models import OrderCounts, Step
from tests.evaluation.made_beside import (
    key_in,
    make,
    nobody_counts,
    order,
    page_of,
    silent,
    standing,
    until,
    waits_for_journeys,
)
from tests.evaluation.test_counting import journey

__all__ = ["journey", "make", "order", "standing"]


def test_cancelled_a_running_statement_stops_and_nothing_is_left(
    cast, signed_in, make, journey, order, standing, acting, superuser
):  # fmt: skip
    one = order(cast.mo)
    mo = signed_in(cast.mo)
    with ThreadPoolExecutor() as beside, nobody_counts():
        made = beside.submit(make)
        until(lambda: waits_for_journeys(superuser))
        mo.post(reverse("evaluation:cancel-order", args=[one.pk]))
        assert made.result(10) == "cancelled"  # while the table is still locked
        assert not waits_for_journeys(superuser)
    assert "Nothing of it was kept." in page_of(mo, one.pk)
    with acting(cast.mo):
        assert not OrderCounts.objects.exists()
    assert make() is None
    # The connection goes on, with no limit left on it.
    again = mo.post(reverse("evaluation:order-again", args=[one.pk]))
    assert make() == "ready"
    assert "Open the report" in mo.get(again["Location"]).text


def test_one_that_waits_is_cancelled_at_once(cast, signed_in, make, order, standing):
    one = order(cast.mo)
    mo = signed_in(cast.mo)
    mo.post(reverse("evaluation:cancel-order", args=[one.pk]))

    assert standing(cast.mo, one.pk).step == Step.CANCELLED
    assert make() is None
    answer = mo.post(reverse("evaluation:cancel-order", args=[one.pk]), follow=True)
    assert "It had ended already" in answer.text


def test_cancelled_after_it_was_counted_it_is_not_kept(cast, acting, journey, order, superuser):
    """Between counting and saying so somebody cancels."""
    one = order(cast.mo)
    maker = one.pk  # any identifier
    taken = "SELECT id FROM ctx.take_order(%s, make_interval(secs => 30), 2)"
    superuser.execute(taken, [maker])
    superuser.execute("SELECT ctx.count_order(%s, %s, 'end')", [one.pk, maker])
    with acting(cast.mo) as by:
        assert OrderCounts.objects.count() == 1
        ordering.cancel_order(one, by=by)

    (became,) = superuser.execute(
        "SELECT ctx.end_order(%s, %s, 'ready')", [one.pk, maker]
    ).fetchone()

    assert became == "cancelled"
    with acting(cast.mo):
        assert not OrderCounts.objects.exists()


def test_a_worker_that_died_is_followed_by_another_and_then_it_is_said(
    cast, signed_in, make, journey, order, standing, superuser
):  # fmt: skip
    one, other = order(cast.mo), order(cast.ben)
    die = "SELECT id FROM ctx.take_order(gen_random_uuid(), make_interval(secs => 30), 2)"
    superuser.execute(die)
    assert make() == "ready"  # the other one: whoever has the first may still be alive
    assert standing(cast.ben, other.pk).step == Step.READY
    assert make() is None
    silent(superuser)
    assert "has not been heard of for" in page_of(signed_in(cast.mo), one.pk)

    assert make() == "ready"  # taken up again

    again = order(cast.mo, later="mid")
    superuser.execute(die)
    silent(superuser)
    superuser.execute(die)
    silent(superuser)
    assert make() is None
    page = page_of(signed_in(cast.mo), again.pk)
    assert "stopped in the middle, twice" in page
    assert "Try again" in page


def test_one_who_was_taken_for_dead_cannot_say_that_it_is_done(
    cast, journey, order, superuser, make, standing
):  # fmt: skip
    one = order(cast.mo)
    old = one.pk
    superuser.execute("SELECT id FROM ctx.take_order(%s, make_interval(secs => 30), 2)", [old])
    silent(superuser)
    assert make() == "ready"
    before = standing(cast.mo, one.pk).ended_at

    for act in ("ctx.note_order(%s, %s, 'rows')", "ctx.count_order(%s, %s, 'end')"):
        assert superuser.execute(f"SELECT {act}", [one.pk, old]).fetchone() == ("leave",)
    told = superuser.execute("SELECT ctx.end_order(%s, %s, 'fault')", [one.pk, old]).fetchone()
    assert told == (None,)
    assert standing(cast.mo, one.pk).ended_at == before


def test_emptied_after_days_and_when_it_is_deleted(
    cast, signed_in, make, order, acting, worker, superuser, journey
):  # fmt: skip
    old, new, gone = order(cast.mo), order(cast.mo, later="mid"), order(cast.ben)
    for _ in range(3):
        make()
    superuser.execute(
        "UPDATE evaluation_order SET ended_at = now() - interval '8 days' WHERE id = %s", [old.pk]
    )
    signed_in(cast.ben).post(reverse("evaluation:remove-order", args=[gone.pk]))

    assert empty_orders(using=worker) == 1
    assert empty_orders(using=worker) == 0
    mo = signed_in(cast.mo)
    assert mo.get(reverse("evaluation:order", args=[old.pk])).status_code == 404
    assert mo.get(reverse("evaluation:ordered-report", args=[old.pk])).status_code == 404
    assert mo.get(reverse("evaluation:ordered-report", args=[new.pk])).status_code == 200
    held = superuser.execute("SELECT order_id FROM evaluation_ordercounts").fetchall()
    assert held == [(new.pk,)]


def test_while_it_is_made_it_cannot_be_deleted(cast, signed_in, order, standing, superuser):
    one = order(cast.mo)
    answer = signed_in(cast.mo).post(reverse("evaluation:remove-order", args=[one.pk]), follow=True)
    assert "It is still being made" in answer.text
    assert standing(cast.mo, one.pk).removed_at is None


def test_a_fault_is_said_plainly_with_try_again(
    cast, signed_in, make, order, superuser, journey, standing
):  # fmt: skip
    one, other = order(cast.mo), order(cast.ben)
    superuser.execute("ALTER FUNCTION ctx.count_waits() RENAME TO count_waits_no_more")
    try:
        assert make() == "fault"
    finally:
        superuser.execute("ALTER FUNCTION ctx.count_waits_no_more() RENAME TO count_waits")
    assert make() == "ready"
    assert standing(cast.ben, other.pk).step == Step.READY
    mo = signed_in(cast.mo)
    assert "Not made: Report" in mo.get("/").text
    page = page_of(mo, one.pk)
    assert "Something went wrong while it was counted." in page
    there = mo.post(
        reverse("evaluation:order-again", args=[one.pk]), {"key": key_in(page)}
    )["Location"]  # fmt: skip
    assert make() == "ready"
    assert "Open the report" in mo.get(there).text
