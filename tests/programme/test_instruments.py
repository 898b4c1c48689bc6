"""Other people's questionnaires: scored as their owners say, and never a word without a licence."""

import doctest
import shutil
from datetime import date

import pytest

from safehome.programme import instruments as module
from safehome.programme.instruments import band_of, instruments, may_use_words, scoring_of
from safehome.programme.loading import examine
from safehome.programme.rules import reliable_change, score
from tests.programme.building import build, files_of

TODAY = date(2026, 3, 1)


def answers(instrument, *values):
    return dict(zip(instruments()[instrument].items, values, strict=True))


# Each row is worked by hand from the source named in the instrument's file.
@pytest.mark.feature("MEA1")
@pytest.mark.parametrize(
    ("instrument", "given", "total"),
    [
        ("who-5", (0, 0, 0, 0, 0), 0),
        ("who-5", (5, 5, 5, 5, 5), 100),
        ("who-5", (3, 2, 3, 3, 2), 52),  # raw 13 times 4: the first that is not low
        ("who-5", (3, 2, 3, 2, 2), 48),
        ("who-5", (3, None, 3, 3, 2), None),
        ("bpses", (1, 1, 1, 1, 1), 5),
        ("bpses", (5, 4, 3, 4, 5), 21),
        ("bpses", (5, 4, 3, 4, None), None),
        ("gbo", (2, 7, 3), 4),
        ("gbo", (2, None, None), 2),  # one goal is enough
        ("swemwbs", (1, 1, 1, 1, 1, 1, 1), 7.00),
        ("swemwbs", (3, 3, 3, 3, 3, 3, 3), 19.25),  # raw 21
        ("swemwbs", (4, 4, 4, 4, 4, 4, 4), 25.03),  # raw 28
        ("swemwbs", (5, 5, 5, 5, 5, 5, 5), 35.00),
        ("swemwbs", (5, 5, 5, 5, 5, 5, None), None),
        # Everything “describes us very well”: five strengths at 1, ten difficulties turned to 5.
        ("score-15", (1,) * 15, 55),
        ("score-15", (5,) * 15, 35),
        ("score-15", (1, 5, 1, 5, 5, 1, 5, 5, 5, 1, 5, 5, 5, 5, 1), 15),  # the best there is
        ("score-15", (5, 1, 5, 1, 1, 5, 1, 1, 1, 5, 1, 1, 1, 1, 5), 75),  # the hardest
        ("sdq", (3, 2, 4, 1, 9), 10),  # the fifth score is a strength and is not added
        ("sdq", (3, 2, None, 1, 9), None),
    ],
)
def test_it_is_scored_as_its_owner_says(instrument, given, total):
    found = score(instruments()[instrument].scoring, answers(instrument, *given)).total

    assert found == (total if total is None else pytest.approx(total))


def test_parts_of_score_15_add_up_to_the_whole():
    found = score(instruments()["score-15"].scoring, answers("score-15", *[1, 2, 3, 4, 5] * 3))

    assert sum(found.subscales.values()) == found.total


def test_the_conversion_of_swemwbs_rises_and_holds_its_ends():
    table = instruments()["swemwbs"].total.metric

    assert list(table) == list(range(7, 36))
    assert sorted(table.values()) == list(table.values())
    assert (table[7], table[35]) == (7.0, 35.0)


@pytest.mark.parametrize(
    ("total", "says"),
    [(0, "A low number"), (28, "A low number"), (29, "Lower"), (50, "Lower"), (51, "Not low")],
)
def test_bands_of_who_5(total, says):
    assert band_of(instruments()["who-5"], total).startswith(says)


def test_no_child_is_named_by_a_number():
    """The published bands of the SDQ label a child; there is no place for them here."""
    assert instruments()["sdq"].bands == ()


@pytest.mark.parametrize(
    ("instrument", "before", "after", "says"),
    [
        ("gbo", 3.0, 5.45, "improved"),  # 2.45 is enough
        ("gbo", 3.0, 5.44, "no reliable change"),
        ("swemwbs", 20.0, 22.87, "no reliable change"),  # it is to be more than 2.87
        ("swemwbs", 20.0, 22.88, "improved"),
        ("score-15", 60.0, 42.0, "improved"),  # lower is better
        ("score-15", 42.0, 60.0, "worsened"),
    ],
)
@pytest.mark.feature("MEA5")
def test_a_change_that_is_more_than_chance(instrument, before, after, says):
    known = instruments()[instrument]

    assert says == reliable_change(
        before, after, value=known.change.value, direction=known.direction,
        at_least=known.change.counts_from == "at-least",
    )  # fmt: skip


