"""Whose an order is, who may have it made, and what the worker and the doors cannot do."""

from __future__ import annotations

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.urls import reverse

from safehome.evaluation import ordered, ordering
from safehome.evaluation.models import Order, OrderCounts, Part, Step, What
from safehome.evaluation.policies import ORDERS_AT_MOST
from safehome.people.models import Role
from tests.evaluation.made_beside import OPEN, ORDERS, make, order, page_of, standing
from tests.evaluation.test_counting import journey

__all__ = ["journey", "make", "order", "standing"]


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
    cast, making, signed_in, make, order, journey
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
    cast, signed_in, make, order, acting, standing, journey
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


def test_each_is_noted_under_its_owner(cast, make, order, superuser, journey):
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
        "ctx.freeze_order(%(pk)s, %(pk)s, 5, '', '')", "ctx.empty_orders('0 s', '0 s')",
        "ctx.act_for(%(pk)s, %(pk)s)", "ctx.order_of(%(pk)s, %(pk)s)",
        "ctx.forget_counts(%(pk)s, %(pk)s, %(pk)s)", "ctx.number_teams(%(pk)s, '{}')",
    )  # fmt: skip
    inner = calls[-4:]
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


def test_the_same_that_waits_is_not_ordered_again_and_five_are_enough(cast, order, making):
    one = order(cast.mo)
    assert order(cast.mo).pk == one.pk
    for number in range(ORDERS_AT_MOST - 1):
        order(cast.mo, What.SET, name=f"Set {number}")

    with pytest.raises(PermissionDenied, match="cancel one"):
        order(cast.mo, later="mid")
