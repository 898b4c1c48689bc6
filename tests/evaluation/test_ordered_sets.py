"""A frozen set that takes too long is ordered: rows in the database, tallies when one looks."""

from __future__ import annotations

import hashlib
import random

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from safehome.evaluation import actions, ordering
from safehome.evaluation.actions import freeze_set
from safehome.evaluation.limits import TooLong
from safehome.evaluation.models import FrozenRows, FrozenSet, OrderCounts, Step, What
from safehome.evaluation.rules.frozen import thaw
from safehome.evaluation.sets import set_of, sets_of
from safehome.people.models import Role
from tests.evaluation.made_beside import key_in, make, nobody_counts, order, standing, until  # noqa: F401
from tests.evaluation.test_counting import journey  # noqa: F401
from tests.evaluation.test_sets import agreed, take, unpacked  # noqa: F401
from tests.factories.families import make_family, make_journey

SETS = reverse("evaluation:frozen-sets")
FREEZE = reverse("evaluation:freeze")


@pytest.fixture
def no_time(settings):
    settings.FREEZE_SECONDS = 0.001


def left(superuser):
    """How much of any set, finished or not, the database holds."""
    return tuple(
        superuser.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("evaluation_frozenset", "evaluation_frozenrows", "evaluation_ordercounts")
    )


def test_it_works(cast, signed_in, no_time, agreed, make):  # noqa: F811
    mo = signed_in(cast.mo)

    there = mo.post(FREEZE, {"name": "Autumn", "key": key_in(mo.get(SETS).text)})["Location"]

    assert "Frozen set “Autumn”" in mo.get(there).text
    assert "Autumn" not in mo.get(SETS).text
    assert make() == "ready"
    assert "Ready: Frozen set “Autumn”" in mo.get("/").text
    assert "Autumn" not in signed_in(cast.eve).get(SETS).text  # its tallies are not written yet
    page = mo.get(there).text
    assert "It is frozen as it was on" in page
    assert "Autumn" in signed_in(cast.eve).get(SETS).text
    pk = there.strip("/").rsplit("/", 1)[1]
    made = mo.get(reverse("evaluation:frozen-set", args=[pk]))
    assert made.status_code == 200
    files = unpacked(take(signed_in(cast.eve), FrozenSet(pk=pk)).content)
    told = files["read-me.txt"].decode()
    for name in ("carers", "answers"):
        assert hashlib.sha256(files[f"{name}.csv"]).hexdigest() in told
    *_, digest = thaw(files["frozen-set.json"])
    assert digest in told


def test_it_has_the_digest_of_one_that_was_frozen_at_once(
    cast, acting, agreed, make, monkeypatch, superuser  # noqa: F811
):  # fmt: skip
    """The same draws give the same names and salt; codes of rows are drawn by the database."""
    with acting(cast.mo) as by:
        at_once = freeze_set("At once", by=by, draw=random.Random(7))
        draw = random.Random(7)
        one = ordering.place_order(
            ordering.Wanted(What.SET, name="Ordered"), by=by, draw=draw
        )  # fmt: skip
    assert make() == "ready"
    with acting(cast.mo) as by:
        one.refresh_from_db()
        assert ordering.finish_set(one, by=by, draw=draw)
        assert not ordering.finish_set(one, by=by, draw=draw)  # once
        ordered = set_of(by, one.pk)
        same = set_of(by, at_once.pk)
    assert ordered.digest == same.digest
    assert ordered.tallies == same.tallies
    assert ordered.method == same.method

    def lines(pk):
        rows = superuser.execute(
            "SELECT file, content FROM evaluation_frozenrows WHERE frozen_id = %s", [pk]
        ).fetchall()
        cut = [(file, line.split(",")) for file, text in rows for line in text.splitlines()]
        # All but the two codes that are drawn anew.
        return sorted((file, *line[2 if file == "carers" else 1 :]) for file, line in cut)

    assert lines(one.pk) == lines(at_once.pk)
    assert lines(one.pk)


