"""The report's own rules: what is said, what is held back, and that no part gives another away."""

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehome.evaluation.rules import equity, words
from safehome.evaluation.rules import report as module
from safehome.evaluation.rules.counts import Counts, InPlace, Referred, Scope, Scored
from safehome.evaluation.rules.groups import Beside
from safehome.evaluation.rules.indicators import INDICATORS, PLACES
from safehome.evaluation.rules.network import FEWEST
from safehome.evaluation.rules.referred import referrals_shown
from safehome.evaluation.rules.report import Asked, breakdown, corrected, measured

CALM = Asked("calm", "How calm", (("total", "All together"), ("sleep", "Sleep")), 0, 10)


def pairs(*before_and_after, team="North", year=2026, fate="stayed", part="total"):
    """What the database would count of these carers; None for who did not answer again."""
    found = []
    for before, after in before_and_after:
        scores = {"start": before}
        if after is not None:
            scores |= {"before": before, "after": after, "change": after - before}
        found += [
            Scored(team, year, 1, fate, "calm", part, what, round(value * 1000))
            for what, value in scores.items()
        ]
    return found


def counts_of(scores, teams=("North",), years=(2026,)):
    journeys = tuple(InPlace(team, year, 9, "completed") for team in teams for year in years)
    return Counts("end", tuple(scores), journeys, (), ())


TWENTY = [(3, 5)] * 12 + [(4, 4.5)] * 5 + [(6, 5)] * 6 + [(5, None)] * 7


@pytest.mark.feature("NEW27", "EVA1")
def test_it_works():
    both = pairs(*TWENTY) + pairs(*TWENTY, part="sleep")
    (found,) = corrected([measured(CALM, counts_of(both), Scope())])
    part = found.parts[0]

    assert (part.started, part.missing, part.better, part.same, part.worse) == (30, 7, 12, 5, 6)
    assert part.figures.n == 23
    assert part.figures.before.median == 3.0
    assert part.figures.p == pytest.approx(2 * part.figures.test.p)  # two tests are made
    said = words.reading(CALM, part)
    assert "on a scale of 0 to 10, which is better" in said
    assert "For 12 it was better, for 5 about the same, and for 6 worse." in said
    assert "With 23 pairs, read it with care." in said
    assert words.who_answered(part).startswith("30 carers answered at the start. 23 of them")


def test_where_lower_is_better_a_fall_is_better():
    hard = Asked("calm", "", (("total", ""),), 0, 10, higher_is_better=False)
    part = measured(hard, counts_of(pairs(*TWENTY)), Scope()).parts[0]

    assert (part.better, part.worse) == (6, 12)
    assert "which is worse" in words.reading(hard, part)


def first_of(asked, scores):
    (found,) = corrected([measured(asked, counts_of(scores), Scope())])
    return asked, found.parts[0]


def test_one_sentence_says_what_moved_which_way_and_how_sure_one_is():
    calm = Asked("calm", "Calm", (("total", ""),), 0, 10)
    hard = Asked("calm", "Hard", (("total", ""),), 0, 10, higher_is_better=False)
    clear = first_of(calm, pairs(*[(3, 5)] * 20))
    worse = first_of(hard, pairs(*[(3, 5)] * 20))
    unsure = first_of(hard, pairs(*[(3, 4)] * 6, *[(4, 3)] * 5))
    few = first_of(calm, pairs(*[(3, 5)] * 6))

    assert words.in_one_sentence([clear, worse, few]) == (
        "Of those who answered twice, answers to “Calm” moved by about 2.0 for the better and"
        " “Hard” moved by about 2.0 for the worse, on scales of 0 to 10. Chance alone would seldom"
        " bring so clear a change."
    )
    assert "Of “Hard” that is not clear" in words.in_one_sentence([clear, unsure])
    assert "None of it is clear" in words.in_one_sentence([unsure])
    assert words.in_one_sentence([few]).startswith("Too few carers")


@pytest.mark.parametrize(
    ("at_least", "change", "better"),
    [(True, 2.45, 10), (False, 2.45, 0), (False, 2.5, 10), (True, 2.4, 0)],
)
def test_reliable_change_goes_by_its_own_value(at_least, change, better):
    asked = Asked("calm", "", (("total", ""),), 0, 10, reliable=2.45, at_least=at_least)
    part = measured(asked, counts_of(pairs(*[(2, 2 + change)] * 10)), Scope()).parts[0]

    assert part.better == better


def test_below_the_floor_nothing_is_said_of_change():
    part = measured(CALM, counts_of(pairs(*[(3, 5)] * 9)), Scope()).parts[0]

    assert part.started == 9
    assert part.figures is None
    assert words.reading(CALM, part) == "Too few to say."


def test_a_small_team_is_not_got_from_the_whole():
    """Three carers of one team: neither they, nor the other team alone, have figures."""
    scores = pairs(*[(3, 5)] * 20) + pairs((2, 9), (3, 8), (1, 7), team="South")
    counts = counts_of(scores, teams=("North", "South"))
    south, north = (
        measured(CALM, counts, Scope(team=team)).parts[0] for team in ("South", "North")
    )

    assert (south.started, south.figures) == (None, None)
    assert (north.started, north.figures) == (None, None)
    assert measured(CALM, counts, Scope()).parts[0].figures.n == 23


