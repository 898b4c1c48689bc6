"""Invented people ring nowhere, and each has a number of their own."""

from collections import Counter

from safehome.config.demonstration.families import FAMILIES
from safehome.config.demonstration.handed_in import ARRIVING, BY_TELEPHONE, TAKEN_IN
from safehome.config.demonstration.telephones import A_THOUSAND_EACH, telephone, telephone_of
from safehome.design.telephones import can_be_rung


def everybody() -> list[str]:
    bodies = [body for *_, body in (*ARRIVING, *TAKEN_IN)] + [BY_TELEPHONE]
    return [
        *(adult.name for sketch in FAMILIES for adult in sketch.adults),
        *(carer.name for body in bodies for carer in body.carers),
    ]


def test_no_two_invented_people_share_one():
    people = set(everybody())
    assert len(people) > 60
    shared = {number for number, times in Counter(map(telephone_of, people)).items() if times > 1}
    assert shared == set()


def test_every_number_is_of_a_range_kept_for_drama():
    kept = tuple(one.partition("{")[0] for one in A_THOUSAND_EACH)
    for place in range(0, 17_000, 61):
        assert telephone(place).startswith(kept)
        assert can_be_rung(telephone(place))
    assert len({telephone(place) for place in range(17_000)}) == 17_000
