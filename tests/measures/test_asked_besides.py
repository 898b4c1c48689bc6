"""What an organisation asks besides the pack: due, late and chased as the pack's own questions."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from safehome.design.words import day
from safehome.journeys.queries.asking import to_ask_in
from safehome.measures import actions
from safehome.measures.models import Answers, InstrumentAsked
from safehome.measures.queries.licences import words_for
from safehome.measures.rules import Further, Held, Moment, Way, due_for, open_at_points
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey, sessions_of, sign_whole
from tests.factories.links import Carer
from tests.measures.test_licences import ITEMS, TODAY, licence, load
from tests.workspace.test_statements import statements

DAY = date(2026, 6, 1)
START = Moment("baseline", "At the start", 1, None, ("kuc",))
HALF = Moment("mid", "In the middle", 7, None, ("kuc",))
END = Moment("end", "At the end", 13, None, ("kuc",))
LATER = Moment("three-months", "Three months on", None, 3, ("kuc",))
POINTS = ("baseline", "mid", "end", "three-months")


def states(*, begins, days, answered=(), points=POINTS, **more):
    """Point → state, of a choice from one day on, as seen on another; days after joining."""
    way = Way(**{"joined_on": DAY, "held": (), "last_session": 13, **more})
    further = [Further("who-5", points, DAY + timedelta(begins))]
    found = due_for(
        way, (START, HALF, END, LATER), answered, today=DAY + timedelta(days), further=further
    )
    return {one.point: one.state for one in found if one.questionnaire == "who-5"}


def held(session, days):
    return Held(session, session, DAY + timedelta(days))


def test_it_is_due_and_late_as_the_packs_own():
    assert states(begins=0, days=1) == {
        "baseline": "to-ask", "mid": "to-come", "end": "to-come", "three-months": "to-come",
    }  # fmt: skip
    assert states(begins=0, days=15)["baseline"] == "late"
    assert states(begins=0, days=15, answered=[("who-5", "baseline")])["baseline"] == "answered"
    assert states(begins=0, days=1, points=("end",)) == {"end": "to-come"}
    come = states(begins=0, days=45, held=(held(7, 42),))
    assert (come["baseline"], come["mid"]) == ("passed", "to-ask")


def test_a_point_that_was_past_is_not_asked_and_one_that_is_open_has_its_two_weeks():
    reached = {"held": (held(1, 3), held(7, 42))}
    assert "baseline" not in states(begins=4, days=10, held=(held(1, 3),))
    assert "mid" not in states(begins=43, days=60, **reached)
    assert states(begins=42, days=43, **reached)["mid"] == "to-ask"
    # Before the first session the start is not past, however long ago they joined.
    assert states(begins=40, days=41)["baseline"] == "to-ask"
    assert states(begins=40, days=54)["baseline"] == "to-ask"
    assert states(begins=40, days=55)["baseline"] == "late"
    # Who joined after the first session has a start of their own.
    joined = {"joined_on": DAY + timedelta(20), "held": (held(1, 3),)}
    assert states(begins=20, days=21, **joined)["baseline"] == "to-ask"
    assert "baseline" not in states(begins=21, days=21, **joined)


def test_before_its_first_day_nothing_is_due():
    assert states(begins=30, days=1)["baseline"] == "to-come"


def test_after_the_end_its_own_day_counts():
    ended = {"held": (held(1, 3), held(13, 90)), "ended_on": DAY + timedelta(90)}
    # The day is three months on; it may be asked two weeks before.
    assert states(begins=175, days=176, **ended)["three-months"] == "to-ask"
    assert "three-months" not in states(begins=190, days=191, **ended)
    assert states(begins=200, days=201, left_on=DAY + timedelta(100), **ended) == {}


def test_what_was_answered_stands_whatever_was_chosen_since():
    found = states(begins=50, days=60, held=(held(1, 3),), answered=[("who-5", "baseline")])
    assert found["baseline"] == "answered"


def test_a_pack_that_asks_it_itself_asks_it_once():
    own = Moment("baseline", "At the start", 1, None, ("who-5",))
    way = Way(DAY, (), 13)
    further = [Further("who-5", ("baseline",), DAY)]
    assert len(due_for(way, [own], [], today=DAY, further=further)) == 1


def choose(by, instrument="who-5", points=("baseline", "end"), days=0):
    return actions.ask_at(instrument, points, begins_on=TODAY() + timedelta(days), by=by)


@pytest.fixture
def journey(cast, acting):
    """One that begins today."""
    with acting(cast.amina) as by:
        morning = timezone.localtime().replace(hour=0, minute=1, second=0, microsecond=0)
        return make_journey(by, make_family(by, cast), first_session_at=morning)


@pytest.fixture
def loaded(cast, acting):
    with acting(cast.ada) as by:
        held_licence = licence(by)
        load(by)
        return held_licence


def carer_of(cast, acting, journey):
    with acting(cast.amina):
        return journey.carers.select_related("carer").get().carer


def asked_of(cast, acting, journey):
    """What is asked of the carer now, besides the pack."""
    with acting(cast.amina):
        open_family(journey.family_id, purpose="test")
        (carol,) = to_ask_in(journey)
        return [(one.point, one.state) for one in carol.now if one.questionnaire == "who-5"]


@pytest.mark.feature("MEA4")
def test_it_works(cast, acting, signed_in, journey, loaded):
    mo, amina = signed_in(cast.mo), signed_in(cast.amina)
    today = TODAY()
    page = mo.get("/instruments/who-5/").text
    assert "It is not asked by itself" in page
    answer = mo.post("/instruments/who-5/ask/", {
        "points": ["baseline", "mid"], "begins_on_day": today.day,
        "begins_on_month": today.month, "begins_on_year": today.year,
    }, follow=True)  # fmt: skip
    assert "is asked there from that day on" in answer.text
    assert "Carers are asked at the start" in answer.text
    assert "at the start" in mo.get("/instruments/").text

    asking = amina.get(f"/journeys/{journey.pk}/answers/").text
    assert "Carol: WHO-5" in asking
    carer = carer_of(cast, acting, journey).pk
    there = f"/journeys/{journey.pk}/answers/{carer}/baseline/who-5/"
    amina.post(there, {
        "mode": "together", "help": "none", "given_on_day": today.day,
        "given_on_month": today.month, "given_on_year": today.year, **dict.fromkeys(ITEMS, "4"),
    })  # fmt: skip
    assert asked_of(cast, acting, journey) == []
    with acting(cast.mo):
        chosen = InstrumentAsked.objects.get()
    stopped = mo.post(f"/instruments/asked/{chosen.pk}/stop/", follow=True).text
    assert "is not asked any more" in stopped
    assert "Mo" in stopped, "who chose and who stopped stays readable"
    with acting(cast.amina):
        assert Answers.objects.get().scores == {"total": 80}


def home_says(signed_in, who):
    return signed_in(who).get("/").text


def test_home_chases_it_and_costs_no_more(cast, acting, signed_in, journey, loaded):
    client = signed_in(cast.amina)
    before, said = len(statements(client, "/")), client.get("/").text
    with acting(cast.mo) as by:
        choose(by)
    assert len(statements(client, "/")) == before
    assert sets_in(client.get("/").text) == sets_in(said) + 1


def sets_in(page):
    """How many sets of questions home tells of Carol."""
    words = page[page.index("Carol, at the start, ") :].removeprefix("Carol, at the start, ")
    return int(words.split(" ", 1)[0])


@pytest.mark.feature("MEA10")
def test_when_the_licence_ends_it_is_due_nowhere_and_the_pages_say_why(
    cast, acting, signed_in, journey, loaded
):
    with acting(cast.mo) as by:
        choose(by)
    assert asked_of(cast, acting, journey) == [("baseline", "to-ask")]
    before = sets_in(home_says(signed_in, cast.amina))
    with acting(cast.ada) as by:
        actions.end_licence(loaded, on=TODAY() - timedelta(1), by=by)

    assert asked_of(cast, acting, journey) == []
    assert sets_in(home_says(signed_in, cast.amina)) == before - 1
    asking = signed_in(cast.amina).get(f"/journeys/{journey.pk}/answers/").text
    assert "is chosen to be asked, but not now" in asking
    for who in (cast.mo, cast.amina):
        page = signed_in(who).get("/instruments/who-5/").text
        assert "It is not asked now, and nothing is late because of it." in page
        assert "ended, or has not begun" in page
    with acting(cast.ada) as by:
        licence(by)
    assert asked_of(cast, acting, journey) == [("baseline", "to-ask")]


def test_a_licence_for_paper_alone_asks_nothing(cast, acting, journey):
    with acting(cast.ada) as by:
        licence(by, display=False)
        load(by)
        with pytest.raises(PermissionDenied, match="does not let its words be shown"):
            choose(by)


def test_what_cannot_be_chosen_says_why_and_keeps_nothing(cast, acting, signed_in, loaded):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="administrators"):
        choose(by)
    with acting(cast.mo) as by:
        with pytest.raises(PermissionDenied, match="is not recorded"):
            choose(by, "bpses")
        with pytest.raises(ValueError, match="at least one point"):
            choose(by, points=())
        with pytest.raises(ValueError, match="from today on"):
            choose(by, days=-1)
        choose(by)
        with pytest.raises(PermissionDenied, match="asked already"):
            choose(by)
        with pytest.raises(IntegrityError, match="once_at_a_time"), transaction.atomic():
            InstrumentAsked.objects.create(
                organisation_id=by.organisation_id, instrument="who-5", points=["end"],
                begins_on=TODAY(), chosen_by_id=by.pk,
            )  # fmt: skip
    mo = signed_in(cast.mo)
    past = TODAY() - timedelta(1)
    day = {"begins_on_day": past.day, "begins_on_month": past.month, "begins_on_year": past.year}
    said = mo.post("/instruments/sdq/ask/", day).text
    assert "Choose at least one point" in said
    assert "This day is past" in said
    assert "is not recorded" in mo.get("/instruments/bpses/ask/", follow=True).text
    assert "It is asked already" in mo.get("/instruments/who-5/ask/", follow=True).text
    assert signed_in(cast.amina).get("/instruments/who-5/ask/").status_code == 403


def test_another_organisation_is_asked_nothing(cast, acting, loaded):
    with acting(cast.mo) as by:
        chosen = choose(by)
    with acting(cast.dev):
        assert not InstrumentAsked.objects.exists()
    with acting(cast.mo) as by:
        actions.stop_asking(chosen, by=by)
        with pytest.raises(PermissionDenied, match="already"):
            actions.stop_asking(chosen, by=by)
        choose(by)
        assert InstrumentAsked.objects.count() == 2


def test_of_scores_alone_it_leads_to_the_scores_and_never_to_a_link(
    cast, acting, signed_in, journey
):
    with acting(cast.mo) as by:
        choose(by, "sdq")
    amina, carer = signed_in(cast.amina), carer_of(cast, acting, journey).pk
    assert "Carol: Strengths" in amina.get(f"/journeys/{journey.pk}/answers/").text
    there = f"/journeys/{journey.pk}/answers/{carer}/baseline/sdq/"
    assert amina.get(there).headers["Location"] == f"{there}scores/"
    form = amina.get(f"/journeys/{journey.pk}/links/{carer}/baseline/").text
    assert 'value="kuc"' in form
    assert 'value="sdq"' not in form
    scores = dict.fromkeys(("emotions", "conduct", "hyperactivity", "peers", "prosocial"), "3")
    today = TODAY()
    amina.post(f"{there}scores/", scores | {
        "given_on_day": today.day, "given_on_month": today.month, "given_on_year": today.year,
    })  # fmt: skip
    assert "Carol: Strengths" not in amina.get(f"/journeys/{journey.pk}/answers/").text


def link_of(cast, acting, journey, days=7):
    """A private link that asks the instrument alone."""
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        carer = journey.carers.select_related("carer").get().carer
        asked, _ = words_for(by.organisation_id, "who-5", use="display", on=TODAY())
        return actions.make_link(
            carer, [asked], journey=journey.pk, pack_version=journey.pack_version,
            point="baseline", days=days, by=by,
        )  # fmt: skip


def test_a_carer_answers_it_alone_and_it_is_taken_in_without_its_words(
    cast, acting, signed_in, journey, loaded, superuser
):
    superuser.execute("DELETE FROM ctx.knock")
    with acting(cast.mo) as by:
        choose(by)
    form = signed_in(cast.amina).get(
        f"/journeys/{journey.pk}/links/{carer_of(cast, acting, journey).pk}/baseline/"
    )
    assert 'value="who-5"' in form.text
    made = link_of(cast, acting, journey)
    carol = Carer(made)
    carol.begins()
    carol.answers_all(["4"] * 5)
    assert carol.sends().headers["Location"] == "/page/sent/"
    with acting(cast.ada) as by:
        actions.end_licence(loaded, on=TODAY() - timedelta(1), by=by)
    answer = signed_in(cast.amina).post(f"/journeys/links/{made.link.pk}/take-in/", follow=True)
    assert "are kept: “WHO-5" in answer.text
    with acting(cast.amina):
        assert Answers.objects.get().scores == {"total": 80}


def test_a_link_ends_with_the_licence(cast, acting, journey, loaded, superuser):
    superuser.execute("DELETE FROM ctx.knock")
    with acting(cast.ada) as by:
        licence(by, ends=3)  # one with a last day, beside the one without
    made = link_of(cast, acting, journey)
    assert timezone.localdate(made.link.until) == TODAY() + timedelta(7)
    carol = Carer(made)
    carol.begins()
    assert carol.browser.get("/page/line/1/").status_code == 200
    with acting(cast.ada) as by:
        actions.end_licence(loaded, on=TODAY() - timedelta(1), by=by)
    assert carol.browser.get("/page/line/1/").status_code == 404
    with acting(cast.amina):
        made.link.refresh_from_db()
        assert not made.link.is_open()


def test_a_link_lasts_no_longer_than_the_licence(cast, acting, journey):
    with acting(cast.ada) as by:
        licence(by, ends=2)
        load(by)
    made = link_of(cast, acting, journey)
    assert timezone.localdate(made.link.until) == TODAY() + timedelta(2)


def test_a_session_says_what_is_due_besides(cast, acting, signed_in, journey, loaded):
    with acting(cast.amina):
        first, second = sessions_of(journey)[:2]
    amina = signed_in(cast.amina)
    with acting(cast.mo) as by:
        choose(by)
    assert "WHO-5" in amina.get(f"/journeys/sessions/{first.pk}/prepare/").text
    assert "WHO-5" not in amina.get(f"/journeys/sessions/{second.pk}/prepare/").text


def test_a_journey_that_began_before_is_asked_what_is_still_to_come(cast, acting, journey, loaded):
    with acting(cast.amina) as by:
        sign_whole(sessions_of(journey)[0], by=by)
    with acting(cast.mo) as by:
        choose(by, days=1)
    assert asked_of(cast, acting, journey) == []


DAYS = st.integers(-40, 400).map(lambda days: DAY + timedelta(days))
NAMES = st.sampled_from(("kuc", "home", "who-5"))


@st.composite
def ways(draw):
    """A carer's way, however unlikely."""
    found = draw(st.lists(st.tuples(st.sampled_from((None, 1, 2, 7, 13)), DAYS, st.booleans()),
                          max_size=6))  # fmt: skip
    rows = tuple(
        Held(place, session, on, ("feedback",), written)
        for place, (session, on, written) in enumerate(sorted(found, key=lambda one: one[1]), 1)
    )
    over = draw(st.none() | DAYS)
    return Way(draw(DAYS), rows, 13, over, draw(st.none() | DAYS), draw(st.booleans()))


