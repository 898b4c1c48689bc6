"""What takes longer than a page is ordered, made beside other work, watched, cancelled, opened."""

from __future__ import annotations

import csv
import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.urls import reverse

from safehome.evaluation import ordered, ordering
from safehome.evaluation.beside import empty_orders, make_next, make_waiting
from safehome.evaluation.models import Export, Order, OrderCounts, Part, Step, What
from safehome.evaluation.ordering import Wanted, place_order
from safehome.evaluation.policies import ORDERS_AT_MOST
from safehome.people.models import Role
from tests.evaluation.test_counting import journey  # noqa: F401
from tests.factories.reports import make_saved_report
from tests.prepared import ADMIN, NAME

ORDERS = reverse("evaluation:orders")
TAKE = reverse("evaluation:take-away")
OPEN = {"kind": "csv", "password": "", "again": ""}


@pytest.fixture
def no_time(settings):
    """PostgreSQL stops a statement after a thousandth of a second: sooner than it can count."""
    settings.OUTCOMES_SECONDS = 0.001


@pytest.fixture
def make(worker):
    """The worker at work, with its own role."""
    return lambda: make_next(using=worker)


@pytest.fixture
def order(acting):
    def run(person, what=What.REPORT, **more):
        with acting(person) as by:
            return place_order(Wanted(what, **more), by=by)

    return run


@pytest.fixture
def standing(acting):
    """How an order of somebody stands now."""

    def run(person, pk):
        with acting(person):
            return Order.objects.get(pk=pk)

    return run


@contextmanager
def nobody_counts():
    """Whoever counts journeys waits, as if there were very many."""
    with psycopg.connect(psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME)) as db:
        db.execute("LOCK TABLE journeys_journey IN ACCESS EXCLUSIVE MODE")
        yield


def until(what, seconds=20.0):
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)
    return found


def page_of(client, pk):
    return client.get(reverse("evaluation:order", args=[pk])).text


def key_in(page):
    return re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1]


@pytest.mark.feature("EVA3")
def test_a_file_that_takes_too_long_is_ordered_and_is_the_same_file(
    cast, signed_in, settings, make, journey  # noqa: F811
):  # fmt: skip
    mo = signed_in(cast.mo)
    at_once = mo.post(TAKE, {**OPEN, "key": key_in(mo.get(TAKE).text)}).content
    settings.OUTCOMES_SECONDS = 0.001

    answer = mo.post(TAKE, {**OPEN, "key": key_in(mo.get(TAKE).text)})

    assert answer.status_code == 302
    there = answer["Location"]
    answer = mo.get(there)
    assert "It is the next one." in answer.text
    assert answer["Refresh"] == f"3; url={there}now/"
    assert "Refresh" not in mo.get(f"{there}?still=yes")
    assert make() == "ready"
    mo.get(f"{there}now/")
    assert "Ready: Report" in mo.get("/").text, "nobody has looked: a tab asked by itself"
    answer = mo.get(there)
    assert "Open the report" in answer.text
    assert "Refresh" not in answer
    assert "Ready: Report" not in mo.get("/").text
    settings.OUTCOMES_SECONDS = 20  # what is kept is not counted again, however long it may take
    assert re.search(r'value="csv"[^>]* checked', mo.get(f"{there}take-away/").text)
    made = mo.post(f"{there}take-away/", OPEN).content
    assert figures(made) == figures(at_once)
    assert "All journeys of this organisation." in mo.get(f"{there}report/").text


def figures(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", ["report", "every-figure", "paper", "figures"])
def test_a_page_that_takes_too_long_says_so_with_one_button(
    cast, signed_in, no_time, journey, acting, name  # noqa: F811
):  # fmt: skip
    mo = signed_in(cast.mo)
    answer = mo.get(reverse(f"evaluation:{name}") + f"?year={journey.started_on.year}&later=mid")
    assert answer.status_code == 503
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))

    there = mo.post(reverse("evaluation:order-report"), sent)

    assert "Make it while I do something else" in answer.text
    with acting(cast.mo):
        (one,) = Order.objects.all()
    assert there["Location"] == reverse("evaluation:order", args=[one.pk])
    assert (one.part, one.year, one.later) == ("year", journey.started_on.year, "mid")
    assert one.kind == {"paper": "pdf", "figures": "csv"}.get(name, "")


