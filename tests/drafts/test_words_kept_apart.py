"""Words that came after a colleague had signed: kept whole, read again, added where they belong."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.urls import reverse

from safehome.drafts.models import Draft, SetAside
from safehome.journeys.models import Addition
from safehome.journeys.views import recording
from safehome.vault.keyring import open_family
from tests.factories.families import sign_whole, whole_record
from tests.journeys.test_record_session import as_form

MINE = {"next_step": "Ring the school on Monday", "wellbeing": "Tired, and hopeful"}
ALL = "/drafts/apart/"


@pytest.fixture
def record(place):
    return reverse("journeys:record-session", args=[place.session.pk])


@pytest.fixture
def signed_by_ben(cast, acting, place, making):
    making.accreditation(cast.ben)
    with acting(cast.ben) as by:
        open_family(place.family.pk, purpose="test")
        sign_whole(place.session, by=by)


@pytest.mark.feature("SES11")
def test_it_works(cast, acting, place, record, signed_in, signed_by_ben):
    amina = signed_in(cast.amina)
    page = amina.post(record, MINE | {"act": "save"}, follow=True).content.decode()

    assert "signed while you were writing" in page
    for words in ("The next step", "Ring the school on Monday", "Tired, and hopeful"):
        assert words in page
    listed = amina.get(ALL).content.decode()
    assert place.family.name in listed
    assert "the record of a session" in listed

    sent = {"text": "Also: ring the school on Monday", "key": "0" * 32}
    for _ in range(2):
        added = amina.post(reverse("journeys:add-to-session", args=[place.session.pk]), sent)
        assert added.status_code == 302
    with acting(cast.amina):
        open_family(place.family.pk, purpose="test")
        (addition,) = Addition.objects.all()
        assert addition.text == "Also: ring the school on Monday"


def test_what_was_typed_meanwhile_is_kept_as_well(
    cast, acting, place, record, signed_in, signed_by_ben
):
    """The page asks to keep a draft of what takes none any more."""
    amina = signed_in(cast.amina)
    told = amina.post(place.url, MINE | {"draft_version": "0"})
    assert told.status_code == 409
    there = told.json()["apart"]
    assert "Ring the school on Monday" in amina.get(there).content.decode()
    again = amina.post(record, MINE | {"act": "sign"})
    assert again["Location"] == there, "the same words are kept once"
    with acting(cast.amina):
        assert SetAside.objects.count() == 1
        assert not Draft.objects.exists()


@pytest.fixture
def whole(cast, acting, place):
    """The record as a form, every box filled in."""
    with acting(cast.amina):
        open_family(place.family.pk, purpose="test")
        return as_form(whole_record(place.session))


def test_signed_a_moment_before(cast, acting, place, record, whole, signed_in, monkeypatch, making):
    """Both had the page and pressed; one was quicker by less than a request."""
    making.accreditation(cast.ben)
    sign = recording._sign

    def ben_signs():  # in a request of his own
        with acting(cast.ben) as by:
            open_family(place.family.pk, purpose="test")
            sign_whole(place.session, by=by)
        connection.close()

    def slower(request, here, form):
        other = threading.Thread(target=ben_signs)
        other.start()
        other.join()
        return sign(request, here, form)

    monkeypatch.setattr(recording, "_sign", slower)
    answer = signed_in(cast.amina).post(record, whole | MINE, follow=True)
    assert "signed while you were writing" in answer.content.decode()
    with acting(cast.amina):
        open_family(place.family.pk, purpose="test")
        (aside,) = SetAside.objects.all()
        assert "Ring the school on Monday" in aside.body


def test_pressed_twice_nothing_is_set_aside(cast, acting, place, record, whole, signed_in):
    amina = signed_in(cast.amina)
    first, second = (amina.post(record, whole) for _ in range(2))
    assert first["Location"] == second["Location"]
    with acting(cast.amina):
        assert not SetAside.objects.exists()


def test_they_are_for_the_one_who_typed_them(cast, acting, place, record, signed_in, signed_by_ben):
    amina = signed_in(cast.amina)
    there = amina.post(record, MINE | {"act": "save"})["Location"]
    assert amina.get(there).status_code == 200
    for who in (cast.ben, cast.priya, cast.dev, cast.noor):
        assert signed_in(who).get(there).status_code == 404, who
    assert place.family.name not in signed_in(cast.ben).get(ALL).content.decode()


def test_nothing_yet_is_said_kindly(cast, signed_in):
    assert "Nothing of yours was set aside" in signed_in(cast.amina).get(ALL).content.decode()


def test_with_whom_one_no_longer_works_one_reads_nothing(
    cast, acting, place, record, signed_in, signed_by_ben, superuser
):
    amina = signed_in(cast.amina)
    there = amina.post(record, MINE | {"act": "save"})["Location"]
    superuser.execute("UPDATE families_assignment SET ended_at = now(), ended_by_id = person_id")
    assert signed_in(cast.amina).get(there).status_code == 404
