"""Forms of people who may not write in the record keep their words as well: their own alone."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from safehome.audit.models import Event
from safehome.drafts import actions
from safehome.drafts.models import PrivateDraft
from safehome.kit.ids import new_id
from safehome.vault.keyring import open_family
from tests.factories.families import open_pack_version
from tests.factories.referrals import make_referral, make_waiting

WORDS = "Her placement may end in spring, zebra finch"


@pytest.fixture
def waiting(cast, acting):
    with acting(cast.priya) as by:
        return make_waiting(by, cast.team.pk).pk


@pytest.fixture
def referral(cast, acting):
    open_pack_version()
    with acting(cast.priya) as by:
        return make_referral(by).pk


FORMS = {
    "suitability": ("referral", "/referrals/{}/suitability/", "note_carer"),
    "alike": ("referral", "/referrals/{}/alike/", "because"),
    "turn": ("waiting", "/referrals/waiting/{}/priority/", "because"),
    "allocation": ("waiting", "/referrals/waiting/{}/allocate/", "because"),
}


@pytest.mark.feature("REF3")
@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed_is_there_again_for_its_writer_alone(cast, signed_in, acting, request, form):
    about, page, box = FORMS[form]
    record = request.getfixturevalue(about)
    who, other = (cast.priya, cast.mo) if form != "suitability" else (cast.ben, cast.priya)
    client = signed_in(who)
    first = client.get(page.format(record)).content.decode()
    assert f'data-draft-url="/drafts/private/{form}/{record}/"' in first

    kept = client.post(f"/drafts/private/{form}/{record}/", {"draft_version": "0", box: WORDS})

    assert kept.json()["version"] == "1"
    assert WORDS in client.get(page.format(record)).content.decode()
    assert WORDS not in signed_in(other).get(page.format(record)).content.decode()
    with acting(other):
        assert not PrivateDraft.objects.exists()


def test_sent_without_javascript_and_refused_it_is_kept(cast, signed_in, acting, waiting):
    client = signed_in(cast.mo)
    page = f"/referrals/waiting/{waiting}/allocate/"
    refused = client.post(page, {"because": WORDS, "key": str(new_id())})
    assert "There is a problem" in refused.content.decode()
    assert WORDS in client.get(page).content.decode()
    with acting(cast.mo):
        open_family(waiting, purpose="test")
        assert WORDS in PrivateDraft.objects.get().body


def test_sent_it_is_kept_no_longer(cast, signed_in, acting, waiting):
    client = signed_in(cast.mo)
    client.post(f"/drafts/private/turn/{waiting}/", {"draft_version": "0", "because": WORDS})
    answer = client.post(
        f"/referrals/waiting/{waiting}/priority/",
        {"level": "first", "because": WORDS, "key": str(new_id())},
    )
    assert answer.status_code == 302
    with acting(cast.mo):
        assert not PrivateDraft.objects.exists()
    with acting(cast.rita):
        assert Event.objects.filter(verb="draft.discarded", family_id=waiting).count() == 1


def test_begun_in_two_windows_at_the_very_same_moment_none_is_lost(
    cast, acting, waiting, monkeypatch
):
    """The second finds no draft, and when it writes there is one."""
    with acting(cast.mo) as by:
        open_family(waiting, purpose="test")
        actions.keep_private("turn", waiting, body={"because": "First"}, seen=0, by=by)
        monkeypatch.setattr(QuerySet, "first", lambda _: None)
        with pytest.raises(actions.Conflict) as refused:
            actions.keep_private("turn", waiting, body={"because": "Second"}, seen=0, by=by)
        assert refused.value.theirs == {"because": "First"}


def test_typed_on_in_another_window_both_are_shown_and_none_is_lost(cast, signed_in, waiting):
    client = signed_in(cast.mo)
    there = f"/drafts/private/turn/{waiting}/"
    client.post(there, {"draft_version": "0", "because": "The first window"})
    again = client.post(there, {"draft_version": "0", "because": "The second window"})
    assert again.status_code == 409
    assert again.json()["theirs"] == {"because": "The first window"}
    newer = again.json()["version"]
    assert client.post(there, {"draft_version": newer, "because": "Both"}).status_code == 200


def test_only_for_who_may_fill_the_form_in(cast, signed_in, waiting):
    there, asked = f"/drafts/private/turn/{waiting}/", {"draft_version": "0", "because": WORDS}
    assert signed_in(cast.mo).post(there, asked).status_code == 200
    for somebody in (cast.dev, cast.amina, cast.ada):
        assert signed_in(somebody).post(there, asked).status_code in (403, 404)


@pytest.mark.parametrize("form", ["nothing-known", "suitability"])
def test_a_form_and_a_record_that_do_not_belong_together_are_not_there(
    cast, signed_in, waiting, form
):
    asked = {"draft_version": "0", "because": WORDS}
    answer = signed_in(cast.mo).post(f"/drafts/private/{form}/{waiting}/", asked)
    assert answer.status_code == 404


def test_a_version_that_is_no_number_is_refused(cast, signed_in, waiting):
    answer = signed_in(cast.mo).post(f"/drafts/private/turn/{waiting}/", {"draft_version": "x"})
    assert answer.status_code == 400


def test_the_database_itself_keeps_it_to_its_writer(cast, acting, waiting):
    with acting(cast.mo) as by:
        open_family(waiting, purpose="test")
        PrivateDraft.objects.create(
            organisation_id=by.organisation_id, person_id=by.pk, form="turn", record_id=waiting,
            body="{}", saved_at=timezone.now(),
        )  # fmt: skip
    for somebody in (cast.priya, cast.ben, cast.dev):
        with acting(somebody):
            assert not PrivateDraft.objects.exists()
