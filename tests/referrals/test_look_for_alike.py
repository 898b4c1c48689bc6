"""Looking for records alike before a family is opened: found, decided, joined."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from safehome.audit.models import Event
from safehome.families.models import Family
from safehome.referrals import actions, policies
from safehome.referrals.models import DuplicateLook, Referral
from safehome.referrals.queries import alike
from safehome.referrals.queries.alike import records_alike
from safehome.referrals.queries.arrivals import body_of, referral_for
from tests.factories.families import make_family
from tests.factories.referrals import make_referral


@pytest.fixture
def marlows(cast, acting):
    """The Marlows have a record already, in another way of writing."""
    with acting(cast.amina) as by:
        return make_family(by, cast, name="Marlow").pk


@pytest.fixture
def referral(cast, acting, marlows):
    children = [{"name": "MARLOW, Jay", "birth_date": date(2013, 3, 9), "displayed": True}]
    with acting(cast.mo) as by:
        return make_referral(by, name="Marlow", children=children).pk


def opened(by, pk):
    found = referral_for(by, pk, purpose="test")
    return found, records_alike(by, found, body_of(found))


@pytest.mark.feature("REF4")
def test_a_family_is_found_across_sealed_names(cast, signed_in, referral, marlows):
    page = signed_in(cast.mo).get(f"/referrals/{referral}/alike/").content.decode()

    assert "Same name and same birth date: MARLOW, Jay and Jay Marlow" in page
    assert f"/families/{marlows}/" in page
    assert "%" not in page.split("<main")[1].split("</main>")[0]  # no score


def test_that_older_families_were_not_looked_through_is_said(
    cast, acting, signed_in, referral, monkeypatch
):
    said = "older families that were not looked through"
    there = f"/referrals/{referral}/alike/"
    monkeypatch.setattr(alike, "AT_MOST", 1)
    assert said not in signed_in(cast.mo).get(there).text, "there is one, and it was looked through"
    with acting(cast.amina) as by:
        newest = make_family(by, cast, name="Hartley")
    page = signed_in(cast.mo).get(there).text
    assert said in page
    with acting(cast.mo) as by:
        found = opened(by, referral)[1]
    assert (found.looked_through, found.beyond) == (1, True), newest.reference


@pytest.mark.feature("REF4")
def test_it_joins_the_family_and_both_histories_stand(cast, acting, signed_in, referral, marlows):
    there = f"/referrals/{referral}/alike/"
    answer = signed_in(cast.mo).post(there, {"looked": str(marlows), "because": "Same boy."})

    assert answer.url == f"/families/{marlows}/"
    with acting(cast.priya):
        assert Referral.objects.get(pk=referral).became_id == marlows
        assert Family.objects.count() == 1
        assert DuplicateLook.objects.get().same_as_id == marlows
    with acting(cast.rita):
        assert Event.objects.filter(verb="referral.joined-family", family_id=marlows).count() == 1
    # Whoever works with the family sees the referral now, too.
    assert signed_in(cast.amina).get(f"/referrals/{referral}/").status_code == 200
    chronology = signed_in(cast.amina).get(f"/families/{marlows}/chronology/").content.decode()
    assert "Referred by Children" in chronology


def test_another_family_needs_a_word_on_why(cast, signed_in, referral):
    client, there = signed_in(cast.priya), f"/referrals/{referral}/alike/"
    assert "Write what tells you" in client.post(there, {"looked": "another"}).content.decode()
    assert client.post(there, {"looked": "another", "because": "Cousins."}).status_code == 302
    page = client.get(f"/referrals/{referral}/").content.decode()
    assert "Alike, and another family" in page


def test_nothing_alike_is_written_down(cast, acting, signed_in):
    with acting(cast.mo) as by:
        alone = make_referral(by, name="Quist").pk
    client = signed_in(cast.mo)
    assert "Nothing alike" in client.get(f"/referrals/{alone}/alike/").content.decode()
    client.post(f"/referrals/{alone}/alike/", {"looked": "nothing"})
    with acting(cast.mo):
        assert DuplicateLook.objects.get().looked == "nothing"


def test_other_referrals_are_found_too(cast, acting, referral):
    with acting(cast.mo) as by:
        again = make_referral(by, name="Marlow").pk
        _, found = opened(by, again)
    assert [one.is_family for one in found.candidates].count(False) == 1


def test_only_those_who_see_every_family_look(cast, acting, signed_in, referral):
    with acting(cast.ben) as by:
        found = referral_for(by, referral, purpose="test")
        with pytest.raises(PermissionDenied, match="only they see every family"):
            actions.note_look(found, looked="nothing", looked_through=0, because="", by=by)
    assert signed_in(cast.ben).get(f"/referrals/{referral}/alike/").status_code == 403
    page = signed_in(cast.ben).get(f"/referrals/{referral}/").content.decode()
    assert "A manager or safeguarding lead looks for records alike" in page


def test_each_family_opened_leaves_its_event_and_is_told_in_passing(
    cast, acting, signed_in, referral, marlows
):
    signed_in(cast.mo).get(f"/referrals/{referral}/alike/")
    with acting(cast.rita):
        event = Event.objects.get(family_id=marlows, purpose="looking for duplicates")
    assert event.verb == "family.opened"
    seen = signed_in(cast.rita).get(f"/families/{marlows}/who-looked/").content.decode()
    assert "looking for duplicates" not in seen


def test_another_organisation_is_never_looked_through(cast, acting, marlows):
    with acting(cast.dev) as by:
        theirs = make_referral(by, name="Marlow").pk
        _, found = opened(by, theirs)
    assert found.candidates == []
    assert found.looked_through == 0


def test_somebody_kept_out_of_a_family_does_not_find_it(cast, making, acting, referral, marlows):
    making.block(cast.mo, marlows)
    with acting(cast.mo) as by:
        _, found = opened(by, referral)
    assert [one for one in found.candidates if one.is_family] == []


def test_a_joined_referral_is_not_decided_on(cast, acting, signed_in, referral, marlows):
    signed_in(cast.mo).post(
        f"/referrals/{referral}/alike/", {"looked": str(marlows), "because": "Same boy."}
    )
    with acting(cast.mo) as by:
        found = referral_for(by, referral, purpose="test")
        with pytest.raises(PermissionDenied, match="has its family already"):
            actions.decide_suitability(found, decision="more", criteria={}, therapy="none",
                                       words="Ask.", by=by)  # fmt: skip


@pytest.mark.feature("REF4")
def test_two_referrals_of_one_family_without_a_record_are_said_to_be_the_same(
    cast, acting, signed_in
):
    """The family is opened from one; the other waits, and then joins it. Both stand."""
    twice = [{"name": "Jo Quist", "birth_date": date(2014, 2, 1), "displayed": True}]
    with acting(cast.mo) as by:
        first = make_referral(by, name="Quist", children=twice).pk
        second = make_referral(by, name="Quist", children=twice).pk
    client = signed_in(cast.priya)
    there = f"/referrals/{second}/alike/"
    assert "which has no record yet either" in client.get(there).content.decode()
    assert "Write what tells you" in client.post(there, {"looked": str(first)}).content.decode()

    client.post(there, {"looked": str(first), "because": "One boy, two schools rang."})

    page = client.get(f"/referrals/{second}/").content.decode()
    assert f"/referrals/{first}/" in page
    assert "Open the family from that one" in page
    # Not each for the other: then no family would ever be opened.
    back = client.post(
        f"/referrals/{first}/alike/", {"looked": str(second), "because": "The teacher told us."}
    ).text  # fmt: skip
    assert "The other referral waits for this one already. Open the family from here." in back
    assert "The teacher told us." in back, "what was written stays on the page"
    with acting(cast.priya) as by:
        assert not DuplicateLook.objects.filter(referral_id=first).exists()
        waits = referral_for(by, second, purpose="test")
        look = DuplicateLook.objects.get(referral=waits)
        assert look.same_referral_id == first
        verdict = policies.may_open_from_referral(by, waits, look=look, decision=None)
        assert "another referral" in verdict.reason
        # Once the first has its record, the second joins it, and both histories stand.
        family = make_family(by, cast, name="Quist").family
        Referral.objects.filter(pk=first).update(became=family)
        actions.join_family(waits, family, looked_through=2, because="The same boy.", by=by)
    assert "has its record by now" not in client.get(f"/referrals/{second}/").content.decode()


def test_a_referral_is_not_the_same_as_itself(cast, acting):
    with acting(cast.mo) as by:
        made = make_referral(by, name="Quist")
        found, _ = opened(by, made.pk)
        with pytest.raises(PermissionDenied, match="another referral"):
            actions.note_same_referral(found, found, looked_through=1, because="It is.", by=by)
