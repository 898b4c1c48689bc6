"""A carer's own goals: in their words, asked about in seconds, and never overwritten."""

import doctest
from datetime import date, timedelta

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from safehome.design.words import plain_day
from safehome.families.models import FamilyMember
from safehome.measures import actions
from safehome.measures.models import Answers, AnswerWords, Goal, GoalRating, GoalWording
from safehome.measures.queries import current_goals, goals_of
from safehome.measures.rules import goals as rules
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey

SLEEP, TALK = "To sleep through the night again.", "To talk without shouting."


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


def carer_of(journey):
    return journey.carers.select_related("carer").get().carer


def ask(journey, by, point, given, words=None, on=None):
    open_family(journey.family_id, purpose="test")
    return actions.give_answers(
        carer_of(journey), pack_of(journey.pack_version).questionnaire("goals"), given,
        journey=journey.pk, pack_version=journey.pack_version, point=point, mode="together",
        on=on or timezone.localdate(), words=words or {}, by=by,
    )  # fmt: skip


def open_now(journey, by):
    open_family(journey.family_id, purpose="test")
    return goals_of(by.organisation_id, journey=journey.pk, carer=carer_of(journey).pk)


@pytest.mark.feature("MEA8")
def test_it_works(cast, acting, journey):
    with acting(cast.amina) as by:
        ask(journey, by, "baseline", {"g1": 2, "g2": 4}, {"w1": SLEEP, "w2": TALK})
        ask(journey, by, "session-2", {"g1": 5})  # of the second they would rather not say
        first, second = open_now(journey, by)

        assert (first.words, second.words) == (SLEEP, TALK)
        assert [one.value for one in first.ratings] == [2, 5]
        assert [one.value for one in second.ratings] == [4, None]
        assert "closer than when it was first said: 2 then, 5 now" in first.how_close


def test_put_differently_it_keeps_what_was_said_and_begins_again(cast, acting, journey):
    with acting(cast.amina) as by:
        ask(journey, by, "baseline", {"g1": 2}, {"w1": SLEEP})
        ask(journey, by, "session-2", {"g1": 6}, {"w1": "To rest."})
        (goal,) = open_now(journey, by)

        assert goal.words == "To rest."
        assert [words for words, _, _ in goal.put_before] == [SLEEP]
        assert [(one.value, one.wording) for one in goal.ratings] == [(2, 0), (6, 1)]
        assert goal.how_close == "6 so far, in these words"


def test_put_differently_it_is_compared_since_then(cast, acting, journey):
    with acting(cast.amina) as by:
        ask(journey, by, "baseline", {"g1": 2}, {"w1": SLEEP})
        ask(journey, by, "session-2", {"g1": 5}, {"w1": "To rest."})
        ask(journey, by, "session-3", {"g1": 6}, {})
        (goal,) = open_now(journey, by)

        since = plain_day(goal.wordings[-1].since)
        assert goal.how_close == (
            f"about as close as when it was put differently on {since}: 5 then, 6 now"
        )


def test_put_differently_and_not_asked_yet_it_has_no_number(cast, acting, journey):
    with acting(cast.amina) as by:
        ask(journey, by, "baseline", {"g1": 2}, {"w1": SLEEP})
        (goal,) = open_now(journey, by)
        actions.put_differently(goal.goal, TALK, on=timezone.localdate(), by=by)
        (again,) = open_now(journey, by)

        assert again.how_close == "no number yet"


def test_reached_it_is_not_asked_about_and_can_be_taken_up_again(cast, acting, journey):
    with acting(cast.amina) as by:
        ask(journey, by, "baseline", {"g1": 9}, {"w1": SLEEP})
        (goal,) = open_now(journey, by)
        actions.turn_goal(goal.goal, "reached", on=timezone.localdate(), by=by)
        with pytest.raises(PermissionDenied, match="written already"):
            actions.turn_goal(goal.goal, "left", on=timezone.localdate(), by=by)
        assert current_goals(by.organisation_id, journey=journey.pk, carer=goal.goal.carer_id) == []
        with pytest.raises(PermissionDenied, match="Take it up again"):
            actions.put_differently(goal.goal, TALK, on=timezone.localdate(), by=by)

        actions.turn_goal(goal.goal, "again", on=timezone.localdate(), by=by)
        (again,) = open_now(journey, by)
        assert again.is_open
        assert [one.value for one in again.ratings] == [9]


