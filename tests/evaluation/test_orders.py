"""What takes longer than a page is ordered, made beside other work, watched and opened."""

from __future__ import annotations

import csv
import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.urls import reverse

from safehome.evaluation.beside import make_waiting
from safehome.evaluation.models import Export, Order, Step
from tests.evaluation.made_beside import (
    OPEN,
    ORDERS,
    TAKE,
    key_in,
    make,
    no_time,
    nobody_counts,
    order,
    page_of,
    standing,
    until,
)
from tests.evaluation.test_counting import journey
from tests.factories.reports import make_saved_report

__all__ = ["journey", "make", "no_time", "order", "standing"]


@pytest.mark.feature("EVA3")
def test_a_file_that_takes_too_long_is_ordered_and_is_the_same_file(
    cast, signed_in, settings, make, journey
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
    cast, signed_in, no_time, journey, acting, name
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
    cast, acting, signed_in, settings, make, journey, order
):
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


def test_the_steps_are_those_that_happen(cast, signed_in, make, journey, order, standing):
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


def test_nobody_begins_it_and_the_page_says_whom_to_tell(cast, signed_in, order, superuser):
    one = order(cast.mo)
    superuser.execute("UPDATE evaluation_order SET ordered_at = now() - interval '2 min'")

    page = page_of(signed_in(cast.mo), one.pk)

    assert "Nobody has begun it for 2 minutes" in page
    assert "Tell whoever looks after Safe Home" in page


def test_sent_twice_it_is_ordered_once(cast, signed_in, no_time, journey, acting, make):
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


def test_a_file_of_it_is_an_export_as_every_other(cast, signed_in, make, order, acting, journey):
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


def test_several_are_made_one_after_the_other(cast, order, worker, journey):
    for person in (cast.mo, cast.ben, cast.priya):
        order(person)
    assert dict(make_waiting(using=worker)) == {"ready": 3}
