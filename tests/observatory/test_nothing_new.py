"""A packet that would say only what the last one says: the preview says so, and asks."""

from __future__ import annotations

import re
from datetime import date

import pytest

from safehome.observatory.models import SignedPacket
from safehome.observatory.rules.making import next_packet
from safehome.observatory.rules.packet import Refused, read
from safehome.observatory.rules.topics import Topic

NEXT, LIST = "/packets/next/", "/packets/"
SAYS = "Nothing that may be told has changed since packet 1"


def sent_of(page):
    """What the form that signs would send."""
    form = page[page.rindex('<form method="post"') :]
    return dict(re.findall(r'type="hidden" name="(seen|nothing_new)" value="([^"]+)"', form))


def how_many(acting, cast):
    with acting(cast.mo):
        return SignedPacket.objects.count()


@pytest.mark.feature("NEW26")
def test_it_is_said_before_it_is_signed_and_asked(cast, acting, signed_in, refer, key, sign):
    refer(6)
    mo = signed_in(cast.mo)
    assert "Nothing that may be told" not in mo.get(NEXT).text
    assert "nothing_new" not in sent_of(mo.get(NEXT).text)
    sign()

    page = mo.get(NEXT).text
    assert SAYS in page
    assert "Told in this packet" not in page
    assert "As told in packet 1" in page
    assert "Sign packet 2 all the same" in page

    refused = mo.post(NEXT, {"seen": sent_of(page)["seen"]}).text
    assert f"{SAYS}, which was counted up to" in refused
    assert "Nothing was signed" in refused
    assert how_many(acting, cast) == 1
    assert "Packet 2 is signed" in mo.post(NEXT, sent_of(page), follow=True).text
    assert how_many(acting, cast) == 2


def test_two_more_families_are_nothing_new_and_five_are(cast, acting, signed_in, refer, key, sign):
    refer(6)
    sign()
    mo = signed_in(cast.mo)
    refer(2)
    assert SAYS in mo.get(NEXT).text
    with pytest.raises(Refused, match=SAYS):
        sign()
    refer(3)
    page = mo.get(NEXT).text
    assert "Nothing that may be told" not in page
    assert "Told in this packet" in page
    assert sign().sequence == 2


def test_to_take_back_is_something_new(cast, signed_in, refer, key, sign):
    refer(6)
    sign()
    page = signed_in(cast.mo).get(NEXT, {"takes_back": "1"}).text

    assert "Nothing that may be told" not in page
    assert sign(takes_back=(1,)).sequence == 2


def test_what_another_signed_meanwhile_is_said_as_moved(cast, signed_in, refer, key, sign):
    """Two managers look at the first packet; the second of them does not sign it twice."""
    refer(6)
    mo = signed_in(cast.mo)
    page = mo.get(NEXT).text
    sign()

    assert SAYS in mo.post(NEXT, sent_of(page)).text


def test_the_same_count_stands_as_it_was_told(refer, key, sign):
    refer(6)
    sign()
    packet, _ = read(bytes(sign(nothing_new=True).content))

    assert [one.told_in for one in packet.topics] == [1] * len(packet.topics)


@pytest.mark.parametrize("change", ["packs", "key", "method"])
def test_another_programme_key_or_method_is_something_new(change):
    now = [Topic("referrals", 1, {"begun": 20, "waits": 6, "no-family": 0, "whole": 26})]
    usual = {"key": "a" * 16, "method": "1", "packs": [("open", "1.0")]}
    more = {"packs": [("open", "1.1")], "key": "b" * 16, "method": "2"}

    first = next_packet(now, [], until=date(2027, 3, 1), **usual).packet
    again = next_packet(now, [first], until=date(2027, 4, 1), **usual)
    other = next_packet(now, [first], until=date(2027, 4, 1), **usual | {change: more[change]})

    assert again.same_as == first
    assert other.same_as is None