def test_it_is_of_one_moment(cast, acting, agreed, order, worker, superuser, monkeypatch):  # noqa: F811
    """What is recorded between its parts is in none of them."""
    from safehome.evaluation import beside

    one = order(cast.mo, What.SET, name="Autumn")
    was = beside._Watch.note

    def meanwhile(watch, step):
        was(watch, step)
        with acting(cast.amina) as by:
            make_journey(by, make_family(by, cast, name=f"Later {step}"))

    monkeypatch.setattr(beside._Watch, "note", meanwhile)
    assert beside.make_next(using=worker) == "ready"

    with acting(cast.mo) as by:
        one.refresh_from_db()
        ordering.finish_set(one, by=by)
        counts, *_ = set_of(by, one.pk).thawed()
    assert {later: sum(one.n for one in of.journeys) for later, of in counts.items()} == {
        "end": 1, "mid": 1,
    }  # fmt: skip


def test_the_manager_who_ordered_it_reads_no_row(cast, acting, agreed, order, make, superuser):  # noqa: F811
    order(cast.mo, What.SET, name="Autumn")
    make()
    assert left(superuser)[1] > 0
    with acting(cast.mo):
        assert not FrozenRows.objects.exists()
        assert not FrozenSet.objects.exists()  # nor the set, before it is finished
    with acting(cast.rita) as by:
        assert sets_of(by) == []
        assert not FrozenSet.objects.exists()


@pytest.mark.parametrize("step", [Step.COUNTING_MID, Step.ROWS])
def test_cancelled_between_its_steps_nothing_is_left(
    cast, acting, agreed, order, worker, superuser, monkeypatch, standing, step  # noqa: F811
):  # fmt: skip
    from safehome.evaluation import beside

    one = order(cast.mo, What.SET, name="Autumn")
    was = beside._Watch.note

    def then(watch, reached):
        if reached == step:
            with acting(cast.mo) as by:
                ordering.cancel_order(one, by=by)
        was(watch, reached)

    monkeypatch.setattr(beside._Watch, "note", then)
    assert beside.make_next(using=worker) == "cancelled"
    assert left(superuser) == (0, 0, 0)
    assert standing(cast.mo, one.pk).step == Step.CANCELLED


def test_deleted_before_it_is_finished_nothing_is_left(
    cast, signed_in, agreed, order, make, superuser  # noqa: F811
):  # fmt: skip
    one = order(cast.mo, What.SET, name="Autumn")
    make()
    signed_in(cast.mo).post(reverse("evaluation:remove-order", args=[one.pk]))
    assert left(superuser) == (0, 0, 0)


def test_removed_from_the_list_a_finished_set_stays(
    cast, signed_in, agreed, order, make, superuser  # noqa: F811
):  # fmt: skip
    one = order(cast.mo, What.SET, name="Autumn")
    make()
    mo = signed_in(cast.mo)
    assert "Remove from the list" in mo.get(reverse("evaluation:order", args=[one.pk])).text
    mo.post(reverse("evaluation:remove-order", args=[one.pk]))
    assert left(superuser)[0] == 1
    assert mo.get(reverse("evaluation:frozen-set", args=[one.pk])).status_code == 200


def test_made_again_after_a_worker_died_it_is_there_once(
    cast, agreed, order, make, superuser, standing  # noqa: F811
):  # fmt: skip
    """The first maker had written all of it, and died before it could say so."""
    one = order(cast.mo, What.SET, name="Autumn")
    whose = one.pk
    superuser.execute("SELECT id FROM ctx.take_order(%s, '30 s', 2)", [whose])
    with superuser.transaction():
        for later in ("end", "mid"):
            superuser.execute("SELECT ctx.count_order(%s, %s, %s)", [one.pk, whose, later])
        superuser.execute("SELECT ctx.freeze_order(%s, %s, 100, 'a', 'b')", [one.pk, whose])
    before = left(superuser)
    superuser.execute("UPDATE evaluation_order SET seen_at = now() - interval '2 min'")

    assert make() == "ready"
    assert left(superuser) == before