def test_a_team_and_a_year_at_once_cannot_be_asked_for():
    with pytest.raises(ValueError, match="not both"):
        Scope(team="North", year=2026)


def test_what_one_question_holds_back_all_hold_back():
    """Who did not answer again is the same in all of them, so one must not tell it for another.

    Two in the South did not, so the North's nine are held back with them; the other question,
    with more changes to choose from, must not tell the nine by its own sum.
    """
    scores = []
    for part, better in (("total", 20), ("sleep", 10)):
        same = [(3, 3)] * (20 - better)
        scores += pairs(*[(3, 5)] * better, *same, *[(3, None)] * 9, part=part)
        scores += pairs(*[(3, 5)] * better, *same, *[(3, None)] * 2, team="South", part=part)
    counts = counts_of(scores, teams=("North", "South"))
    for part in measured(CALM, counts, Scope(team="North")).parts:
        seen = [part.started, part.missing, part.better, part.same, part.worse]
        assert part.missing is None
        assert seen.count(None) > 1


def test_no_pairs_are_told_by_taking_one_reports_figures_from_anothers():
    """Ten began in the South and seven stayed away: three pairs, and so three carers' changes."""
    north = pairs(*[(3, 5)] * 20, *[(3, None)] * 6)
    south = pairs(*[(3, 9)] * 3, *[(3, None)] * 7, team="South")
    counts = counts_of(north + south, teams=("North", "South"))
    parts = [
        measured(CALM, counts, scope).parts[0]
        for scope in (Scope(), Scope(team="North"), Scope(team="South"))
    ]

    assert [part.figures is None for part in parts] == [False, True, True]
    assert parts[1].missing is None
    assert parts[1].better is None


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["North", "South", "West"]), st.sampled_from([2024, 2025, 2026]),
            st.sampled_from(list(PLACES)), st.integers(1, 20),
        ),
        min_size=1, max_size=20,
    )
)  # fmt: skip
def test_no_subtraction_between_published_reports_gives_a_small_count(journeys):
    """Every report that can be published, and every difference of a whole and all but one part."""
    counted = tuple(InPlace(team, year, n, place) for team, year, place, n in journeys)
    counts = Counts("end", (), counted, (), ())
    places = list(PLACES)
    whole = breakdown(counted, places, counts, Scope())
    divided = [
        [breakdown(counted, places, counts, Scope(team=team)) for team in counts.teams],
        [breakdown(counted, places, counts, Scope(year=year)) for year in counts.years],
    ]
    for parts in divided:
        for at in [*range(len(places)), "whole"]:
            shown = [
                each.whole if at == "whole" else each.places[at][1] for each in (whole, *parts)
            ]
            total, rows = shown[0], shown[1:]
            hidden = [row for row in rows if row is None]
            if total is not None and len(hidden) == 1:
                left = total - sum(row for row in rows if row is not None)
                assert left >= FEWEST, "a count was held back alone and can be taken from the sum"
            assert all(one is None or one == 0 or one >= FEWEST for one in shown)


def test_those_who_left_are_set_beside_those_who_stayed():
    scores = pairs(*[(2, None)] * 15, fate="left") + pairs(*[(6, 7)] * 15, fate="stayed")
    found = measured(CALM, counts_of(scores), Scope()).leaving

    assert found.delta == -1.0
    assert "had begun with lower answers" in words.leaving_in_words(found)
    assert measured(CALM, counts_of(scores), Scope(team="North")).leaving is None
    assert words.leaving_in_words(Beside(4, 20, None, None)).startswith("Too few to say")


def test_referrals_and_how_long_families_waited():
    referrals = (
        *(Referred(2026, "begun", weeks, 1) for weeks in range(12)),
        Referred(2026, "waits", -1, 6), Referred(2026, "no-family", -1, 8),
    )  # fmt: skip
    found = referrals_shown(Counts("end", (), (), (), referrals), None)

    assert dict(found.became.places) == {"begun": 12, "waits": 6, "no-family": 8}
    assert found.weeks.median == 5.5
    few = referrals_shown(Counts("end", (), (), (), referrals[:4]), None)
    assert few.weeks is None
    assert referrals_shown(Counts("end", (), (), (), ()), None) is None


@pytest.mark.feature("EVA2")
def test_every_indicator_says_all_that_it_should():
    assert len({one.id for one in INDICATORS}) == len(INDICATORS)
    for one in INDICATORS:
        assert all(
            (one.title, one.sentence, one.formula, one.numerator, one.denominator, one.source,
             one.owner)
        )  # fmt: skip


@pytest.mark.parametrize("each", [module, words, equity], ids=lambda m: m.__name__)
def test_the_examples_in_the_words_are_true(each):
    assert doctest.testmod(each).failed == 0
