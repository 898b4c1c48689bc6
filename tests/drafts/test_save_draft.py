"""Saving a draft: kept as it is typed, and never over somebody else's words unseen."""

import pytest
from django.core.exceptions import PermissionDenied

from safehome.drafts import actions
from safehome.drafts.models import Draft, SetAside
from safehome.drafts.queries import body_of, draft_of, set_aside_of
from safehome.vault.keyring import open_family
from tests.factories.families import sign_whole

FORM = "session-record"


@pytest.fixture
def save(place):
    def saving(by, text, seen, **options):
        open_family(place.family.pk, purpose="draft")
        return actions.save_draft(
            FORM, place.about, family=place.family, body={"next_step": text}, seen=seen, by=by,
            **options,
        )  # fmt: skip

    return saving


@pytest.mark.feature("SES11")
def test_it_works(cast, acting, place, save):
    with acting(cast.amina) as by:
        assert save(by, "Ring on", 0).version == 1
        assert save(by, "Ring on Monday", 1).version == 2
    with acting(cast.amina):
        open_family(place.family.pk, purpose="reading")
        assert body_of(draft_of(FORM, place.about)) == {"next_step": "Ring on Monday"}
        assert not SetAside.objects.exists()


def test_the_second_writer_is_shown_the_first_ones_words_and_both_are_kept(
    cast, acting, place, save
):
    with acting(cast.amina) as by:
        save(by, "Amina's", 0)
    with acting(cast.ben) as by:
        with pytest.raises(actions.Conflict) as told:
            save(by, "Ben's", 0)
        assert told.value.theirs == {"next_step": "Amina's"}
        assert told.value.version == 1
        assert "Amina" in str(told.value)
    with acting(cast.amina):
        open_family(place.family.pk, purpose="reading")
        assert body_of(draft_of(FORM, place.about)) == {"next_step": "Amina's"}
        (aside,) = set_aside_of(FORM, place.about)
        assert body_of(aside) == {"next_step": "Ben's"}
        assert aside.kept_by_id == cast.ben.pk


def test_a_text_replaced_knowingly_is_kept_as_well(cast, acting, place, save):
    with acting(cast.amina) as by:
        save(by, "Amina's", 0)
    with acting(cast.ben) as by:
        save(by, "Ben's", 1)
        (aside,) = set_aside_of(FORM, place.about)
        assert body_of(aside) == {"next_step": "Amina's"}
        assert aside.kept_by_id == cast.amina.pk


def test_words_that_come_after_the_form_was_sent_do_not_bring_the_draft_back(
    cast, acting, place, save
):
    with acting(cast.amina) as by:
        save(by, "One", 0)
        actions.discard(FORM, place.about, family=place.family, by=by)
        with pytest.raises(actions.Conflict):
            save(by, "Two", 1)
        assert not Draft.objects.exists()
        assert [body_of(kept) for kept in set_aside_of(FORM, place.about)] == [{"next_step": "Two"}]


def test_a_manager_does_not_write(cast, acting, place, save):
    with acting(cast.mo) as by, pytest.raises(PermissionDenied):
        save(by, "Mo's", 0)


def test_the_database_holds_no_word_of_it(cast, acting, place, save, superuser):
    with acting(cast.amina) as by:
        save(by, "Kestrel", 0)
    (body,) = superuser.execute("SELECT body FROM drafts_draft").fetchone()
    assert body
    assert b"Kestrel" not in bytes(body)


@pytest.fixture
def quickly(place):
    def saving(by, text, seen):
        open_family(place.family.pk, purpose="draft")
        return actions.save_undisputed(
            FORM, place.about, family=place.family.pk, body={"next_step": text}, seen=seen, by=by
        )

    return saving


def test_undisputed_words_are_kept_at_once(cast, acting, place, quickly):
    with acting(cast.amina) as by:
        assert quickly(by, "Ring on", 0).version == 1
        assert quickly(by, "Ring on Monday", 1).version == 2
    with acting(cast.ben):
        open_family(place.family.pk, purpose="reading")
        assert body_of(draft_of(FORM, place.about)) == {"next_step": "Ring on Monday"}


@pytest.mark.parametrize("seen", [0, 1, 2])
def test_where_somebody_else_has_a_hand_in_it_nothing_is_written(
    cast, acting, place, save, quickly, seen
):
    with acting(cast.amina) as by:
        save(by, "Amina's", 0)
    with acting(cast.ben) as by:
        assert quickly(by, "Ben's", seen) is None
        assert body_of(draft_of(FORM, place.about)) == {"next_step": "Amina's"}


def test_undisputed_words_do_not_bring_a_draft_back_or_reach_a_signed_record(
    cast, acting, place, quickly, superuser
):
    with acting(cast.amina) as by:
        assert quickly(by, "One", 1) is None
        sign_whole(place.session, by=by)
        assert quickly(by, "Two", 0) is None
        assert not Draft.objects.exists()


def test_undisputed_words_of_an_unseen_family_are_not_taken(cast, acting, place, quickly):
    with acting(cast.noor) as by:
        assert quickly(by, "Noor's", 0) is None
    with acting(cast.amina):
        assert not Draft.objects.exists()


def test_a_draft_made_by_an_earlier_release_is_gone_on_with(
    cast, acting, place, save, quickly, superuser
):
    """Its identifier, and so the place of its seal, is another than a new one's."""
    with acting(cast.amina) as by:
        open_family(place.family.pk, purpose="draft")
        Draft.objects.create(
            organisation_id=by.organisation_id, family=place.family, form=FORM,
            about_id=place.about, body='{"next_step": "Long ago"}', saved_by_id=by.pk,
        )  # fmt: skip
        assert quickly(by, "Now", 1) is None
        assert save(by, "Now", 1).version == 2
        assert body_of(draft_of(FORM, place.about)) == {"next_step": "Now"}
