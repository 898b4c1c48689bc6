"""The family map: what a home's ring says is never cut."""

from __future__ import annotations

import re

import pytest

from safehome.design.pictures import Drawn, Home, Kin, kin_map
from tests.design.test_pictures_all import assert_nothing_overlaps

MARK = "address not to be told"


def drawn(*homes: Home, in_each: int = 1) -> Drawn:
    people = [
        Kin(f"{home.key}{n}", "Dan Marlow", 0, home=home.key)
        for home in homes for n in range(in_each)
    ]  # fmt: skip
    return kin_map(people, homes=homes, pairs=(), title="The family", key="kin", says="Two homes.",
                   headings=("Name",), rows=[(one.name,) for one in people])  # fmt: skip


def lines(picture: Drawn) -> list[tuple[float, str]]:
    """Each line of text that is drawn, with how far down it stands."""
    found = re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>([^<]*)</text>', str(picture.svg))
    return [(float(y), words) for y, words in found]


@pytest.mark.feature("FAM3")
@pytest.mark.parametrize("name", ["X’s home", "Dan’s home", "Grandmother’s home by the sea"])
@pytest.mark.parametrize("in_each", [1, 3])
def test_that_an_address_is_not_to_be_told_is_written_out(name: str, in_each: int) -> None:
    picture = drawn(Home("a", name, MARK), Home("b", name, MARK), in_each=in_each)
    said = " ".join(words for _, words in lines(picture))
    assert said.count(MARK) == 2, said
    rings = re.findall(r'<rect[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"', str(picture.svg))
    top, high = (float(one) for one in rings[0])
    assert all(top < y < top + high for y, words in lines(picture) if words == MARK)


def test_a_home_with_nothing_to_keep_says_nothing() -> None:
    assert MARK not in " ".join(words for _, words in lines(drawn(Home("a", "Home"))))


def test_a_mark_of_two_lines_has_room_beneath_the_people() -> None:
    mark = "address not to be told to anybody"
    person = Kin("a0", "Alexandrina Featherstonehaugh", 0, "41", "foster carer", home="a")
    picture = kin_map([person], homes=[Home("a", "The second home", mark)], pairs=(), title="Kin",
                      key="kin", says="", headings=("Name",), rows=[(person.name,)])  # fmt: skip
    assert [words for _, words in lines(picture)][-1] != mark, "it needs two lines"
    assert_nothing_overlaps(picture)