def test_whoever_waited_once_does_not_wait_again(
    cast, acting, signed_in, settings, make, journey, order  # noqa: F811
):  # fmt: skip
    order(cast.mo)
    with ThreadPoolExecutor() as beside:
        with nobody_counts():
            made = beside.submit(make)
            time.sleep(1.2)
        assert made.result(20) == "ready"
    settings.OUTCOMES_SECONDS = 1
    mo = signed_in(cast.mo)

    page = mo.get(reverse("evaluation:report"))

    assert page.status_code == 503
    assert "The last time it took 1 second" in page.text
    assert mo.get(reverse("evaluation:report") + "?wait=yes").status_code == 200
    with acting(cast.mo) as by:
        saved = make_saved_report(by)
    there = reverse("evaluation:open-saved", args=[saved.pk])
    assert mo.get(there).status_code == 503
    assert mo.get(f"{there}?wait=yes", follow=True).status_code == 200, "and it counts it once"
    assert mo.post(TAKE, OPEN)["Location"].startswith(ORDERS)
    settings.OUTCOMES_SECONDS = 30
    assert mo.get(reverse("evaluation:report")).status_code == 200


def test_the_steps_are_those_that_happen(cast, signed_in, make, journey, order, standing):  # noqa: F811
    first, second = order(cast.mo), order(cast.mo, later="mid")
    mo = signed_in(cast.mo)
    assert "1 before it." in page_of(mo, second.pk)
    with ThreadPoolExecutor() as beside:
        with nobody_counts():
            made = beside.submit(make)
            until(lambda: standing(cast.mo, first.pk).step == Step.COUNTING)
            page = page_of(mo, first.pk)
            assert "Being made: counting" in page
            assert re.search(r"Since \d\d:\d\d\.", page)
            assert 'sh-steps__item--done">Waiting' in page
            assert 'aria-current="step">Counting' in page
            assert "Open the report" not in page
        assert made.result(20) == "ready"
    assert "It is the next one." in page_of(mo, second.pk)
    assert make() == "ready"
    assert make() is None


