"""Opening a family from its referral: nothing is told or typed twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.families.models import Family, FamilyMember, HiddenFrom, Household, SafeContact
from safehome.network.models import Professional, Therapy
from safehome.referrals import actions
from safehome.referrals.forms.opening import OpeningForm
from safehome.referrals.models import CheckIn, Priority, Referral, WhatBecame
from safehome.referrals.opening import opening_of
from safehome.referrals.queries.arrivals import body_of, referral_for
from safehome.vault.keyring import open_family
from tests.factories.referrals import a_body, make_referral, make_suitable

CARERS = [
    {"name": "Carol Marlow", "kind": "birth", "phone": "01632 960001",
     "address": "12 Invented Street", "address_is_hidden": True,
     "safe_contact": "Mornings only", "language": "bn", "interpreter": True},
    {"name": "Dean Fisher", "kind": "step", "address": "3 Made-up Road", "knows": "no"},
]  # fmt: skip


@pytest.fixture
def referral(cast, acting):
    with acting(cast.priya) as by:
        found = make_referral(
            by, carers=CARERS, urgency="soon",
            network=[{"name": "Ms Kite", "agency": "Hill School", "role": "school"}],
        )  # fmt: skip
        make_suitable(found, by=by)
        return found.pk


def sent(cast, body, **changed):
    """The page as it is drawn, sent as it is, with what a person adds."""
    form = OpeningForm(opening=opening_of(body), teams=[cast.team], initial={})
    data = {}
    for name in form.fields:
        value = form[name].initial
        if name.endswith("birth_date"):
            if value:
                data |= {f"{name}_day": value.day, f"{name}_month": value.month,
                         f"{name}_year": value.year}  # fmt: skip
        elif value not in (None, False, ""):
            data[name] = "on" if value is True else value
    soon = timezone.localdate() + timedelta(days=7)
    return data | {
        "team": str(cast.team.pk), "level": "sooner", "because": "The mother asks for help now",
        "interim_plan": "elsewhere", "interim_plan_words": "With Wren Social",
        "next_on": soon.isoformat(),
    } | changed  # fmt: skip


@pytest.fixture
def body(cast, acting, referral):
    with acting(cast.priya) as by:
        return body_of(referral_for(by, referral, purpose="test"))


@pytest.mark.feature("REF3", "PRG2")
def test_everything_the_referral_says_is_there(cast, acting, signed_in, referral, body):
    client = signed_in(cast.ben)
    page = client.get(f"/referrals/{referral}/open/").content.decode()
    assert 'value="Carol Marlow"' in page
    assert "12 Invented Street" in page

    answer = client.post(f"/referrals/{referral}/open/", sent(cast, body, tell="on"))

    assert answer.status_code == 302, answer.content.decode().split("error-summary")[1][:900]
    with acting(cast.priya):
        family = Family.objects.get()
        assert answer.url == f"/families/{family.pk}/"
        open_family(family.pk, purpose="test")
        members = {one.name: one for one in FamilyMember.objects.all()}
        assert set(members) == {"Carol Marlow", "Dean Fisher", "Jay Marlow", "Mina Marlow"}
        assert members["Jay Marlow"].birth_date == "2014-03-04"
        assert members["Carol Marlow"].needs == ["interpreter"]
        hidden = HiddenFrom.objects.select_related("household").get()
        assert hidden.member_id == members["Dean Fisher"].pk
        assert hidden.household.address == "12 Invented Street"
        assert {one.name for one in Professional.objects.all()} == {"Wren Social", "Ms Kite"}
        assert Therapy.objects.get().status == "planned"
        assert Priority.objects.get().because == "The mother asks for help now"
        assert CheckIn.objects.get().interim_plan_words == "With Wren Social"
        assert Referral.objects.get(pk=referral).became_id == family.pk
        assert WhatBecame.objects.get().stage == "waiting"
        assert SafeContact.objects.count() == 0  # nobody has agreed one with them yet
        assert CheckIn.objects.get().how_they_are.endswith(
            "How to reach Carol Marlow is not agreed with them yet: only in person."
            " The referral says: Mornings only."
        )
        assert Household.objects.count() == 2


def test_who_must_not_learn_of_it_stays_where_no_way_is_agreed(
    cast, acting, signed_in, referral, body
):
    """Whoever is next in touch reads it, though nobody has agreed a way with the carer."""
    more = {"adult1_must_not_know": "Her brother", "adult0_channel": "phone",
            "adult0_must_not_know": "A neighbour"}  # fmt: skip
    client = signed_in(cast.ben)
    client.post(f"/referrals/{referral}/open/", sent(cast, body, **more))
    with acting(cast.priya):
        family = Family.objects.get()
        open_family(family.pk, purpose="test")
        words = CheckIn.objects.get().how_they_are
        assert "Dean Fisher is not agreed with them yet" in words
        assert "Dean Fisher does not know of the referral" in words
        assert "Who must not learn of this work: Her brother." in words
        assert "Carol Marlow" not in words, "what is agreed is a rule"
        assert SafeContact.objects.get().must_not_know == "A neighbour"
    assert "Her brother" in client.get(f"/referrals/waiting/{family.pk}/check-in/").text


def test_pressed_twice_it_is_opened_once(cast, acting, signed_in, referral, body):
    client = signed_in(cast.ben)
    for _ in range(2):
        client.post(f"/referrals/{referral}/open/", sent(cast, body))
    with acting(cast.priya):
        assert Family.objects.count() == 1


def test_who_is_left_out_is_left_out(cast, acting, signed_in, referral, body):
    data = sent(cast, body)
    del data["adult0_keep"], data["worker0_keep"]
    signed_in(cast.ben).post(f"/referrals/{referral}/open/", data)
    with acting(cast.priya):
        open_family(Family.objects.get().pk, purpose="test")
        assert "Carol Marlow" not in {one.name for one in FamilyMember.objects.all()}
        assert Professional.objects.count() == 1
        # The other carer moved up a place, and is still the one it is hidden from.
        assert HiddenFrom.objects.select_related("member").get().member.name == "Dean Fisher"


def refuses(acting, person, pk, words):
    with acting(person) as by:
        found = referral_for(by, pk, purpose="test")
        with pytest.raises(PermissionDenied, match=words):
            actions.open_family_from(
                found, opening_of(a_body()), team=pk, level="in-turn", because="x",
                interim_plan="none", interim_words="", next_on=timezone.localdate(), by=by,
            )  # fmt: skip


@pytest.mark.feature("REF4")
def test_not_before_somebody_looked_for_records_alike(cast, acting, signed_in):
    with acting(cast.priya) as by:
        pk = make_referral(by).pk
    refuses(acting, cast.priya, pk, "Look for records alike first")
    page = signed_in(cast.priya).get(f"/referrals/{pk}/").content.decode()
    assert "Look for records alike first" in page
    assert signed_in(cast.priya).get(f"/referrals/{pk}/open/").status_code == 403


def test_not_after_a_look_older_than_the_referral(cast, making, acting, referral):
    making.admin.execute(
        "UPDATE referrals_duplicatelook SET looked_at = looked_at - interval '2 days'"
    )
    refuses(acting, cast.priya, referral, "changed since")


def test_not_before_a_yes(cast, acting):
    with acting(cast.priya) as by:
        found = make_referral(by)
        actions.note_look(found, looked="nothing", looked_through=0, because="", by=by)
        pk = found.pk
    refuses(acting, cast.priya, pk, "suits this family")


def test_not_by_a_manager_who_writes_about_no_member(cast, acting, referral):
    refuses(acting, cast.mo, referral, "A supervisor or safeguarding lead opens the family")


def test_a_supervisor_opens_it_only_in_a_team_they_lead(cast, signed_in, referral, body):
    data = sent(cast, body, team=str(cast.other_team.pk))
    answer = signed_in(cast.ben).post(f"/referrals/{referral}/open/", data)
    assert answer.status_code == 200
    assert "Select a valid choice" in answer.content.decode()


def test_homes_children_and_workers_as_they_are_worded():
    body = a_body(carers=CARERS, children=[
        {"name": "Jay Marlow", "displayed": True, "lives_with": "his mum Carol"},
        {"name": "Mina Marlow", "age": 8, "lives_with": "Dean"},
    ])  # fmt: skip
    opening = opening_of(body)
    assert [home.name for home in opening.homes] == ["Carol’s home", "Dean’s home"]
    assert opening.homes[0].hidden_from == (1,)
    assert [one.home for one in opening.children] == [0, 1]
    assert opening.children[1].needs_note == "About 8 years old when referred."
    assert opening.workers[0].role == "social-worker"