def test_a_place_that_is_taken_is_not_taken_up_again(cast, acting, journey):
    with acting(cast.amina) as by:
        ask(journey, by, "baseline", {"g1": 9}, {"w1": SLEEP})
        (goal,) = open_now(journey, by)
        actions.turn_goal(goal.goal, "left", on=timezone.localdate(), by=by)
        new = actions.set_goal(
            goal.goal.carer, TALK, journey=journey.pk, on=timezone.localdate(), by=by
        )

        assert new.goal.place == 1
        with pytest.raises(PermissionDenied, match="Another goal has its place"):
            actions.turn_goal(goal.goal, "again", on=timezone.localdate(), by=by)


def test_three_at_a_time(cast, acting, journey):
    with acting(cast.amina) as by:
        carer = carer_of(journey)
        open_family(journey.family_id, purpose="test")
        for words in ("one", "two", "three"):
            actions.set_goal(carer, words, journey=journey.pk, on=date(2026, 3, 1), by=by)
        with pytest.raises(PermissionDenied, match="three goals already"):
            actions.set_goal(carer, "four", journey=journey.pk, on=date(2026, 3, 1), by=by)


def test_a_number_without_a_goal_is_refused_whole(cast, acting, journey):
    with acting(cast.amina) as by, pytest.raises(ValueError, match="no goal in this place"):
        ask(journey, by, "baseline", {"g2": 3}, {"w1": SLEEP})
    with acting(cast.amina):
        assert not Answers.objects.exists()
        assert not Goal.objects.exists()


@pytest.mark.parametrize("words", ["   ", "x" * 301])
def test_no_words_or_too_many_are_refused(cast, acting, journey, words):
    with acting(cast.amina) as by, pytest.raises(ValueError, match=r"words|letters"):
        actions.set_goal(
            carer_of(journey), words, journey=journey.pk, on=date(2026, 3, 1), by=by
        )  # fmt: skip


def test_who_may_not(cast, acting, journey):
    with acting(cast.mo) as by, pytest.raises(PermissionDenied, match="practitioners"):
        actions.set_goal(
            FamilyMember.objects.get(pk=journey.carers.get().carer_id), SLEEP,
            journey=journey.pk, on=date(2026, 3, 1), by=by,
        )  # fmt: skip


def test_who_sees_them(cast, acting, journey):
    with acting(cast.amina) as by:
        ask(journey, by, "baseline", {"g1": 2}, {"w1": SLEEP})
    for somebody in (cast.noor, cast.mo, cast.ada, cast.dev):
        with acting(somebody):
            assert not Goal.objects.exists()
            assert not GoalWording.objects.exists()
            assert not GoalRating.objects.exists()
    with acting(cast.priya):
        assert Goal.objects.count() == GoalWording.objects.count() == 1


@pytest.mark.parametrize("table", ["goal", "goalwording", "goalturn", "goalrating"])
@pytest.mark.parametrize("what", ["UPDATE measures_{} SET organisation_id = organisation_id",
                                  "DELETE FROM measures_{}"])  # fmt: skip
def test_no_row_is_ever_changed(cast, acting, journey, table, what):
    with (
        acting(cast.amina),
        pytest.raises(Exception, match="permission denied") as refused,
        connection.cursor() as cursor,
    ):
        cursor.execute(what.format(table))
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_words_are_with_the_goal_and_not_with_the_answers(cast, acting, journey):
    with acting(cast.amina) as by:
        ask(journey, by, "baseline", {"g1": 2}, {"w1": SLEEP})
        assert not AnswerWords.objects.exists()
        assert Answers.objects.get().given == {"g1": 2}


