"""A licensee's words in another language: loaded, read by somebody else, and then asked."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from safehome.measures import actions
from safehome.measures.models import InstrumentWording
from safehome.measures.queries.licences import loaded_to_read, words_for
from safehome.measures.queries.readings import words_in
from safehome.measures.rules import Words
from safehome.programme.queries import pack_of
from tests.factories.families import make_family, make_journey
from tests.factories.languages import read_pages
from tests.measures.test_licences import FILE, ITEMS, licence

WELSH = {item: f"Llinell wedi’i dyfeisio, rhif {item[1:]}." for item in ITEMS}
TODAY = timezone.localdate


def load(by, items, labels, language="en"):
    return actions.load_words(
        "who-5", Words(title="Invented", items=dict(items), labels=labels), on=TODAY(), by=by,
        language=language,
    )  # fmt: skip


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


@pytest.fixture
def loaded(cast, acting):
    with acting(cast.ada) as by:
        licence(by)
        load(by, ITEMS, {0: "Never", 5: "Always"})
        load(by, WELSH, {0: "Byth", 5: "Bob amser"}, "cy")


def asked_in(by, journey, language="cy"):
    asked, _ = words_for(by.organisation_id, "who-5", use="display", on=TODAY())
    ((words, verdict),) = words_in(
        by.organisation_id, [asked], pack_of(journey.pack_version), language
    )
    return words, verdict


@pytest.mark.feature("MEA10")
def test_it_works(cast, acting, signed_in, journey, loaded):
    with acting(cast.noor) as by:
        words, verdict = asked_in(by, journey)
        assert "is a draft" in verdict.reason
        assert [one.text for one in words.items] == list(ITEMS.values())
        (one,) = loaded_to_read(by.organisation_id, on=TODAY())
        read_pages(by)
        actions.say_read(one, wrong="", by=by)
        words, verdict = asked_in(by, journey)
        assert verdict
        assert [one.text for one in words.items] == list(WELSH.values())
        assert words.scale.labels == {0: "Byth", 5: "Bob amser"}
    with acting(cast.amina):
        carer = journey.carers.first().carer_id
    there = f"/journeys/{journey.pk}/answers/{carer}/baseline/who-5/"
    amina = signed_in(cast.amina)
    assert WELSH["w1"] in amina.get(f"{there}?language=cy").text
    assert ITEMS["w1"] in amina.get(there).text


def test_english_words_stay_what_is_asked_in_english(cast, acting, loaded):
    """The newest loading stands, and a translation is not one of the English."""
    with acting(cast.noor) as by:
        asked, _ = words_for(by.organisation_id, "who-5", use="display", on=TODAY())
        assert [one.text for one in asked.items] == list(ITEMS.values())


def test_whoever_loaded_them_does_not_read_them(cast, acting, loaded):
    with acting(cast.ada) as by:
        (one,) = loaded_to_read(by.organisation_id, on=TODAY())
        with pytest.raises(PermissionDenied, match="You loaded these words"):
            actions.say_read(one, wrong="", by=by)


def test_words_that_are_loaded_anew_in_either_language_are_read_again(
    cast, acting, journey, loaded
):
    for language, items, labels in (
        ("cy", WELSH | {"w1": "Arall."}, {0: "Byth", 5: "Bob amser"}),
        ("en", ITEMS | {"w1": "Other."}, {0: "Never", 5: "Always"}),
    ):
        with acting(cast.noor) as by:
            (one,) = loaded_to_read(by.organisation_id, on=TODAY())
            actions.say_read(one, wrong="", by=by)
            assert asked_in(by, journey)[1]
        with acting(cast.ada) as by:
            load(by, items, labels, language)
        with acting(cast.noor) as by:
            assert not asked_in(by, journey)[1], language


@pytest.mark.parametrize(
    ("first", "labels", "told"),
    [(False, {0: "Byth"}, "are not loaded"),
     (True, {0: "Byth"}, "Not the same numbers have words as in English")],
)  # fmt: skip
def test_a_translation_is_of_english_words_with_as_many_answers(
    cast, acting, signed_in, first, labels, told
):
    with acting(cast.ada) as by:
        licence(by)
        if first:
            load(by, ITEMS, {0: "Never", 5: "Always"})
        with pytest.raises((ValueError, PermissionDenied), match=told):
            load(by, WELSH, labels, "cy")
    file = FILE.replace("5,Always\n", "").encode()
    answer = signed_in(cast.ada).post(
        "/instruments/who-5/words/",
        {"file": SimpleUploadedFile("w.csv", file), "language": "cy", "key": "a" * 32},
    )
    assert told in answer.text
    with acting(cast.ada):
        assert not InstrumentWording.objects.filter(language="cy").exists()


def test_without_a_licence_there_is_nothing_to_read(cast, acting, loaded):
    with acting(cast.ada) as by:
        for one in by_licences(by):
            actions.end_licence(one, on=TODAY() - timezone.timedelta(days=1), by=by)
        assert loaded_to_read(by.organisation_id, on=TODAY()) == []


def by_licences(by):
    from safehome.measures.models import InstrumentLicence

    return list(InstrumentLicence.objects.filter(organisation_id=by.organisation_id))


def test_a_label_that_the_english_has_no_more_is_shown_to_nobody(
    cast, acting, signed_in, journey, loaded
):
    with acting(cast.ada) as by:
        load(by, ITEMS, {0: "Never"})
    with acting(cast.noor) as by:
        (one,) = loaded_to_read(by.organisation_id, on=TODAY())
        actions.say_read(one, wrong="", by=by)
        words, verdict = asked_in(by, journey)
        assert verdict
        assert words.scale.labels == {0: "Byth"}
    with acting(cast.amina):
        carer = journey.carers.first().carer_id
    there = f"/journeys/{journey.pk}/answers/{carer}/baseline/who-5/?language=cy"
    assert "Bob amser" not in signed_in(cast.amina).get(there).text


def test_whoever_loaded_it_first_does_not_read_it_when_another_loads_it_again(cast, acting, loaded):
    with acting(cast.mo) as by:
        load(by, WELSH, {0: "Byth", 5: "Bob amser"}, "cy")
    with acting(cast.ada) as by:
        (one,) = loaded_to_read(by.organisation_id, on=TODAY())
        with pytest.raises(PermissionDenied, match="loaded"):
            actions.say_read(one, wrong="", by=by)
