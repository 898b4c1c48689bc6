"""The pages on which somebody reads a translation beside the English, and the link that follows."""

from __future__ import annotations

import re

import pytest

from safehome.measures.models import PrivateLink, Reading
from safehome.measures.own_words import pages_translation
from safehome.measures.queries.readings import questionnaire_translation
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey
from tests.factories.languages import read_pages, read_questions

PAGES = pages_translation("cy")
SAME = {"said": "same", "wrong": "", "fluent": "on"}


@pytest.fixture(autouse=True)
def _somewhere(settings):
    settings.PUBLIC_ADDRESS = "https://a.example"


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


def speaks_welsh(acting, cast, journey):
    with acting(cast.amina):
        open_family(journey.family_id, purpose="test")
        carer = journey.carers.select_related("carer").first().carer
        type(carer).objects.filter(pk=carer.pk).update(language="cy")
    return carer


def says(client, one=PAGES, **more):
    there = f"/languages/{one.print}/"
    key = re.search(r'name="key" value="([^"]+)"', client.get(there).text)[1]
    return client.post(there, SAME | {"key": key} | more, follow=True)


@pytest.mark.feature("MEA1")
def test_it_works(cast, acting, signed_in, journey):
    noor = signed_in(cast.noor)
    listed = noor.get("/languages/").text
    assert listed.count(">Draft<") + listed.count("Draft\n") >= 6
    side_by_side = noor.get(f"/languages/{PAGES.print}/").text
    for piece in (PAGES.pieces[0], PAGES.pieces[-1]):
        assert piece.english in side_by_side
        assert f'<span lang="cy">{piece.other}</span>' in side_by_side
    done = says(noor)
    assert "can now be shown to carers in Welsh" in done.text
    assert cast.noor.name in done.text
    with acting(cast.noor):
        kept = Reading.objects.get()
    assert (kept.what, kept.language, kept.same, kept.fingerprint) == (
        "pages", "cy", True, PAGES.print,
    )  # fmt: skip


def test_what_is_wrong_is_kept_with_who_found_it(cast, acting, signed_in):
    done = says(signed_in(cast.noor), said="wrong", wrong="“Clirio” reads badly.")
    assert "is shown to no carer in Welsh" in done.text
    assert "“Clirio” reads badly." in signed_in(cast.ben).get(f"/languages/{PAGES.print}/").text


@pytest.mark.parametrize(
    ("more", "told"),
    [({"said": ""}, "Choose what you found"),
     ({"said": "wrong"}, "Write what is wrong"),
     ({"wrong": "Line 3"}, "Choose that, or empty the box"),
     ({"fluent": ""}, "Only somebody who reads Welsh well and did not write this"),
     ({"said": "wrong", "wrong": "x" * 4001}, "Use 4000 letters or fewer")],
)  # fmt: skip
def test_bad_input_is_told_and_nothing_is_kept(cast, acting, signed_in, more, told):
    assert told in says(signed_in(cast.noor), **more).text
    with acting(cast.noor):
        assert not Reading.objects.exists()


def test_sent_twice_it_is_kept_once(cast, acting, signed_in):
    noor = signed_in(cast.noor)
    key = re.search(r'name="key" value="([^"]+)"', noor.get(f"/languages/{PAGES.print}/").text)[1]
    for _ in range(2):
        noor.post(f"/languages/{PAGES.print}/", SAME | {"key": key})
    with acting(cast.noor):
        assert Reading.objects.count() == 1


def test_words_that_are_not_there_any_more_are_not_found(cast, signed_in):
    assert signed_in(cast.noor).get(f"/languages/{'0' * 64}/").status_code == 404


@pytest.mark.feature("MEA2")
def test_the_link_is_offered_in_the_carers_language_once_both_are_read(
    cast, acting, signed_in, journey
):
    carer = speaks_welsh(acting, cast, journey)
    there = f"/journeys/{journey.pk}/links/{carer.pk}/baseline/"
    amina = signed_in(cast.amina)
    before = amina.get(there).text
    assert "In which language?" not in before
    assert "It is asked in English" in before
    assert "The Welsh of “Pages of a private link” is a draft" in before

    with acting(cast.noor) as by:
        read_pages(by)
        read_questions(by, pack_of(journey.pack_version), "kuc")
    page = amina.get(there).text
    assert re.search(r'value="cy"\s+checked', page)
    assert "The Welsh of “Talking and home life” is a draft" in page
    sent = {"how": "show", "days": "7", "safe": "on", "language": "cy"}

    def press(*asked):
        key = re.search(r'name="key" value="([^"]+)"', amina.get(there).text)[1]
        return amina.post(there, sent | {"key": key, "asked": list(asked)})

    assert "Leave it out, or choose English" in press("kuc", "home").text
    slip = press("kuc").text
    assert "https://a.example/page/in/cy/" in slip
    assert "ac ysgrifennwch y cod hwn:" in slip
    with acting(cast.amina):
        assert PrivateLink.objects.get().language == "cy"
    assert "Welsh" in amina.get(f"/journeys/{journey.pk}/answers/").text


def test_what_is_read_is_of_the_packs_that_are_published(cast, signed_in, journey):
    one = questionnaire_translation(pack_of(journey.pack_version), "home", "cy")
    page = signed_in(cast.noor).get(f"/languages/{one.print}/").text
    assert "Roeddem yn gwrando ar ein gilydd gartref." in page
