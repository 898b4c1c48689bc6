"""Questions on screen and on paper, turned between English and the language that a carer reads."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from safehome.measures.models import Answers
from safehome.measures.queries.readings import questionnaire_translation
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey
from tests.factories.languages import read_pages, read_questions
from tests.factories.links import make_private_link

ASKED = "Rwy'n gwybod pwy i'w ffonio, ddydd neu nos".replace("'", "&#39;")
SKIP = "Byddai’n well gennyf beidio ag ateb"
ENGLISH = "I know who to call, day or night"


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        journey = make_journey(by, made)
        open_family(journey.family_id, purpose="test")
        carer = journey.carers.select_related("carer").first().carer
        type(carer).objects.filter(pk=carer.pk).update(language="cy")
    journey.carer = carer
    return journey


@pytest.fixture
def read(cast, acting, journey):
    with acting(cast.noor) as by:
        read_pages(by)
        read_questions(by, pack_of(journey.pack_version), "kuc", "goals")


def there(journey, name="kuc"):
    return f"/journeys/{journey.pk}/answers/{journey.carer.pk}/baseline/{name}/"


def sent(**more):
    day = timezone.localdate()
    given = {f"{part}{n}": "5" for part in "kuc" for n in (1, 2, 3, 4)}
    return given | {
        "mode": "together", "help": "none", "given_on_day": day.day,
        "given_on_month": day.month, "given_on_year": day.year,
    } | more  # fmt: skip


@pytest.mark.feature("MEA1")
def test_it_works(cast, acting, signed_in, journey, read):
    amina = signed_in(cast.amina)
    page = amina.get(there(journey)).text
    assert '<div lang="cy">' in page
    assert ASKED in page
    assert SKIP in page
    assert f'<span lang="en">{ENGLISH}' in page, "small beside each, for whoever enters it"
    english = amina.get(there(journey) + "?language=en").text
    assert ASKED not in english
    assert SKIP not in english
    answer = amina.post(there(journey), sent(language="cy"), follow=True)
    assert "The answers are kept" in answer.text
    with acting(cast.amina):
        assert Answers.objects.get().language == "cy"
    measures = amina.get(f"/families/{journey.family_id}/measures/").text
    assert "Filled in on screen, together, in Welsh" in measures


def test_enter_in_a_box_turns_nothing(cast, signed_in, journey, read):
    form = signed_in(cast.amina).get(there(journey)).text.partition('<form method="post" nov')[2]
    first, *others = re.findall(r'<button type="submit"[^>]*>', form)
    assert "name=" not in first, "a browser presses the first one"
    assert any('name="turn"' in one for one in others)


@pytest.mark.feature("MEA3")
def test_turning_keeps_what_was_typed_and_keeps_no_answers(cast, acting, signed_in, journey, read):
    amina = signed_in(cast.amina)
    half = {"k1": "7", "language": "cy", "turn": "en", "mode": "paper"}
    page = amina.post(there(journey), half).text
    assert ENGLISH in page
    assert ASKED not in page
    assert re.search(r'name="k1" type="radio" value="7"\s+checked', page)
    assert re.search(r'value="paper"\s+checked', page)
    assert "There is a problem" not in page
    assert 'name="language" value="en"' in page
    back = amina.post(there(journey), half | {"turn": "cy"}).text
    assert ASKED in back
    whole = amina.post(there(journey), sent(turn="cy")).text
    assert ASKED in whole
    with acting(cast.amina):
        assert not Answers.objects.exists()


def test_a_draft_is_not_turned_to_and_the_page_says_why(cast, signed_in, journey):
    amina = signed_in(cast.amina)
    welsh = questionnaire_translation(pack_of(journey.pack_version), "kuc", "cy")
    pages = [amina.get(there(journey)), amina.get(there(journey) + "?language=cy"),
             amina.post(there(journey), {"turn": "cy"}),
             amina.post(there(journey), sent(language="cy"))]  # fmt: skip
    for page in pages:
        assert "is a draft: nobody here has read it" in page.text
        for piece in welsh.pieces:
            assert piece.other.replace("'", "&#39;") not in page.text, piece.id
        assert SKIP not in page.text


def test_a_language_found_wrong_meanwhile_keeps_nothing_until_it_was_looked_through(
    cast, acting, signed_in, journey, read
):
    amina = signed_in(cast.amina)
    with acting(cast.ben) as by:
        read_questions(by, pack_of(journey.pack_version), "kuc", wrong="Line 3 asks less.")
    page = amina.post(there(journey), sent(language="cy")).text
    assert "The questions stand in English now" in page
    with acting(cast.amina):
        assert not Answers.objects.exists()
    amina.post(there(journey), sent())
    with acting(cast.amina):
        assert Answers.objects.get().language == "en"


def test_goals_are_asked_in_it_too(cast, signed_in, journey, read):
    page = signed_in(cast.amina).get(there(journey, "goals")).text
    assert "Fy nod cyntaf, yn fy ngeiriau fy hun" in page
    assert "Pa mor agos y mae eich nod cyntaf" in page


def test_a_carer_who_reads_english_is_asked_in_english(cast, acting, signed_in, journey, read):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        type(journey.carer).objects.filter(pk=journey.carer.pk).update(language="en")
        del by
    page = signed_in(cast.amina).get(there(journey)).text
    assert ASKED not in page
    assert "Turn to Welsh (Cymraeg)" in page


def test_answers_by_a_link_in_english_are_kept_as_english(cast, acting, journey):
    with acting(cast.amina) as by:
        assert make_private_link(by, journey).link.language == "en"
