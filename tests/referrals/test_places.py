"""Whether two addresses are of one home, however they are written."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehome.referrals import places as rules
from safehome.referrals.places import place_of, same_home


def test_the_examples_are_true():
    assert doctest.testmod(rules).failed == 0


@pytest.mark.feature("REF4")
@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        # case, spaces, points
        (
            "12 Invented Street, Northtown, NT1 4AB",
            "12  INVENTED street  northtown nt1 4ab",
            "same",
        ),
        ("12, Invented St.", "12 invented street", "same"),
        ("No. 12 Invented Road", "12 Invented Rd", "same"),
        ("12 O’Brien Close", "12 OBRIEN CL", "same"),
        # the postcode, together or apart
        ("12 Invented St NT1 4AB", "12 Invented Street NT14AB", "same"),
        ("12 Invented St, NT1-4AB", "12 Invented Street, NT1 4AB", "same"),
        ("12 Invented St, Northtown NT1 4AB", "12 Invented Street NT1 4AB", "same"),
        ("12 Invented St NT1 4AB", "12 Invented St NT1 4AC", ""),
        # streets and saints
        ("3 St Mary's Rd", "3 Saint Marys Road", "same"),
        ("3 St Mary's St", "3 St. Marys Street", "same"),
        ("3 Mary St", "3 St Mary", ""),
        ("9 Station Rd W", "9 Station Road West", "same"),
        # flats and houses
        ("Flat 2, 12 High St", "12 High Street, Flat 2", "same"),
        ("Apt 2 12 High St", "Flat 2, 12 High Street", "same"),
        ("2/12 High St", "Flat 2, 12 High Street", "same"),
        ("12a High St", "12 A High Street", "same"),
        ("Flat A, 12 High St", "12a High St", "same"),
        ("Flat 1, 12 High St", "Flat 2, 12 High St", "house"),
        ("12 High St", "Flat 2, 12 High St", "house"),
        ("Flat 2, 12 High St", "Flat 2, 14 High St", ""),
        ("12 High St", "21 High St", ""),
        ("1 High St", "12 High St", ""),
        # without a number
        ("Rose Cottage, Mill Ln", "rose cottage, mill lane", "same"),
        ("Rose Cottage, Mill Lane, NT1 4AB", "Rose Cottage nt14ab", "same"),
        ("Rose Cottage, Mill Lane", "Ivy Cottage, Mill Lane", ""),
        # another town is another street
        ("12 High St, Northtown", "12 High St, Southtown", ""),
        ("12 High St, Northtown", "12 High St", "same"),
        # nothing is nothing
        ("", "", ""),
        ("NT1 4AB", "NT1 4AB", ""),
        ("Northtown", "Northtown", ""),
    ],
)
def test_addresses(one, other, how):
    assert same_home(one, other) == how
    assert same_home(other, one) == how, "it is the same both ways"


NAMES = st.sampled_from(["Invented", "Mill", "Station", "Quiet", "Long Acre"])
KINDS = st.sampled_from([("St", "Street"), ("Rd", "road"), ("AVE", "Avenue"), ("Gdns", "gardens")])
TOWNS = st.sampled_from(["Northtown", "Hartwell"])
CODES = st.sampled_from([("NT1 4AB", "nt14ab"), ("HW12 9XY", "hw12-9xy"), ("N1C 4AG", "N1C4ag")])
FLATS = st.sampled_from(
    [("", ""), ("Flat 2, ", "apt 2 "), ("flat 11, ", "Unit 11, "), ("Flat B, ", "FLAT b ")]
)
NUMBERS = st.integers(1, 400)


@given(NUMBERS, NAMES, KINDS, TOWNS, CODES, FLATS, st.sampled_from([", ", "\n", ",  ", " , "]))
def test_however_it_is_written_it_is_one_home(number, name, kind, town, code, flat, between):
    one = f"{flat[0]}{number} {name} {kind[0]}, {town}, {code[0]}"
    other = f"{flat[1]}{number} {name.upper()} {kind[1]}{between}{town.lower()}{between}{code[1]}"
    assert place_of(one) == place_of(other)
    assert same_home(one, other) == "same"


@given(NUMBERS, NUMBERS, NAMES, KINDS, CODES)
def test_another_number_is_another_home(number, another, name, kind, code):
    one, other = (f"{n} {name} {kind[0]}, {code[0]}" for n in (number, another))
    assert (same_home(one, other) == "same") == (number == another)


@given(st.text(max_size=60))
def test_whatever_is_typed_it_is_only_alike_to_something(address):
    place_of(address)
    assert same_home(address, address) in {"same", ""}


@given(st.text(max_size=40), st.text(max_size=40))
def test_it_is_the_same_both_ways(one, other):
    assert same_home(one, other) == same_home(other, one)
