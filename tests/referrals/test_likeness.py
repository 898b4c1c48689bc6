"""What is alike in two records: words, never a number."""

from __future__ import annotations

import doctest
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehome.referrals import likeness as rules
from safehome.referrals.likeness import Known, Someone, is_slip, likeness, what_is_alike

NAMES = st.lists(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9).filter(
        lambda one: one not in rules.TITLES  # a title is nobody's name
    ),
    min_size=2, max_size=4,
)  # fmt: skip


def test_the_examples_are_true():
    assert doctest.testmod(rules).failed == 0


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Jay Marlow", "JAY MARLOW", "same"),
        ("José Núñez", "Jose Nunez", "same"),
        ("Zofia Wałęsa", "Zofia Walesa", "same"),
        ("Smith-Jones, Amy", "Amy Smith Jones", "same"),
        ("Liam O’Brien", "Liam OBrien", "same"),
        ("Bob Carter", "Robert Carter", "same"),
        ("Mrs Carol Marlow", "Carol Marlow", "same"),
        ("Jay Marlow", "Jay Marlwo", "alike"),
        ("Carol Marlow", "Carol Ann Marlow", "alike"),
        ("Jay Marlow", "Jay Fisher", ""),
        ("Jay", "Jay", ""),
        ("", "", ""),
        ("Ann Lee", "Ann Li", ""),
    ],
)
def test_names(one, other, how):
    assert likeness(one, other) == how


@given(NAMES)
def test_order_case_and_hyphens_make_no_difference(names):
    assert likeness(" ".join(names), "-".join(reversed(names)).upper()) == "same"


@given(NAMES, NAMES)
def test_it_is_the_same_both_ways(one, other):
    assert bool(likeness(" ".join(one), " ".join(other))) == bool(
        likeness(" ".join(other), " ".join(one))
    )


@given(st.text(alphabet="abcdef", min_size=5, max_size=12), st.data())
def test_one_letter_left_out_is_a_slip(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    assert is_slip(word, word[:at] + word[at + 1 :])
    assert is_slip(word[:at] + word[at + 1 :], word)


def test_two_slips_are_none():
    assert not is_slip("marlow", "mxrlxw")


def alike(ours: Known, theirs: Known) -> list[str]:
    return [one.words for one in what_is_alike(ours, theirs)]


def test_what_is_said():
    ours = Known((Someone("Jay Marlow", date(2014, 3, 4), "01632 960001", "Carol@x.example"),),
                 ("12 Invented St, Northtown NT1 4AB",))  # fmt: skip
    theirs = Known((Someone("Marlow Jay", date(2014, 3, 4), "+44 1632 960001", "carol@x.example"),),
                   ("12 Invented Street\nNT14AB",))  # fmt: skip
    assert alike(ours, theirs) == [
        "Same name and same birth date: Jay Marlow and Marlow Jay",
        "Same telephone number: Jay Marlow and Marlow Jay",
        "Same e-mail: Jay Marlow and Marlow Jay",
        "Same address",
    ]


def test_what_is_weak_comes_last_and_nothing_is_made_up():
    ours = Known((Someone("Jay Marlow", date(2014, 3, 4)),), ("1 High Street, NT1 4AB",))
    theirs = Known((Someone("Ola Groat", date(2014, 3, 4)),), ("9 Low Road NT1 4AB",))
    assert alike(ours, theirs) == ["Same birth date: Jay Marlow and Ola Groat",
                                   "Same postcode: NT1 4AB"]  # fmt: skip
    assert alike(Known((Someone("A B"),), ("",)), Known((Someone("C D"),), ("",))) == []


def test_the_same_name_with_another_birth_date_is_said_so():
    one, other = Someone("Jay Marlow", date(2014, 3, 4)), Someone("Jay Marlow", date(2009, 1, 2))
    found = what_is_alike(Known((one,)), Known((other,)))
    assert [(one.words, one.firmly) for one in found] == [
        ("Same name: Jay Marlow, with different birth dates", False)
    ]
