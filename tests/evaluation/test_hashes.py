"""The hash of a figure: another value, place, part or set has another; the same has the same."""

import random
from dataclasses import replace

import pytest

from safehome.evaluation.rules.counts import InPlace, Scope
from safehome.evaluation.rules.frozen import freeze, thaw
from safehome.evaluation.rules.hashes import figure_hash, tallies_digest
from safehome.evaluation.rules.whole import report_of
from safehome.evaluation.sheets import lines_of
from tests.evaluation.test_frozen import counted
from tests.evaluation.test_report import CALM

BASIS, ALL = "the digest of a set", "all;later=end"
PLACE = ("change", "Calm", "Total", "Shift")


def of(value):
    return figure_hash(BASIS, ALL, PLACE, value)


def lines(counts, scope=None, basis=BASIS):
    """Of each figure, where it stands: what it is, and its hash."""
    return {
        (one.indicator, one.about, one.part, one.figure): (one.value, one.hash)
        for one in lines_of(report_of(counts, scope or Scope(), [CALM]), basis=basis)
    }


def with_journeys(n):
    """As `counted`, but with so many journeys completed."""
    there = counted()
    return replace(there, journeys=(InPlace("Quayside", 2026, n, "completed"), there.journeys[1]))


@pytest.mark.parametrize("other", [2.0, -1.5, 0.0, None, 1.5000001, 1.5 + 2**-52], ids=repr)
def test_another_value_has_another_hash(other):
    assert of(other) != of(1.5)


def test_what_is_held_back_is_not_nought():
    assert of(None) != of(0.0)


def test_a_whole_number_is_the_same_however_it_is_held():
    assert of(3) == of(3.0)


@pytest.mark.parametrize("at", range(len(PLACE)))
def test_the_same_value_elsewhere_has_another_hash(at):
    place = [*PLACE]
    place[at] = "another"

    assert figure_hash(BASIS, ALL, place, 1.5) != of(1.5)


def test_the_same_value_of_another_set_part_or_method_has_another_hash(monkeypatch):
    assert figure_hash("another set", ALL, PLACE, 1.5) != of(1.5)
    assert figure_hash(BASIS, "team=North;later=end", PLACE, 1.5) != of(1.5)
    before = of(1.5)
    monkeypatch.setattr("safehome.evaluation.rules.hashes.METHOD", "another")
    assert of(1.5) != before


@pytest.mark.feature("NEW28")
def test_in_a_report_the_figures_that_changed_have_another_hash_and_no_others():
    before, after = lines(with_journeys(30)), lines(with_journeys(31))

    assert before.keys() == after.keys()
    changed = {place for place in before if before[place][0] != after[place][0]}
    assert ("journeys", "All", "", "In all") in changed
    assert {place for place in before if before[place][1] != after[place][1]} == changed


def test_no_two_figures_of_a_report_share_a_hash():
    found = lines(counted())

    assert len({one for _, one in found.values()}) == len(found) > 40


def test_of_other_tallies_every_hash_is_another():
    """As on the page of this moment, where the hashes stand on the tallies themselves."""
    one, other = (
        lines(counts, basis=tallies_digest(counts, [CALM]))
        for counts in (with_journeys(30), with_journeys(31))
    )

    assert all(one[place][1] != other[place][1] for place in one)


def test_the_same_tallies_frozen_twice_have_other_hashes():
    """Each set draws its own number, so that nobody finds a small count by trying them all."""
    digests = []
    for seed in (1, 2):
        kept = freeze([counted(), counted("mid")], [CALM], year=2026, draw=random.Random(seed))
        *_, digest = thaw(kept)
        digests.append(digest)
    one, other = (lines(counted(), basis=digest) for digest in digests)

    assert all(one[place][1] != other[place][1] for place in one)
