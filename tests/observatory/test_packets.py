"""A packet: signed, read back, and refused when anything about it is not right."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from safehome.observatory.rules.following import follow, holding
from safehome.observatory.rules.packet import LARGEST, Packet, Refused, digest, read, written
from safehome.observatory.rules.signature import (
    check,
    fingerprint,
    is_fingerprint,
    key_id,
    key_line,
    read_key,
    to_sign,
)
from safehome.observatory.rules.topics import Topic

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
TODAY = date(2026, 11, 28)
REFERRALS = Topic(
    "referrals", 1, {"begun": 20, "waits": 6, "no-family": 0, "whole": 26}, {"weeks-median": 3000}
)
ANSWERS = Topic(
    "answers:calm",
    1,
    {
        "total/started": 31, "total/missing": 6, "total/better": 15, "total/same": 10,
        "total/worse": 0,
    },
    {"total/change-mean": 1250},
)  # fmt: skip
FIRST = Packet(key_id(PUBLIC), 1, "", TODAY, "1", (("open", "1.0"),), (REFERRALS, ANSWERS))


def signed(packet):
    return written(packet, PRIVATE.sign(to_sign(packet)))


def taken_in(content, taken=(), *, today=TODAY):
    packet, signature = read(content)
    check(packet, signature, PUBLIC)
    follow(packet, list(taken), today=today, methods={"1"})
    return packet


def next_of(packet, **changes):
    told = {"sequence": packet.sequence + 1, "previous": digest(packet), **changes}
    return replace(packet, **told)


def test_what_was_signed_is_read_back():
    assert taken_in(signed(FIRST)) == FIRST


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_one_byte_changed_is_refused(data):
    content = bytearray(signed(FIRST))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises(Refused):
        taken_in(bytes(content))


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_whatever_is_not_a_packet_is_refused_and_nothing_else_happens(content):
    with pytest.raises(Refused):
        read(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(json.loads(signed(FIRST))["packet"])), JSON)
def test_another_thing_in_any_place_is_refused(name, value):
    whole = json.loads(signed(FIRST))
    if whole["packet"][name] == value and type(whole["packet"][name]) is type(value):
        return
    whole["packet"][name] = value
    with pytest.raises(Refused):
        taken_in(json.dumps(whole, sort_keys=True, indent=1).encode() + b"\n")


def test_words_and_names_cannot_ride_along():
    whole = json.loads(signed(FIRST))
    whole["packet"]["remark"] = "Jo has moved"
    with pytest.raises(Refused, match="not as Safe Home wrote it"):
        read(json.dumps(whole, sort_keys=True, indent=1).encode() + b"\n")
    sentence = replace(FIRST, packs=(("Jo has moved", "1.0"),))
    with pytest.raises(Refused, match="not as Safe Home wrote it"):
        read(signed(sentence))


def test_too_large():
    with pytest.raises(Refused, match="larger than 200 kB"):
        read(b" " * (LARGEST + 1))


def test_another_key():
    packet, _ = read(signed(FIRST))
    other = Ed25519PrivateKey.generate()
    with pytest.raises(Refused, match="signature does not fit"):
        check(packet, other.sign(to_sign(packet)), PUBLIC)


def test_a_signature_made_for_something_else_does_not_fit():
    from safehome.observatory.rules.packet import canonical

    with pytest.raises(Refused, match="signature does not fit"):
        check(FIRST, PRIVATE.sign(canonical(FIRST)), PUBLIC)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"begun": 20, "waits": 4, "no-family": 0, "whole": 24}, "count under five"),
        ({"begun": 20, "waits": None, "no-family": 0, "whole": 24}, "can be told from the others"),
        ({"begun": 20, "waits": 6, "no-family": 0, "whole": 27}, "do not add up"),
        ({"begun": 20, "waits": 6, "no-family": 0, "whole": 26, "jo": 9}, "something that no pack"),
    ],
)
def test_counts_that_no_packet_may_hold(counts, words):
    wrong = replace(FIRST, topics=(replace(REFERRALS, counts=counts),))
    with pytest.raises(Refused, match=words):
        read(signed(wrong))


def test_the_same_again_and_one_of_the_same_number():
    with pytest.raises(Refused, match="taken in before"):
        taken_in(signed(FIRST), [FIRST])
    other = replace(FIRST, until=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="A packet never changes"):
        taken_in(signed(other), [FIRST])


def test_one_that_is_missing_and_one_of_another_history():
    second = next_of(FIRST)
    third = next_of(second)
    assert taken_in(signed(second), [FIRST]) == second
    with pytest.raises(Refused, match="packet 2 has not come yet"):
        taken_in(signed(third), [FIRST])
    elsewhere = replace(second, previous="00" * 32)
    with pytest.raises(Refused, match="does not follow"):
        taken_in(signed(elsewhere), [FIRST])


def test_days_and_methods_that_cannot_be():
    with pytest.raises(Refused, match="has not come yet"):
        taken_in(signed(FIRST), today=TODAY - timedelta(days=9))
    with pytest.raises(Refused, match="ends earlier"):
        taken_in(signed(next_of(FIRST, until=TODAY - timedelta(days=1))), [FIRST])
    with pytest.raises(Refused, match="method 9"):
        taken_in(signed(replace(FIRST, method="9")))


def test_the_next_takes_back_what_was_wrong():
    second = next_of(FIRST, takes_back=(1,), topics=())
    assert taken_in(signed(second), [FIRST]) == second
    assert holding([FIRST, second]) == [second]
    with pytest.raises(Refused, match="takes back one that was not there"):
        taken_in(signed(next_of(FIRST, takes_back=(2,))), [FIRST])


def test_a_difference_of_two_is_refused_at_the_office_too():
    """Whatever the organisation's own software did."""
    moved = replace(
        REFERRALS, told_in=2, counts={"begun": 22, "waits": 6, "no-family": 0, "whole": 28}
    )
    with pytest.raises(Refused, match="fewer than five people"):
        taken_in(signed(next_of(FIRST, topics=(moved,))), [FIRST])


def test_what_stands_must_have_been_told_so():
    made_up = replace(REFERRALS, counts={"begun": 40, "waits": 6, "no-family": 0, "whole": 46})
    with pytest.raises(Refused, match="was not told so"):
        taken_in(signed(next_of(FIRST, topics=(made_up,))), [FIRST])


def test_a_key_is_read_out_and_copied():
    assert read_key(f"  {key_line(PUBLIC)}\n") == PUBLIC
    assert is_fingerprint(fingerprint(PUBLIC).lower().replace("-", " "), PUBLIC)
    assert not is_fingerprint(fingerprint(bytes(32)), PUBLIC)
    with pytest.raises(Refused, match="copy it whole"):
        read_key(key_line(PUBLIC)[:-2])
