"""What is to be asked when: on the journey, on the page for asking, and late on the home page."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from safehome.journeys import actions as journeys
from safehome.journeys.queries.asking import to_ask_in
from safehome.measures.rules import Held, Moment, Way, due_for
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey, sessions_of, sign_whole

DAY = date(2026, 6, 1)
START = Moment("baseline", "At the start", 1, None, ("kuc",))
HALF = Moment("mid", "In the middle", 7, None, ("kuc",))
END = Moment("end", "At the end", 13, None, ("kuc",))
LATER = Moment("three-months", "Three months on", None, 3, ("kuc",))
ALL = (START, HALF, END, LATER)


def way(**more):
    return Way(**{"joined_on": DAY, "held": (), "last_session": 13, **more})


def states(of, *, days, answered=()):
    found = due_for(of, ALL, answered, today=DAY + timedelta(days=days))
    return {one.point: one.state for one in found}


def held(pack_session, days, **more):
    return Held(pack_session, pack_session, DAY + timedelta(days=days), **more)


def test_at_the_start_only_the_first_are_asked():
    assert states(way(), days=1) == {
        "baseline": "to-ask", "mid": "to-come", "end": "to-come", "three-months": "to-come",
    }  # fmt: skip


@pytest.mark.parametrize(("days", "state"), [(14, "to-ask"), (15, "late"), (300, "late")])
def test_the_first_are_late_after_two_weeks(days, state):
    assert states(way(), days=days)["baseline"] == state


def test_a_session_that_is_not_recorded_makes_no_questions_late():
    planned = way(held=(held(7, 42, written=False),))
    written = way(held=(held(7, 42),))
    assert states(planned, days=80)["mid"] == "to-ask"
    assert states(written, days=80)["mid"] == "late"


def test_the_first_pass_by_once_the_next_have_come():
    planned = way(held=(held(7, 42, written=False),))
    written = way(held=(held(7, 42),))
    assert states(planned, days=43)["baseline"] == "late"
    assert states(written, days=43)["baseline"] == "passed"
    assert states(way(), days=43, answered=[("kuc", "mid")])["baseline"] == "passed"


def test_a_journey_that_ends_soon_asks_the_last_questions_then():
    ended = way(held=(held(1, 0),), ended_on=DAY + timedelta(days=20))
    assert states(ended, days=21, answered=[("kuc", "baseline")]) == {
        "baseline": "answered", "mid": "passed", "end": "to-ask", "three-months": "to-come",
    }  # fmt: skip


def test_after_the_end_they_are_asked_again_and_then_no_more():
    ended = way(ended_on=DAY)
    assert states(ended, days=77)["three-months"] == "to-come"
    assert states(ended, days=78)["three-months"] == "to-ask"
    assert states(ended, days=110)["three-months"] == "late"
    assert states(ended, days=140)["three-months"] == "passed"


def test_nothing_is_asked_of_whoever_took_their_agreement_back_or_has_left():
    assert states(way(ended_on=DAY, follows=False), days=80)["three-months"] == "passed"
    assert set(states(way(left_on=DAY + timedelta(days=3)), days=9).values()) == {"passed"}


def test_whoever_joins_later_is_asked_the_first_questions_then():
    later = way(joined_on=DAY + timedelta(days=30), held=(held(1, 0), held(7, 42)))
    assert states(later, days=31)["baseline"] == "to-ask"


def test_what_a_session_asks_for_itself_fades_and_is_never_late():
    of = way(held=(held(2, 7, measures=("feedback",)),))
    found = {
        days: [one.state for one in due_for(of, ALL, [], today=DAY + timedelta(days=days))
               if one.point == "session-2"]
        for days in (8, 14, 15)
    }  # fmt: skip
    assert found == {8: ["to-ask"], 14: ["to-ask"], 15: ["passed"]}


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


@pytest.mark.feature("MEA4")
def test_late_ones_stand_on_the_home_page_of_whoever_works_with_them(cast, signed_in, journey):
    page = signed_in(cast.amina).get("/").content.decode()

    assert "Questions to ask" in page
    assert "Marlow: Carol, at the start, 3 sets of questions" in page
    assert ">Late<" in page.replace("\n", "").replace(" ", "")
    others = signed_in(cast.noor).get("/").content.decode()
    assert "Questions to ask" not in others


def test_the_journey_says_what_is_to_ask(cast, signed_in, journey):
    page = signed_in(cast.amina).get(f"/journeys/{journey.pk}/").content.decode()

    assert "Questions to ask now" in page
    assert "sets of questions" in page
    lead = signed_in(cast.priya).get(f"/journeys/{journey.pk}/").content.decode()
    assert "Questions to ask now" not in lead


def test_what_a_pack_asks_is_asked(cast, acting, journey):
    with acting(cast.amina) as by:
        sign_whole(sessions_of(journey)[0], by=by)
        (carol,) = to_ask_in(journey)
        asked = {(one.questionnaire, one.point): one.state for one in carol.all}

    assert asked["kuc", "baseline"] == "late"
    assert asked["kuc", "end"] == "to-come"
    assert [name for name, point in asked if point == "session-1"] == ["feedback"]


def test_after_the_agreement_is_taken_back_nothing_is_asked_any_more(cast, acting, journey):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        (carer,) = [one.carer for one in journey.carers.select_related("carer")]
        journeys.withdraw_agreement(
            carer, purpose="taking-part", on=timezone.localdate(), reason="too-much", because="",
            what_next="A call.", by=by,
        )  # fmt: skip
        journey.refresh_from_db()
        (carol,) = to_ask_in(journey)
    assert carol.now == []
