"""A referral joined to the wrong family is taken out of it again; both histories stay."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from safehome.audit.models import Event
from safehome.families.models import Family
from safehome.referrals import actions
from safehome.referrals.models import DuplicateLook, Looked, Referral
from safehome.referrals.queries.arrivals import referral_for
from tests.factories.families import make_family
from tests.factories.referrals import make_referral

WHY = "Another boy of the same name: the school rang."


@pytest.fixture
def marlows(cast, acting):
    with acting(cast.amina) as by:
        return make_family(by, cast, name="Marlow").pk


@pytest.fixture
def joined(cast, acting, marlows):
    """A referral that joined the Marlows by mistake."""
    with acting(cast.mo) as by:
        found = make_referral(by, name="Marlow")
        family = Family.objects.get(pk=marlows)
        actions.join_family(found, family, looked_through=1, because="Same boy.", by=by)
        return found.pk


def part(acting, who, pk, because=WHY):
    with acting(who) as by:
        return actions.part_from_family(
            referral_for(by, pk, purpose="test", to_write=True), because=because, by=by
        )


@pytest.mark.feature("REF4")
def test_it_works(cast, acting, signed_in, joined, marlows):
    mo, there = signed_in(cast.mo), f"/referrals/{joined}/"
    assert f"{there}part/" in mo.get(there).content.decode()
    assert mo.post(f"{there}part/", {"because": WHY})["Location"] == there

    page = mo.get(there).content.decode()
    assert WHY in page
    assert "Same boy." in page, "the join, who made it and why stay written"
    assert "Look for records alike again" in page, "considered again as it was before"
    with acting(cast.mo):
        assert Referral.objects.get(pk=joined).became_id is None
        assert [one.looked for one in DuplicateLook.objects.all()] == [Looked.ANOTHER, Looked.SAME]
    with acting(cast.rita):
        events = Event.objects.filter(verb="referral.parted-from-family")
        assert {one.family_id for one in events} == {marlows, joined}, "in both histories"


def test_whoever_saw_it_through_the_family_sees_it_no_more(
    cast, acting, signed_in, joined, marlows
):
    amina = signed_in(cast.amina)
    assert amina.get(f"/referrals/{joined}/").status_code == 200
    part(acting, cast.priya, joined)
    assert amina.get(f"/referrals/{joined}/").status_code == 404
    chronology = amina.get(f"/families/{marlows}/chronology/").content.decode()
    assert "Referred by" not in chronology


def test_pressed_twice_it_is_done_once(cast, acting, signed_in, joined):
    mo = signed_in(cast.mo)
    for _ in range(2):
        answer = mo.post(f"/referrals/{joined}/part/", {"because": WHY})
        assert answer["Location"] == f"/referrals/{joined}/"
    with acting(cast.mo):
        assert DuplicateLook.objects.count() == 2


def test_it_can_join_the_right_one_afterwards(cast, acting, joined, marlows):
    with acting(cast.amina) as by:
        right = make_family(by, cast, name="Marlowe").pk
    part(acting, cast.mo, joined)
    with acting(cast.mo) as by:
        found = referral_for(by, joined, purpose="test", to_write=True)
        actions.join_family(
            found, Family.objects.get(pk=right), looked_through=2, because="This one.", by=by
        )
        assert Referral.objects.get(pk=joined).became_id == right


def test_a_reason_is_needed(cast, acting, signed_in, joined):
    page = signed_in(cast.mo).post(f"/referrals/{joined}/part/", {"because": " "})
    assert "Write how you know" in page.content.decode()
    with pytest.raises(PermissionDenied, match="Write how you know"):
        part(acting, cast.mo, joined, because=" ")


@pytest.mark.parametrize("who", ["amina", "ben"])
def test_only_those_who_see_every_family(cast, acting, signed_in, joined, who):
    with pytest.raises(PermissionDenied, match="only they see every family"):
        part(acting, getattr(cast, who), joined)
    assert signed_in(getattr(cast, who)).get(f"/referrals/{joined}/part/").status_code == 403


def test_one_that_belongs_to_none(cast, acting):
    with acting(cast.mo) as by:
        alone = make_referral(by, name="Quist").pk
    with pytest.raises(PermissionDenied, match="belongs to no family"):
        part(acting, cast.mo, alone)


def test_never_from_a_family_that_began_with_it(cast, acting, superuser, marlows):
    with acting(cast.mo) as by:
        found = make_referral(by, name="Marlow").pk
    superuser.execute(
        "UPDATE referrals_referral SET became_id = %s WHERE id = %s", [marlows, found]
    )
    with pytest.raises(PermissionDenied, match="began with this referral"):
        part(acting, cast.mo, found)
