"""The address to which a page sends its words."""

import pytest

from tests.factories.families import make_family


@pytest.mark.feature("SES11")
def test_it_answers_what_the_page_expects(cast, place, signed_in):
    browser = signed_in(cast.amina)

    first = browser.post(place.url, {"next_step": "Ring", "draft_version": "0"})
    assert first.status_code == 200
    assert first.json()["version"] == "1"
    assert len(first.json()["saved_at"]) == 5
    second = browser.post(place.url, {"next_step": "Ring on Monday", "draft_version": "1"})
    assert second.json()["version"] == "2"


def test_a_conflict_shows_both_and_can_be_settled(cast, place, signed_in):
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    amina.post(place.url, {"next_step": "Amina's", "minutes": "60", "draft_version": "0"})

    told = ben.post(place.url, {"next_step": "Ben's", "minutes": "60", "draft_version": "0"})
    assert told.status_code == 409
    assert told.json()["theirs"] == {"next_step": "Amina's"}
    assert "Amina" in told.json()["message"]

    settled = ben.post(place.url, {"next_step": "Ours", "draft_version": told.json()["version"]})
    assert settled.status_code == 200


def test_a_record_of_another_family_is_not_found(cast, acting, place, signed_in):
    with acting(cast.amina) as by:
        other = make_family(by, cast, name="Okafor")
    url = place.url.replace(str(place.family.pk), str(other.pk))
    assert signed_in(cast.amina).post(url, {"draft_version": "0"}).status_code == 404


def test_a_form_nobody_knows_is_not_found(cast, place, signed_in):
    url = place.url.replace("session-record", "anything")
    assert signed_in(cast.amina).post(url, {"draft_version": "0"}).status_code == 404


def test_another_organisation_finds_nothing(cast, place, signed_in):
    assert signed_in(cast.dev).post(place.url, {"draft_version": "0"}).status_code == 404


def test_another_practitioner_finds_nothing(cast, place, signed_in):
    assert signed_in(cast.noor).post(place.url, {"draft_version": "0"}).status_code == 404


@pytest.mark.parametrize("version", ["", "-1", "one", "1" * 40, "+", "²"])
def test_a_version_that_is_none_is_refused(cast, place, signed_in, version):
    answer = signed_in(cast.amina).post(place.url, {"draft_version": version})
    assert answer.status_code == 400


def test_signed_out_it_says_so_to_a_script(place, client):
    answer = client.post(place.url, {"draft_version": "0"}, headers={"x-requested-with": "drafts"})
    assert answer.status_code == 401


def test_the_text_that_lost_is_kept_although_the_request_was_refused(
    cast, place, signed_in, superuser
):
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    amina.post(place.url, {"next_step": "Amina's", "draft_version": "0"})

    assert ben.post(place.url, {"next_step": "Ben's", "draft_version": "0"}).status_code == 409

    kept = superuser.execute("SELECT kept_by_id FROM drafts_setaside").fetchall()
    assert kept == [(cast.ben.pk,)]


def test_without_its_key_an_unseen_family_is_still_not_found(
    cast, place, signed_in, keyring_superuser
):
    """A lost keyring must not tell which families there are."""
    keyring_superuser.execute("DELETE FROM vault_familykey")
    assert signed_in(cast.noor).post(place.url, {"draft_version": "0"}).status_code == 404
    assert signed_in(cast.amina).post(place.url, {"draft_version": "0"}).status_code == 503
