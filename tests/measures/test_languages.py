"""Questions in another language: only such words as somebody has read beside the English."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.html import escape

from safehome.measures import actions
from safehome.measures.models import Answers, PrivateLink, Reading
from safehome.measures.own_words import pages_translation
from safehome.measures.queries.readings import questionnaire_translation, words_in
from safehome.measures.rules import Piece, Translation
from safehome.notices.translation import messages_translation
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey
from tests.factories.languages import read_messages, read_pages, read_questions
from tests.factories.links import Carer, make_private_link
from tests.factories.reception import Visitor

SOME = ("kuc", "home")
FIVES = ["5"] * 12


@pytest.fixture(autouse=True)
def _no_knocks(superuser):
    superuser.execute("DELETE FROM ctx.knock")


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


def all_read(cast, acting, journey, *names):
    with acting(cast.noor) as by:
        read_pages(by)
        read_questions(by, pack_of(journey.pack_version), *(names or ("kuc",)))


def welsh_link(cast, acting, journey, *names, **more):
    with acting(cast.amina) as by:
        return make_private_link(by, journey, *names, language="cy", **more)


def welsh_of(pack):
    """Every piece of Welsh that there is, long enough to be told from English."""
    found = [pages_translation("cy"), messages_translation("cy")]
    found += [questionnaire_translation(pack, name, "cy") for name in pack.questionnaires]
    words = {piece.other for one in found if one for piece in one.pieces}
    return {re.split(r"[{’'&<]", one)[0] for one in words if len(one) > 12} - {""}


def leaks(text, welsh):
    return [one for one in welsh if len(one) > 12 and one in text]


@pytest.mark.feature("MEA2")
def test_it_works(cast, acting, signed_in, journey):
    all_read(cast, acting, journey)
    made = welsh_link(cast, acting, journey)
    carol = Carer(made)
    page = carol.opens()
    assert '<html lang="cy"' in page.text
    assert "I un person" in page.text
    assert "Neidio i’r prif gynnwys" in page.text
    carol.begins()
    first = carol.browser.get("/page/line/1/")
    assert '<html lang="cy"' in first.text
    assert "Byddai’n well gennyf beidio ag ateb" in first.text
    assert "Gwall:" in carol.browser.post("/page/line/1/", {}).text
    carol.answers_all(FIVES)
    assert "Gwiriwch yr hyn a ateboch" in carol.browser.get("/page/check/").text
    assert carol.sends().headers["Location"] == "/page/sent/"
    sent = carol.browser.get("/page/sent/").text
    assert '<html lang="cy"' in sent
    assert "Diolch" in sent
    amina = signed_in(cast.amina)
    amina.post(f"/journeys/links/{made.link.pk}/take-in/")
    with acting(cast.amina):
        assert Answers.objects.get().language == "cy"


def test_every_word_of_every_page_is_in_its_language(cast, acting, journey):
    """No English left over: of what is read, each English piece is on no Welsh page."""
    all_read(cast, acting, journey, *SOME)
    made = welsh_link(cast, acting, journey, *SOME)
    pack = pack_of(journey.pack_version)
    found = [pages_translation("cy")]
    found += [questionnaire_translation(pack, name, "cy") for name in SOME]
    english = {
        re.split(r"[{’'&<]", piece.english)[0]
        for one in found for piece in one.pieces if piece.english != piece.other
    }  # fmt: skip
    carol, another = Carer(made), Carer(made)
    pages = [carol.opens(), Visitor().get("/page/in/cy/"), Visitor().post("/page/in/cy/", {}),
             Visitor().get("/page/in/cy/AAAA-AAAA-AAAA-AAAA/")]  # fmt: skip
    carol.begins()
    pages += [another.opens(), carol.opens()]
    for number in range(1, 22):
        pages += [carol.browser.get(f"/page/line/{number}/"),
                  carol.browser.post(f"/page/line/{number}/", {})]  # fmt: skip
        carol.answers(number, "5" if number < 21 else "none")
    pages += [carol.browser.get("/page/check/"), carol.browser.post("/page/clear/"),
              carol.browser.get("/page/line/1/?check=1")]  # fmt: skip
    carol.sends()
    pages.append(carol.browser.get("/page/sent/"))
    pages.append(carol.browser.post("/page/clear/"))
    for page in pages:
        text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page.text, flags=re.S)
        left = [one for one in english if len(one) > 6 and re.search(rf"\b{re.escape(one)}", text)]
        assert left == [], page.request["PATH_INFO"]
        assert '<html lang="cy"' in page.text, page.request["PATH_INFO"]


@pytest.mark.feature("MEA2")
def test_a_draft_is_shown_nowhere_to_a_carer(cast, acting, journey):
    """Whatever address somebody asks for, and whatever their cookie says."""
    welsh = welsh_of(pack_of(journey.pack_version))
    assert len(welsh) > 100
    with acting(cast.amina) as by:
        made = make_private_link(by, journey, *SOME)
    asked = Carer(made)
    asked.address = f"/page/in/cy/{made.code}/"
    pages = [asked.opens(), asked.begins()]
    code, secret, _ = asked.browser.cookies["lines"].value.split(".")
    asked.browser.cookies["lines"] = f"{code}.{secret}.cy"
    pages += [
        asked.browser.get(path)
        for path in ("/page/in/cy/", "/page/in/cy/AAAA-AAAA-AAAA-AAAA/", asked.address,
                     "/page/line/1/", "/page/line/21/", "/page/line/22/", "/page/check/",
                     "/page/sent/", "/page/in/cy/x/", "/page/in/xx/")
    ]  # fmt: skip
    pages += [asked.browser.post("/page/line/1/", {}), asked.browser.post("/page/clear/"),
              asked.browser.post("/page/clear/", {"sure": "yes"})]  # fmt: skip
    for page in pages:
        assert leaks(page.text, welsh) == [], page.request["PATH_INFO"]
        assert 'lang="cy"' not in page.text


@pytest.mark.parametrize("missing", ["pages", "questions", "one set"])
def test_a_link_is_in_one_language_or_not_made(cast, acting, journey, missing):
    with acting(cast.noor) as by:
        if missing != "pages":
            read_pages(by)
        if missing != "questions":
            read_questions(by, pack_of(journey.pack_version), "kuc")
    names = SOME if missing == "one set" else ("kuc",)
    with pytest.raises(PermissionDenied, match="nobody here has read it beside the English"):
        welsh_link(cast, acting, journey, *names)
    with acting(cast.amina):
        assert not PrivateLink.objects.exists()


def test_another_organisations_reading_is_not_ours(cast, acting, journey):
    with acting(cast.dev) as by:
        read_pages(by)
        read_questions(by, pack_of(journey.pack_version), "kuc")
    with pytest.raises(PermissionDenied, match="nobody here has read it"):
        welsh_link(cast, acting, journey)


def test_what_somebody_found_wrong_takes_it_back_and_a_newer_reading_brings_it(
    cast, acting, journey
):
    all_read(cast, acting, journey)
    with acting(cast.ben) as by:
        read_questions(by, pack_of(journey.pack_version), "kuc", wrong="Line 3 asks less.")
    with pytest.raises(PermissionDenied, match="found something wrong"):
        welsh_link(cast, acting, journey)
    with acting(cast.noor) as by:
        read_questions(by, pack_of(journey.pack_version), "kuc")
    assert welsh_link(cast, acting, journey).link.language == "cy"


def test_pages_that_are_found_wrong_are_english_at_once(cast, acting, journey):
    all_read(cast, acting, journey)
    carol = Carer(welsh_link(cast, acting, journey))
    carol.begins()
    with acting(cast.ben) as by:
        read_pages(by, wrong="“Clirio” is not clear.")
    page = carol.browser.get("/page/line/1/").text
    assert "Next" in page
    # The questions travel with the link, so they are said to be in Welsh.
    welsh = pack_of(journey.pack_version).translated_questionnaires["cy", "kuc"]
    assert f'<span lang="cy">{escape(welsh.items["k1"])}</span>' in page
    assert re.search(r'<h1[^>]* lang="cy"', page)
    assert re.search(r'<label[^>]*>\s*<span lang="cy">', page), "a number with a Welsh label"
    assert 'lang="cy">' not in re.search(r"<label[^>]*>[^/]*rather not", page)[0]
    assert f'<span lang="cy">{escape(welsh.items["k1"])}</span>' in carol.browser.get(
        "/page/check/").text  # fmt: skip


def test_a_changed_word_in_either_language_loses_its_reading(cast, acting, journey):
    all_read(cast, acting, journey)
    pack = pack_of(journey.pack_version)
    own = pack.translated_questionnaires["cy", "kuc"]
    asked = pack.questionnaires["kuc"]
    changed = {
        "a Welsh line": replace(pack, translated_questionnaires={
            ("cy", "kuc"): own.model_copy(update={"items": {**own.items, "k1": "Arall."}})}),
        "a Welsh label": replace(pack, translated_questionnaires={
            ("cy", "kuc"): own.model_copy(update={"labels": {**own.labels, 10: "Arall"}})}),
        "an English line": replace(pack, questionnaires={"kuc": asked.model_copy(update={
            "items": (asked.items[0].model_copy(update={"text": "Other."}), *asked.items[1:])})}),
    }  # fmt: skip
    with acting(cast.amina) as by:
        ((_, verdict),) = words_in(by.organisation_id, [asked], pack, "cy")
        assert verdict
        for name, other in changed.items():
            here = other.questionnaires["kuc"]
            ((words, verdict),) = words_in(by.organisation_id, [here], other, "cy")
            assert not verdict, name
            assert words == here, name


def test_of_whoever_loaded_words_no_reading_is_taken(cast, acting):
    with acting(cast.ada) as by:
        own = Translation("instrument-x", "X", "cy", "Ours", (Piece("a", "A", "Yes", "Ie"),),
                          loaded_by=frozenset({by.pk}))  # fmt: skip
        with pytest.raises(PermissionDenied, match="somebody else reads them"):
            actions.say_read(own, wrong="", by=by)
    with acting(cast.noor) as by:
        assert actions.say_read(own, wrong="", by=by).same
    with acting(cast.eve) as by, pytest.raises(PermissionDenied, match="staff"):
        actions.say_read(own, wrong="", by=by)


def test_a_reading_stays_as_it_was_written(cast, acting, journey, superuser):
    all_read(cast, acting, journey)
    with acting(cast.noor), pytest.raises(Exception, match="permission denied"):
        Reading.objects.update(same=False, wrong="No")


def test_the_message_that_leads_there_is_in_the_same_language_or_does_not_go(
    cast, acting, journey, made_reachable
):
    from safehome.notices.actions import queue_link

    all_read(cast, acting, journey)
    made = welsh_link(cast, acting, journey)
    with acting(cast.amina) as by:
        made_reachable(by, journey)
        made.link.carer.refresh_from_db()
        address = f"https://a.example/page/in/cy/{made.code}/"
        with pytest.raises(PermissionDenied, match="The Welsh of “Messages” is a draft"):
            queue_link(made.link, address=address, channel="text", by=by)
    with acting(cast.noor) as by:
        read_messages(by)
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        made.link.carer.refresh_from_db()
        assert queue_link(made.link, address=address, channel="text", by=by).language == "cy"


@pytest.fixture
def made_reachable():
    from tests.factories.contacts import reachable

    def reach(by, journey):
        open_family(journey.family_id, purpose="test")
        return reachable(journey.carers.select_related("carer").first().carer, by=by)

    return reach
