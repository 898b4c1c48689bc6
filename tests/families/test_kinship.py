"""Generations and pairs follow from sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehome.families.kinship import BELOW, Said, couples, generations
from safehome.families.models import Tie


def test_every_tie_has_its_place():
    assert BELOW.keys() == set(Tie.values)


def test_grandparents_stand_above_parents_above_children():
    people = {"gran": False, "mum": False, "jay": True}
    row = generations(people, [Said("gran", "parent", "mum"), Said("mum", "parent", "jay")])

    assert row == {"gran": 0, "mum": 1, "jay": 2}


def test_a_grandparent_who_cares_stands_right_above():
    row = generations({"gran": False, "jay": True}, [Said("gran", "grandparent", "jay")])

    assert row == {"gran": 0, "jay": 1}


def test_those_without_a_tie_stand_by_age():
    row = generations({"mum": False, "jay": True, "tam": True, "aunt": False}, [
        Said("mum", "parent", "jay")])  # fmt: skip

    assert row == {"mum": 0, "aunt": 0, "jay": 1, "tam": 1}


def test_two_parents_who_parted_have_one_line_and_the_children_hang_from_it():
    ties = [
        Said("mum", "parent", "jay"), Said("dad", "parent", "jay"),
        Said("mum", "former-partner", "dad"),
    ]  # fmt: skip
    (pair,) = couples(ties, row={"mum": 0, "dad": 0, "jay": 1})

    assert (pair.adults, pair.together, pair.by_birth) == (("mum", "dad"), False, ["jay"])


def test_a_partnership_that_ended_is_one_that_parted():
    (pair,) = couples([Said("mum", "partner", "dad", over=True)], row={"mum": 0, "dad": 0})

    assert pair.together is False


def test_a_step_parent_beside_the_parent_needs_no_line():
    ties = [
        Said("mum", "parent", "jay"), Said("dean", "step-parent", "jay"),
        Said("dean", "partner", "mum"),
    ]  # fmt: skip
    found = couples(ties, row={"mum": 0, "dean": 0, "jay": 1})

    assert [(pair.adults, pair.by_birth, pair.otherwise) for pair in found] == [
        (("mum", "dean"), [], []), (("mum",), ["jay"], []),
    ]  # fmt: skip


def test_two_foster_carers_hold_a_child_between_them_otherwise_than_by_birth():
    ties = [Said("lin", "foster-carer", "kai"), Said("gwen", "foster-carer", "kai")]
    (pair,) = couples(ties, row={"lin": 0, "gwen": 0, "kai": 1})

    assert (pair.adults, pair.otherwise) == (("lin", "gwen"), ["kai"])


@pytest.mark.parametrize("tie", sorted(BELOW))
def test_ties_that_contradict_each_other_are_still_placed(tie):
    ties = [Said("a", "parent", "b"), Said("b", "parent", "a"), Said("a", tie, "c")]
    row = generations({"a": False, "b": False, "c": True}, ties)

    assert row.keys() == {"a", "b", "c"}


keys = st.sampled_from("abcdefgh")


@given(
    people=st.dictionaries(keys, st.booleans(), min_size=1),
    ties=st.lists(st.builds(Said, keys, st.sampled_from(sorted(BELOW)), keys, st.booleans())),
)
def test_any_sentences_give_rows_without_gaps_and_pairs_of_known_people(people, ties):
    row = generations(people, ties)

    assert row.keys() == people.keys()
    assert set(row.values()) == set(range(len(set(row.values()))))
    for pair in couples([tie for tie in ties if tie.one != tie.other], row=row):
        assert 1 <= len(pair.adults) <= 2
        assert set(pair.adults) | set(pair.by_birth) | set(pair.otherwise) <= people.keys()
