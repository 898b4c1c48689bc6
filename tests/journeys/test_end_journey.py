"""Ending a journey: a reason, reflections, what comes next, and a paper to keep."""

import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.urls import reverse

from safehome.journeys import actions
from safehome.journeys.models import Journey
from safehome.journeys.queries.summary import summary_data, what_changed
from safehome.journeys.rules import ChildRecord
from safehome.measures.actions import give_answers
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey, sessions_of, sign_whole

WORDS = {
    "reason": "completed",
    "reflection": "A family that learned to ask.",
    "carers_reflection": "We talk at supper now.",
    "what_next": "A call in three months.",
}


@pytest.mark.feature("SES16")
def test_it_works(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="ending")
        actions.end_journey(journey, seen=1, by=by, **WORDS)
    with acting(cast.ben):
        open_family(made.pk, purpose="reading")
        ended = Journey.objects.get()
        assert ended.ended_by_id == cast.amina.pk
        assert ended.what_next == "A call in three months."


@pytest.mark.parametrize("lacking", ["reason", "reflection", "what_next"])
def test_it_says_what_is_missing(cast, acting, made, journey, lacking):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="ending")
        with pytest.raises(actions.Incomplete) as told:
            actions.end_journey(journey, seen=1, by=by, **WORDS | {lacking: ""})
        assert [one.field for one in told.value.missing] == [lacking]


def test_it_ends_once_and_nothing_is_planned_after(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="ending")
        session = sessions_of(journey)[0]
        ended = actions.end_journey(journey, seen=1, by=by, **WORDS)
        for act in (
            lambda: actions.end_journey(journey, seen=2, by=by, **WORDS),
            lambda: actions.add_extra_session(
                ended, planned_for=session.planned_for, setting="home", by=by
            ),
            lambda: sign_whole(session, by=by),
        ):
            with pytest.raises(PermissionDenied, match="has ended"):
                act()


def test_an_old_page_does_not_end_it(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="ending")
        with pytest.raises(actions.JourneyChanged):
            actions.end_journey(journey, seen=7, by=by, **WORDS)


@pytest.mark.feature("SES16")
def test_afterwards_another_may_begin(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="ending")
        actions.end_journey(journey, seen=1, by=by, **WORDS)
        assert make_journey(by, made).pk != journey.pk


def test_on_the_page(cast, acting, journey, signed_in):
    page = reverse("journeys:end-journey", kwargs={"pk": journey.pk})
    browser = signed_in(cast.amina)
    assert "Choose why the journey ends" in browser.post(page, {"seen": "1"}).content.decode()
    answer = browser.post(page, WORDS | {"seen": "1"}, follow=True).content.decode()
    assert "All sessions held" in answer or "all sessions held" in answer
    assert "A call in three months." in answer


def test_a_manager_sees_how_it_ended_and_not_what_was_said(cast, acting, made, journey, signed_in):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="ending")
        actions.end_journey(journey, seen=1, by=by, **WORDS)
    page = reverse("journeys:journey", kwargs={"pk": journey.pk})
    for who in (cast.amina, cast.ben, cast.priya, cast.rita):
        seen = signed_in(who).get(page).content.decode()
        assert WORDS["reflection"] in seen
        assert WORDS["carers_reflection"] in seen

    seen = signed_in(cast.mo).get(page).content.decode()
    assert WORDS["what_next"] in seen
    assert WORDS["reflection"] not in seen
    assert WORDS["carers_reflection"] not in seen
    with acting(cast.mo), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journeys_lookingback")
        assert cursor.fetchone() == (0,), "whatever a page may ask"


def test_what_was_said_stays_as_it_was_said(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="ending")
        actions.end_journey(journey, seen=1, by=by, **WORDS)

    def rewrite():
        with acting(cast.amina), connection.cursor() as cursor:
            cursor.execute("UPDATE journeys_lookingback SET reflection = ''")

    with pytest.raises(DatabaseError, match="permission denied"):
        rewrite()


@pytest.mark.feature("SES15")
def test_the_summary_holds_a_carers_own_words_and_no_childs_line(cast, acting, signed_in):
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Dan"))
        journey = make_journey(by, made)
        carol, dan = made.carers
        sign_whole(
            sessions_of(journey)[0], by=by,
            words={carol.pk: "I am proud of us.", dan.pk: "I worry at night."},
            children={child.pk: ChildRecord("Kestrel kite kettle") for child in made.children},
        )  # fmt: skip
        actions.end_journey(journey, seen=1, by=by, **WORDS)
        journey.refresh_from_db()
        data = str(summary_data(journey, carer=carol.pk, changed=["You feel surer."]))
    assert "I am proud of us." in data
    assert "You feel surer." in data
    assert "A call in three months." in data
    for secret in ("I worry at night", "Kestrel", "Jay", "Mina", WORDS["reflection"],
                   WORDS["carers_reflection"]):  # fmt: skip
        assert secret not in data
    page = reverse("journeys:summary", kwargs={"pk": journey.pk, "carer": carol.pk})
    answer = signed_in(cast.amina).get(page)
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert str(paper.docinfo.get("/Title")) == "Our time together"
    child = reverse("journeys:summary", kwargs={"pk": journey.pk, "carer": made.children[0].pk})
    assert signed_in(cast.amina).get(child).status_code == 404


@pytest.mark.feature("SES15")
def test_the_summary_says_what_changed_once_asked_twice(cast, acting, made, journey):
    carol = made.carers[0]
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        asked = pack_of(journey.pack_version).questionnaire("kuc")
        low, high = asked.scale.lowest, asked.scale.highest
        for point, value in (("baseline", low), ("end", high)):
            assert what_changed(by, journey, carer=carol.pk) == ()
            give_answers(
                carol, asked, {item.id: value for item in asked.items}, by=by, point=point,
                journey=journey.pk, pack_version=journey.pack_version, mode="paper",
                on=journey.started_on,
            )  # fmt: skip
        told = what_changed(by, journey, carer=carol.pk)
    assert len(told) == len(asked.subscales)
