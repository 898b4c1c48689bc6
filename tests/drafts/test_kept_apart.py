"""What a draft holds about somebody of whom a writer may not know is neither shown nor lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safehome.drafts.models import SetAside
from safehome.drafts.queries import body_of, draft_of
from safehome.families import actions as families
from safehome.families.models import FamilyMember
from safehome.journeys.models import Session
from safehome.vault.keyring import open_family
from tests.factories.families import sign_whole

FORM = "session-record"
WORDS = "Mina is at her aunt’s."


@pytest.fixture
def mina(cast, acting, place) -> str:
    """The name of the box about Mina, of whom Ben may know and Amina may not. Ben has written."""
    with acting(cast.priya) as by:
        open_family(place.family.pk, purpose="test")
        members = FamilyMember.objects.select_related("family").filter(family=place.family)
        mina = next(one for one in members if one.called == "Mina")
        families.restrict_member(mina, readers=[cast.ben.pk], because="Safety.", by=by)
    return f"line_{mina.pk}"


@pytest.fixture
def keep(signed_in, place):
    def keeping(person, seen, **typed):
        return signed_in(person).post(place.url, {"draft_version": seen, **typed})

    return keeping


def stands(acting, cast, place):
    with acting(cast.ben):
        open_family(place.family.pk, purpose="test")
        return body_of(draft_of(FORM, place.about))


def test_a_conflict_shows_nothing_of_them(cast, acting, place, mina, keep):
    keep(cast.ben, "0", **{mina: WORDS, "next_step": "Ben’s"})
    told = keep(cast.amina, "0", **{"next_step": "Amina’s", mina: ""})

    assert told.status_code == 409
    assert told.json()["theirs"] == {"next_step": "Ben’s"}
    assert "aunt" not in told.content.decode()


def test_on_the_page_of_the_record_too(cast, acting, place, mina, keep, signed_in):
    keep(cast.ben, "0", **{mina: WORDS, "next_step": "Ben’s"})
    page = reverse("journeys:record-session", kwargs={"pk": place.about})
    told = signed_in(cast.amina).post(
        page, {"act": "save", "next_step": "Amina’s", "seen_draft": "0", "seen": "1"}
    ).content.decode()  # fmt: skip
    assert "Ben’s" in told
    assert "aunt" not in told
    assert mina not in told


def test_whoever_saves_over_it_replaces_their_own_boxes_alone(cast, acting, place, mina, keep):
    keep(cast.ben, "0", **{mina: WORDS, "next_step": "Ben’s"})
    assert keep(cast.amina, "1+", next_step="Amina’s").status_code == 200
    assert stands(acting, cast, place) == {mina: WORDS, "next_step": "Amina’s"}
    # And goes on: now the draft is her own, and still not all of it.
    assert keep(cast.amina, "2", **{"next_step": "Hers", mina: "made up"}).status_code == 200
    assert stands(acting, cast, place) == {mina: WORDS, "next_step": "Hers"}


def test_where_it_is_signed_their_words_are_set_aside(cast, acting, place, mina, keep):
    keep(cast.ben, "0", **{mina: WORDS})
    keep(cast.amina, "1", next_step="Amina’s")
    with acting(cast.amina) as by:
        open_family(place.family.pk, purpose="test")
        sign_whole(Session.objects.get(pk=place.about), by=by)
    with acting(cast.ben):
        open_family(place.family.pk, purpose="test")
        assert {mina: WORDS} in [body_of(one) for one in SetAside.objects.all()]