def test_without_a_journey_or_with_too_many_rows_it_says_so(
    cast, signed_in, order, make, settings, superuser, request  # noqa: F811
):  # fmt: skip
    one = order(cast.mo, What.SET, name="Nothing")
    assert make() == "nothing"
    request.getfixturevalue("agreed")
    settings.EXPORT_ROWS = 0
    large = order(cast.mo, What.SET, name="Large")
    assert make() == "too-large"
    mo = signed_in(cast.mo)
    for pk, words in ((one.pk, "There is nothing to freeze yet"), (large.pk, "more rows than one")):
        assert words in mo.get(reverse("evaluation:order", args=[pk])).text
    assert left(superuser) == (0, 0, 0)


def test_whoever_lost_the_role_to_freeze_finishes_none(
    cast, making, signed_in, agreed, order, make, acting, superuser, standing  # noqa: F811
):  # fmt: skip
    one = order(cast.mo, What.SET, name="Autumn")
    make()
    making.end_role(cast.mo, Role.MANAGER)
    making._role(cast.mo, Role.SUPERVISOR)
    page = signed_in(cast.mo).get(reverse("evaluation:order", args=[one.pk])).text
    assert "The set was not finished" in page
    assert standing(cast.mo, one.pk).frozen_at is None
    with acting(cast.mo) as by, pytest.raises(PermissionDenied):
        ordering.finish_set(one, by=by)
    other = standing(cast.mo, one.pk)
    assert other.frozen_at is None
    signed_in(cast.mo).post(reverse("evaluation:remove-order", args=[one.pk]))
    assert left(superuser) == (0, 0, 0)


def test_stopped_by_the_limit_nothing_is_left_and_nothing_is_noted(
    cast, acting, agreed, superuser, monkeypatch  # noqa: F811
):  # fmt: skip
    with acting(cast.mo) as by, pytest.raises(TooLong):
        freeze_set("Autumn", by=by, seconds=0.001)
    # Also where it is the rows that take too long, after all else was written.
    was = actions._freeze_rows

    def slowly(made, teams):
        from django.db import connection

        was(made, teams)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(10)")

    monkeypatch.setattr(actions, "_freeze_rows", slowly)
    with acting(cast.mo) as by:
        with pytest.raises(TooLong):
            freeze_set("Autumn", by=by, seconds=1)
        assert not FrozenSet.objects.exists()
    assert left(superuser) == (0, 0, 0)
    found = superuser.execute(
        "SELECT count(*) FROM audit_event WHERE verb = 'frozen-set.made'"
    ).fetchone()
    assert found == (0,)


def test_sent_twice_one_set_is_frozen(cast, signed_in, agreed, acting, settings, make):  # noqa: F811
    mo = signed_in(cast.mo)
    sent = {"name": "Autumn", "key": key_in(mo.get(SETS).text)}
    first = mo.post(FREEZE, sent)
    again = mo.post(FREEZE, sent)
    assert first["Location"] != again["Location"] == SETS
    settings.FREEZE_SECONDS = 0.001
    sent = {"name": "Spring", "key": key_in(mo.get(SETS).text)}
    mo.post(FREEZE, sent)
    make()
    mo.post(FREEZE, sent)
    assert make() is None
    with acting(cast.mo):
        assert FrozenSet.objects.count() == 1  # and one that is not finished
        assert OrderCounts.objects.count() == 2


def test_a_name_is_asked_for_and_nothing_is_ordered_without(cast, signed_in, no_time, make):  # noqa: F811
    page = signed_in(cast.mo).post(FREEZE, {"name": ""}).text
    assert "Write what the set is for" in page
    assert make() is None
