"""Whether words give a home away, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from safehome.families.addresses import gives_away, same_place, signs_of

HIDDEN = "Flat 2\n12 Invented Street\nHartwell\nHW2 3CD"


@pytest.mark.parametrize(
    "words",
    [
        "HW2 3CD", "hw23cd", "h w 2 3 c d", "HW2\n3CD", "HW2-3CD", "ＨＷ２ ３ＣＤ",
        "at 12 Invented Street", "12, Invented St.", "12 INVENTED   STREET", "12 Invented\nStreet",
        "12 Inv\u200bented Street", "12 Invénted Street", "near Invented Street, I think",
        "The address is: Flat 2, 12 Invented Street, Hartwell",
        "**12** _Invented_ Street",
    ],
)  # fmt: skip
def test_it_is_found(words):
    assert gives_away(f"We could meet there. {words} Let us know.", [HIDDEN])


@pytest.mark.parametrize(
    "words",
    ["Hartwell", "at 12 o’clock", "flat 2 pm", "a street that was invented", "HW3 3CD", "",
     "13 Inventive Street"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(words):
    assert not gives_away(words, [HIDDEN])


def test_a_house_with_a_name_is_known_by_it():
    assert gives_away("You will find them at rose cottage.", ["Rose Cottage, Hartwell"])
    assert not gives_away("They grow roses in a cottage.", ["Rose Cottage, Hartwell"])


def test_a_welsh_street_is_one_too():
    assert gives_away("ar Stryd y Bont", ["4 Stryd y Bont, Aberwys"])


def test_same_place():
    assert same_place("12 Elm Rd, HW2 3CD", "12 elm road HW23CD")
    assert not same_place("12 Elm Rd, HW2 3CD", "14 elm road HW2 3CD")
    assert not same_place("", "")


words = some.text(alphabet=some.characters(codec="utf-8"), max_size=40)


@given(words, words, some.sampled_from(["", " ", "\n", ".", "\u200b", "-"]), some.booleans())
def test_a_postcode_is_found_whatever_stands_around_it(before, after, between, small):
    code = f"HW2{between}3CD"
    assert gives_away(f"{before} {code.lower() if small else code} {after}", [HIDDEN])


@given(words)
def test_any_text_is_taken(text):
    assert isinstance(gives_away(text, [HIDDEN]), bool)
    signs_of(text)