def test_cancelled_a_running_statement_stops_and_nothing_is_left(
    cast, signed_in, make, journey, order, standing, acting, superuser  # noqa: F811
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


def waits_for_journeys(superuser):
    found = superuser.execute(
        "SELECT count(*) FROM pg_locks"
        " WHERE NOT granted AND relation = 'journeys_journey'::regclass"
    )
    return found.fetchone()[0] > 0


def test_one_that_waits_is_cancelled_at_once(cast, signed_in, make, order, standing):
    one = order(cast.mo)
    mo = signed_in(cast.mo)
    mo.post(reverse("evaluation:cancel-order", args=[one.pk]))

    assert standing(cast.mo, one.pk).step == Step.CANCELLED
    assert make() is None
    answer = mo.post(reverse("evaluation:cancel-order", args=[one.pk]), follow=True)
    assert "It had ended already" in answer.text


def test_cancelled_after_it_was_counted_it_is_not_kept(cast, acting, journey, order, superuser):  # noqa: F811
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
    cast, signed_in, make, journey, order, standing, superuser  # noqa: F811
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


def silent(superuser):
    superuser.execute(
        "UPDATE evaluation_order SET seen_at = now() - interval '2 min' WHERE maker IS NOT NULL"
    )


def test_one_who_was_taken_for_dead_cannot_say_that_it_is_done(
    cast, journey, order, superuser, make, standing  # noqa: F811
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


def test_nobody_begins_it_and_the_page_says_whom_to_tell(cast, signed_in, order, superuser):
    one = order(cast.mo)
    superuser.execute("UPDATE evaluation_order SET ordered_at = now() - interval '2 min'")

    page = page_of(signed_in(cast.mo), one.pk)

    assert "Nobody has begun it for 2 minutes" in page
    assert "Tell whoever looks after Safe Home" in page


def test_whoever_lost_the_role_gets_none(cast, making, signed_in, make, order, acting):
    one = order(cast.ben)
    lead = order(cast.ben, part=Part.LEAD, lead=cast.amina.pk)
    making.end_role(cast.ben, Role.SUPERVISOR)
    making._role(cast.ben, Role.PRACTITIONER)

    assert make() == make() == "role"
    ben = signed_in(cast.ben)
    for each in (one, lead):
        assert "you had no role that reads it" in page_of(ben, each.pk)
    with acting(cast.ben):
        assert not OrderCounts.objects.exists()


def test_what_was_made_before_the_role_was_lost_opens_no_more(
    cast, making, signed_in, make, order, journey  # noqa: F811
):  # fmt: skip
    one = order(cast.ben)
    make()
    there = reverse("evaluation:ordered-report", args=[one.pk])
    assert "journeys" in signed_in(cast.ben).get(there).text
    making.end_role(cast.ben, Role.SUPERVISOR)
    making._role(cast.ben, Role.PRACTITIONER)

    ben = signed_in(cast.ben)
    assert "There is nothing to show" in ben.get(there).text
    taken = ben.post(reverse("evaluation:take-ordered", args=[one.pk]), OPEN)
    assert taken["Content-Type"].startswith("text/html")
    making.end_role(cast.ben, Role.PRACTITIONER)
    assert signed_in(cast.ben).get(there).status_code == 403


def test_nobody_else_sees_it_cancels_it_or_deletes_it(
    cast, signed_in, make, order, acting, standing, journey  # noqa: F811
):  # fmt: skip
    one, waits = order(cast.mo), order(cast.mo, later="mid")
    make()
    for person in (cast.ben, cast.priya, cast.rita, cast.dev):
        client = signed_in(person)
        for name in ("order", "order-now", "ordered-report", "take-ordered"):
            answer = client.get(reverse(f"evaluation:{name}", args=[one.pk]))
            assert answer.status_code in (403, 404), (person, name)
        for name in ("cancel-order", "order-again", "remove-order"):
            answer = client.post(reverse(f"evaluation:{name}", args=[waits.pk]))
            assert answer.status_code in (403, 404), (person, name)
        assert "Nothing is being made" in client.get(ORDERS).text
        with acting(person) as by:
            assert not Order.objects.exists()
            assert not OrderCounts.objects.exists()
            # And the database's own functions are for nobody else's.
            assert ordering.cancel_order(waits, by=by) == ""
            assert not ordering.remove_order(one, by=by)
            assert ordered.queue_of(waits).ahead == 0
    assert standing(cast.mo, waits.pk).step == Step.WAITING


def test_emptied_after_days_and_when_it_is_deleted(
    cast, signed_in, make, order, acting, worker, superuser, journey  # noqa: F811
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
    cast, signed_in, make, order, superuser, journey, standing  # noqa: F811
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


def test_sent_twice_it_is_ordered_once(cast, signed_in, no_time, journey, acting, make):  # noqa: F811
    mo = signed_in(cast.mo)
    sent = {"key": key_in(mo.get(reverse("evaluation:report")).text), "part": "all",
            "later": "end", "kind": ""}  # fmt: skip
    mo.post(reverse("evaluation:order-report"), sent)
    make()
    mo.post(reverse("evaluation:order-report"), sent)  # back, and sent again
    file = {**OPEN, "key": key_in(mo.get(TAKE).text)}
    mo.post(TAKE, file)
    make()
    mo.post(TAKE, file)

    with acting(cast.mo):
        assert Order.objects.count() == 2


def test_the_same_that_waits_is_not_ordered_again_and_five_are_enough(cast, order, making):
    one = order(cast.mo)
    assert order(cast.mo).pk == one.pk
    for number in range(ORDERS_AT_MOST - 1):
        order(cast.mo, What.SET, name=f"Set {number}")

    with pytest.raises(PermissionDenied, match="cancel one"):
        order(cast.mo, later="mid")


@pytest.mark.parametrize(
    ("person", "wanted"),
    [
        ("amina", {}),
        ("amina", {"part": Part.LEAD, "lead": "ben"}),
        ("ada", {}),
        ("ben", {"what": What.SET, "name": "x"}),
        ("priya", {"what": What.PACKET}),
    ],
)
def test_nobody_orders_what_they_do_not_read(cast, order, person, wanted):
    if "lead" in wanted:
        wanted = {**wanted, "lead": getattr(cast, wanted["lead"]).pk}
    with pytest.raises(PermissionDenied):
        order(getattr(cast, person), **wanted)


def test_looking_again_and_again_is_not_noted_and_renews_no_session(
    cast, signed_in, order, superuser
):
    one = order(cast.mo)
    mo = signed_in(cast.mo)
    superuser.execute("UPDATE people_signinsession SET seen_at = now() - interval '5 min'")
    count = "SELECT count(*) FROM audit_event"
    before = superuser.execute(count).fetchone()
    for _ in range(3):
        assert mo.get(reverse("evaluation:order-now", args=[one.pk])).status_code == 200
    assert superuser.execute(count).fetchone() == before
    (idle,) = superuser.execute("SELECT now() - max(seen_at) FROM people_signinsession").fetchone()
    assert idle > timedelta(minutes=4)


def test_a_file_of_it_is_an_export_as_every_other(cast, signed_in, make, order, acting, journey):  # noqa: F811
    one = order(cast.mo)
    make()
    signed_in(cast.mo).post(reverse("evaluation:take-ordered", args=[one.pk]), OPEN)

    with acting(cast.mo):
        (export,) = Export.objects.all()
    assert export.asked == f"?order={one.pk}"
    assert (
        "as it was counted when it was ordered"
        in signed_in(cast.mo).get(reverse("evaluation:exports")).text
    )


def test_each_is_noted_under_its_owner(cast, make, order, superuser, journey):  # noqa: F811
    one = order(cast.mo)
    make()

    found = superuser.execute(
        "SELECT verb, person_id, organisation_id FROM audit_event WHERE about_id = %s"
        " ORDER BY sequence", [one.pk],
    ).fetchall()  # fmt: skip
    assert found == [
        ("order.placed", cast.mo.pk, cast.harbour.pk), ("order.made", cast.mo.pk, cast.harbour.pk)
    ]  # fmt: skip


def test_the_worker_reads_nothing_and_no_other_role_makes_any(cast, worker, order, make, superuser):
    one = order(cast.mo)
    make()
    for table in ("evaluation_order", "evaluation_ordercounts", "evaluation_frozenset"):
        with pytest.raises(Exception, match="permission denied"):
            connections[worker].cursor().execute(f"SELECT * FROM {table}")
    calls = (
        "ctx.take_order(gen_random_uuid(), '30 s', 2)", "ctx.note_order(%(pk)s, %(pk)s, 'rows')",
        "ctx.count_order(%(pk)s, %(pk)s, 'end')", "ctx.end_order(%(pk)s, %(pk)s, 'ready')",
        "ctx.freeze_order(%(pk)s, %(pk)s, 5, '', '')", "ctx.empty_orders('0 s')",
        "ctx.act_for(%(pk)s, %(pk)s)", "ctx.order_of(%(pk)s, %(pk)s)",
        "ctx.forget_counts(%(pk)s, %(pk)s, %(pk)s)",
    )  # fmt: skip
    inner = calls[-3:]
    for role in ("sh_staff", "sh_office", "sh_portal", "sh_reception", "sh_auth", "sh_worker"):
        for call in inner if role == "sh_worker" else calls:
            with superuser.transaction(force_rollback=True):
                superuser.execute(f"SET LOCAL SESSION AUTHORIZATION {role}")
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    superuser.execute(f"SELECT {call}", {"pk": one.pk})


def test_no_door_says_that_its_own_order_is_made(cast, acting, order):
    one = order(cast.mo)
    for change in ({"step": "ready"}, {"part": "team"}, {"person_id": cast.ben.pk}):
        with acting(cast.mo), pytest.raises(Exception, match="permission denied"):
            Order.objects.filter(pk=one.pk).update(**change)


def test_several_are_made_one_after_the_other(cast, order, worker, journey):  # noqa: F811
    for person in (cast.mo, cast.ben, cast.priya):
        order(person)
    assert dict(make_waiting(using=worker)) == {"ready": 3}