@given(
    ways(), st.lists(st.tuples(NAMES, st.sampled_from(POINTS)), max_size=6), DAYS,
    st.lists(st.builds(Further, NAMES, st.just(POINTS[:3]), DAYS), max_size=2),
)  # fmt: skip
def test_what_is_open_for_a_list_is_what_is_open_on_the_page(way, answered, today, further):
    """Home works out less than the journey's own page, and says the same."""
    both = Moment("mid", "In the middle", 7, None, ("kuc", "home"))
    schedule = (START, both, END, LATER)
    whole = due_for(way, schedule, answered, today=today, further=further)
    assert open_at_points(way, schedule, answered, today=today, further=further) == [
        one for one in whole if one.is_open and not one.point.startswith("session-")
    ]


def test_it_says_until_when_it_is_asked_where_the_licence_ends(cast, acting, signed_in, loaded):
    with acting(cast.mo) as by:
        choose(by)
    page = "/instruments/who-5/"
    assert ", when its licence ends" not in signed_in(cast.ada).get(page).text
    assert "Write that it ended" in signed_in(cast.ada).get(page).text
    with acting(cast.ada) as by:
        actions.end_licence(loaded, on=TODAY(), by=by)
    assert f"until {day(TODAY())}, when its licence ends" in signed_in(cast.ada).get(page).text
