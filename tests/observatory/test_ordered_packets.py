"""A packet whose counting takes too long: looked at and signed of what was counted beside."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safehome.evaluation.models import Order
from safehome.observatory.actions.signing import Moved, sign_packet
from safehome.observatory.queries.own import counted_now
from safehome.observatory.rules.packet import read
from tests.evaluation.made_beside import key_in, make
from tests.notices.conftest import worker
from tests.observatory.test_sign_a_packet import LIST, NEXT, seen_in

ORDER = reverse("observatory:order-packet")
__all__ = ["make", "worker"]


@pytest.fixture
def counted(cast, signed_in, refer, key, settings, make):
    """Six referrals were counted beside; the door itself has no time to count any."""
    refer(6)
    settings.OUTCOMES_SECONDS = 0.001
    mo = signed_in(cast.mo)
    too_long = mo.get(NEXT)
    assert too_long.status_code == 503
    there = mo.post(ORDER, {"key": key_in(too_long.text)})["Location"]
    assert make() == "ready"
    opens = re.search(r'href="(/outcomes/orders/[0-9a-f-]+/\?open=yes)"', mo.get(there).text)[1]
    return mo.get(opens)["Location"]


def sent(page):
    return {"seen": seen_in(page), "counted": re.search(r'name="counted" value="([^"]+)"', page)[1]}


def test_it_is_signed_of_what_was_counted(cast, signed_in, refer, counted):
    mo = signed_in(cast.mo)
    before = mo.get(counted).text
    assert "What became of referrals" in before
    refer(6)  # recorded since: of the next packet, and not of this one

    answer = mo.post(NEXT, sent(before), follow=True)

    assert "Packet 1 is signed" in answer.text
    file = mo.get(re.search(r'href="(/packets/[0-9a-f-]+/file/)"', mo.get(LIST).text)[1])
    packet, _ = read(file.content)
    assert packet.topics[0].counts["no-family"] == 6
    assert packet.until == timezone.localdate()


def test_counts_made_before_another_packet_was_signed_are_signed_no_more(
    cast, acting, signed_in, refer, counted, sign
):
    """Of the same day too: else an older count would follow a newer one, and stand for now."""
    mo = signed_in(cast.mo)
    before = mo.get(counted).text
    refer(20)
    sign()
    for answer in (mo.post(NEXT, sent(before), follow=True), mo.get(counted, follow=True)):
        assert "a packet was signed since they were made" in answer.text
        assert "Packet 2" not in answer.text
    with acting(cast.mo) as by:
        older = replace(counted_now(by), at=timezone.now() - timedelta(minutes=5))
        with pytest.raises(Moved):
            sign_packet(seen="", by=by, counted=older)


def test_it_names_the_day_on_which_it_was_counted(cast, signed_in, counted, superuser):
    superuser.execute(
        "UPDATE evaluation_ordercounts SET counted_at = counted_at - interval '20 hours'"
    )
    day = timezone.localdate(timezone.now() - timedelta(hours=20))
    mo = signed_in(cast.mo)
    page = mo.get(counted).text
    mo.post(NEXT, sent(page))
    file = mo.get(re.search(r'href="(/packets/[0-9a-f-]+/file/)"', mo.get(LIST).text)[1])
    assert read(file.content)[0].until == day


def test_after_a_day_it_is_counted_anew(cast, signed_in, counted, superuser):
    mo = signed_in(cast.mo)
    page = mo.get(counted).text
    superuser.execute(
        "UPDATE evaluation_ordercounts SET counted_at = counted_at - interval '25 hours'"
    )
    answer = mo.post(NEXT, sent(page), follow=True)
    assert "more than a day old" in answer.text
    assert "No packet was signed yet" in answer.text


def test_of_an_older_count_than_the_last_packet_nothing_is_signed(
    cast, signed_in, refer, counted, settings, sign, superuser
):
    """The day up to which packets count never goes back."""
    superuser.execute(
        "UPDATE evaluation_ordercounts SET counted_at = counted_at - interval '20 hours'"
    )
    if timezone.localdate(timezone.now() - timedelta(hours=20)) == timezone.localdate():
        pytest.skip("late in the evening both are of one day")
    mo = signed_in(cast.mo)
    before = mo.get(counted).text
    sign()
    refer(6)
    answer = mo.post(NEXT, sent(before), follow=True)
    assert "Nothing was signed" in answer.text
    assert len(re.findall(r"/packets/[0-9a-f-]+/file/", mo.get(LIST).text)) == 1


@pytest.mark.parametrize("asked", ["x", "01a222cc-5aea-7934-a98a-8b114798f1d7", "report"])
def test_of_anything_else_there_is_no_packet(cast, signed_in, counted, acting, superuser, asked):
    if asked == "report":
        superuser.execute("UPDATE evaluation_order SET what = 'report'")
        with acting(cast.mo):
            asked = Order.objects.get().pk
    assert signed_in(cast.mo).get(NEXT, {"counted": asked}).status_code == 404


def test_ordered_once_and_by_whoever_signs(cast, signed_in, refer, key, acting, settings):
    refer(6)
    settings.OUTCOMES_SECONDS = 0.001
    mo = signed_in(cast.mo)
    told = {"key": key_in(mo.get(NEXT).text)}
    mo.post(ORDER, told)
    assert mo.post(ORDER, told)["Location"] == reverse("evaluation:orders")
    with acting(cast.mo):
        assert Order.objects.count() == 1
    for who in (cast.ben, cast.rita):
        assert signed_in(who).post(ORDER).status_code == 403
