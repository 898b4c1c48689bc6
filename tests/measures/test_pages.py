"""The pages on which a carer answers, and looks at the answers together with their practitioner."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from safehome.design.words import short_day
from safehome.measures.models import Answers
from safehome.programme.instruments import may_use_words
from safehome.programme.shapes.questionnaires import Licensed
from safehome.workspace.asking import forms
from tests.factories.families import make_family, make_journey
from tests.measures.test_give_answers import ITEMS


@pytest.fixture
def places(cast, acting):
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        journey = make_journey(by, made)
    return f"/journeys/{journey.pk}/answers/", made.carers[0].pk


def on_the_day(day):
    return {"given_on_day": day.day, "given_on_month": day.month, "given_on_year": day.year}


def filled(value="6"):
    return {
        "mode": "together", "help": "none",
        **on_the_day(timezone.localdate() - timedelta(days=7)),
        **dict.fromkeys(ITEMS, value),
    }  # fmt: skip


@pytest.mark.feature("MEA3", "MEA6")
def test_it_works(cast, signed_in, places):
    base, carer = places
    amina = signed_in(cast.amina)

    assert "Ask now" in amina.get(base).content.decode()
    answer = amina.post(f"{base}{carer}/baseline/kuc/", filled(), follow=True)

    assert "what you told us" in answer.content.decode()
    assert Answers.objects.using("default").count() == 0  # nobody acts out here, so nothing is seen
    picture = amina.get(f"{base}{carer}/").content.decode()
    assert "<svg" in picture
    assert "6" in picture


def test_an_unanswered_line_is_named(cast, signed_in, places):
    base, carer = places
    missing = {key: value for key, value in filled().items() if key != "k2"}
    page = signed_in(cast.amina).post(f"{base}{carer}/baseline/kuc/", missing).content.decode()

    assert "Choose an answer to question 2" in page


def test_rather_not_is_an_answer(cast, signed_in, places):
    base, carer = places
    page = signed_in(cast.amina).post(
        f"{base}{carer}/baseline/kuc/", filled() | {"k1": "skip"}, follow=True
    )
    assert "what you told us" in page.content.decode()


def test_a_day_to_come_is_refused(cast, signed_in, places):
    base, carer = places
    page = signed_in(cast.amina).post(
        f"{base}{carer}/baseline/kuc/", filled() | {"given_on_year": "2999"}
    )
    assert "in the future" in page.content.decode()


def test_a_day_before_the_family_was_known_is_refused(cast, signed_in, places):
    base, carer = places
    amina = signed_in(cast.amina)
    before = timezone.localdate() - timedelta(days=22)  # the journey began three weeks ago
    for day in (date(1999, 1, 1), before):
        page = amina.post(f"{base}{carer}/baseline/kuc/", filled() | on_the_day(day))
        assert page.status_code == 200
        assert "Nothing was asked of this family before" in page.text
        assert "Write the day it happened" in page.text
    first = before + timedelta(days=1)
    assert amina.post(f"{base}{carer}/baseline/kuc/", filled() | on_the_day(first))["Location"]
    assert re.search(rf"Answered</strong>\s+<a[^>]+>{short_day(first)}", amina.get(base).text)


@pytest.mark.parametrize("tail", ["", "{carer}/", "{carer}/baseline/kuc/"])
def test_another_organisation_gets_404(cast, signed_in, places, tail):
    base, carer = places
    assert signed_in(cast.dev).get(base + tail.format(carer=carer)).status_code == 404


@pytest.mark.feature("MEA10")
def test_words_whose_licence_has_ended_are_not_shown(cast, signed_in, places, monkeypatch):
    base, carer = places
    ended = Licensed(
        holder="Harbour", reference="1", until=date(2020, 1, 1), display=True, print=True,
        export=False,
    )  # fmt: skip
    monkeypatch.setattr(
        forms, "may_use_words",
        lambda asked, use, on: may_use_words(
            asked.model_copy(update={"licensed": ended}), use, on=on
        ),
    )  # fmt: skip
    answer = signed_in(cast.amina).get(f"{base}{carer}/baseline/kuc/")

    assert answer.status_code == 403
    assert "ended on 1 January 2020" in answer.content.decode()
    assert "I know what is a usual part" not in answer.content.decode()


def test_what_a_carer_writes_in_their_own_words_is_read_again(cast, acting, signed_in):
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        base = f"/journeys/{make_journey(by, made).pk}/answers/"
    carer, amina = made.carers[0].pk, signed_in(cast.amina)
    goals = {
        "mode": "paper", "help": "assisted", **on_the_day(timezone.localdate()),
        "g1": "3", "g2": "skip", "g3": "skip",
        "w1": "To sleep through the night again.",
    }  # fmt: skip
    amina.post(f"{base}{carer}/baseline/goals/", goals)
    page = amina.get(f"/families/{made.pk}/measures/").content.decode()

    assert "To sleep through the night again." in page
    assert "Somebody read them aloud or wrote them down" in page


def test_what_was_chosen_is_kept_when_a_line_is_missing(cast, signed_in, places):
    base, carer = places
    amina = signed_in(cast.amina)
    part = {key: value for key, value in filled("9").items() if key != "k2"}
    amina.post(f"{base}{carer}/baseline/kuc/", part)
    again = amina.get(f"{base}{carer}/baseline/kuc/").content.decode()

    assert len(re.findall(r'<input[^>]*value="9"[^>]* checked', again)) == 11