def test_each_has_a_source_a_licence_and_a_rule_for_what_is_missing_and_no_wording():
    assert set(instruments()) == {"who-5", "bpses", "gbo", "swemwbs", "score-15", "sdq"}
    for one in instruments().values():
        assert one.wording == "none"
        assert one.source
        assert one.licence
        assert one.missing
        assert set(one.reverse) <= set(one.items)
        assert one.change is None or one.change.source
        covered = [value for band in one.bands for value in (band.lowest, band.highest)]
        assert covered == sorted(covered)


def test_the_examples_in_the_words_are_true():
    assert doctest.testmod(module).failed == 0


WHO = """
id: who-5
title: How I have been
for: carer
about: Five lines, in the words of the licence's owner.
not_validated: See the owner's guide.
licence: CC-BY-NC-SA-3.0-IGO
direction: higher-is-better
scale: {lowest: 0, highest: 5, labels: {0: Never, 5: Always}}
subscales: []
total: {score: sum, may_miss: 0}
items:
  - {id: w1, text: First line}
  - {id: w2, text: Second line}
  - {id: w3, text: Third line}
  - {id: w4, text: Fourth line}
  - {id: w5, text: Fifth line}
may_skip: false
"""
LICENSED = """
licensed:
  {holder: An organisation, reference: Letter of 1 February 2026, until: 2026-12-31,
   display: true, print: false, export: false}
"""


def pack_with(folder, name, text):
    """The good pack with one more questionnaire, asked at the first point of the schedule."""
    place = build(folder)
    shutil.copy(place / "questionnaires" / "calm.yaml", place / "questionnaires" / f"{name}.yaml")
    (place / "questionnaires" / f"{name}.yaml").write_text(text, "utf-8")
    return examine(files_of(place))


def errors_of(examined, name):
    return [one.message for one in examined.findings if one.path == f"questionnaires/{name}.yaml"]


@pytest.mark.feature("MEA10")
def test_words_of_others_need_a_licence_written_beside_them(tmp_path):
    bare = errors_of(pack_with(tmp_path / "bare", "who-5", WHO), "who-5")
    written = errors_of(pack_with(tmp_path / "written", "who-5", WHO + LICENSED), "who-5")

    assert any("belongs to others" in said for said in bare)
    assert not any("licence" in said or "belongs" in said for said in written)


@pytest.mark.feature("MEA10")
def test_what_no_licence_allows_is_refused_even_if_one_is_claimed(tmp_path):
    sdq = WHO.replace("id: who-5", "id: sdq") + LICENSED
    assert any(
        "No licence lets the words" in said
        for said in errors_of(pack_with(tmp_path / "sdq", "sdq", sdq), "sdq")
    )
    swemwbs = WHO.replace("id: who-5", "id: swemwbs") + LICENSED.replace(
        "export: false", "export: true"
    )
    said = errors_of(pack_with(tmp_path / "short", "swemwbs", swemwbs), "swemwbs")
    assert any("be exported" in one for one in said)
    assert any("Its answers go from 1 to 5" in one for one in said)


@pytest.fixture
def asked(tmp_path):
    examined = pack_with(tmp_path / "asked", "who-5", WHO + LICENSED)
    return next(part.value for part in examined.parts if part.path == "questionnaires/who-5.yaml")


@pytest.mark.feature("MEA10")
def test_words_may_be_used_as_the_licence_says_and_until_it_ends(asked):
    assert may_use_words(asked, "display", on=TODAY)
    for use, done in (("print", "printed"), ("export", "exported")):
        verdict = may_use_words(asked, use, on=TODAY)
        assert not verdict
        assert f"be {done}" in verdict.reason
    ended = may_use_words(asked, "display", on=date(2027, 1, 1))
    assert ended.reason.endswith("ended on 31 December 2026.")


def test_own_words_may_always_be_used(asked):
    own = asked.model_copy(update={"id": "calm", "licensed": None})

    assert all(may_use_words(own, use, on=TODAY) for use in ("display", "print", "export"))


def test_a_loaded_questionnaire_is_scored_as_its_owner_says(asked):
    assert score(scoring_of(asked), answers("who-5", 3, 2, 3, 3, 2)).total == 52