def test_the_examples_are_true():
    assert doctest.testmod(rules).failed == 0


def filled(**more):
    day = timezone.localdate()
    return {
        "mode": "together", "help": "none", "given_on_day": day.day, "given_on_month": day.month,
        "given_on_year": day.year,
    } | more  # fmt: skip


@pytest.fixture
def addresses(cast, acting, journey):
    with acting(cast.amina):
        carer = carer_of(journey).pk
    base = f"/journeys/{journey.pk}"
    return f"{base}/answers/{carer}/baseline/goals/", f"{base}/goals/{carer}/", base


def test_the_page_asks_for_the_first_goals_and_then_only_for_numbers(
    cast, signed_in, journey, addresses
):
    asking, _, _ = addresses
    amina = signed_in(cast.amina)
    page = amina.get(asking).content.decode()
    assert "My first goal, in my own words" in page
    seen = amina.post(asking, filled(w1=SLEEP, g1="3"), follow=True).content.decode()

    assert SLEEP in seen
    assert "3 so far, in these words" in seen
    short = amina.get(asking.replace("baseline", "mid")).content.decode()
    assert SLEEP in short
    assert "in my own words" not in short
    assert 'name="w2"' not in short
    assert "Their goal, 3 of 10" in amina.get(
        f"/families/{journey.family_id}/measures/"
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Write a goal, or say that they would rather set none now"),
        ({"g1": "3"}, "Write the goal that this number is about"),
        ({"w1": SLEEP}, "Choose a number, or that they’d rather not say"),
        ({"w1": SLEEP, "g1": "3", "none": "on"}, "A goal is written above"),
        ({"w1": "x" * 301, "g1": "3"}, "Use 300 letters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_kept(cast, signed_in, addresses, given, says):
    asking, _, _ = addresses
    page = signed_in(cast.amina).post(asking, filled(**given)).content.decode()
    assert says in page
    for words in given.values():
        assert words == "on" or words in page


def test_no_goal_now_is_an_answer(cast, signed_in, addresses):
    asking, _, _ = addresses
    amina = signed_in(cast.amina)
    page = amina.post(asking, filled(none="on"), follow=True).content.decode()
    assert "No goals yet" in page
    assert "already answered" in amina.get(asking, follow=True).content.decode()


def test_a_goal_is_added_put_differently_and_reached_on_its_pages(cast, signed_in, addresses):
    _, goals, _ = addresses
    amina = signed_in(cast.amina)
    today = timezone.localdate()
    on = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    page = amina.post(f"{goals}add/", on | {"words": SLEEP}, follow=True).content.decode()
    words = page.split('">Put it differently')[0].rsplit('href="', 1)[1]
    again = amina.post(words, on | {"words": TALK}, follow=True).content.decode()
    assert TALK in again
    assert f"it was: “{SLEEP}”" in again

    became = words.replace("/words/", "/became/")
    tomorrow = today + timedelta(days=1)
    wrong = amina.post(became, {
        "what": "reached", "on_day": tomorrow.day, "on_month": tomorrow.month,
        "on_year": tomorrow.year,
    }).content.decode()  # fmt: skip
    assert "in the future" in wrong
    assert "Choose what became" in amina.post(became, on).content.decode()
    done = amina.post(became, on | {"what": "reached"}, follow=True).content.decode()
    assert "Reached" in done
    assert "Take it up again" in done


def test_from_the_record_of_a_session_and_back(cast, acting, signed_in):
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        journey = make_journey(by, made, first_session_at=timezone.now())
        session = journey.sessions.order_by("number").first()
    amina = signed_in(cast.amina)
    page = amina.get(f"/journeys/sessions/{session.pk}/record/").content.decode()
    there = page.split("goals feel today?")[1].split('href="', 1)[1].split('"', 1)[0]
    answer = amina.post(there, filled(w1=SLEEP, g1="3"))

    assert answer.status_code == 302
    assert answer["Location"] == f"/journeys/sessions/{session.pk}/record/"
