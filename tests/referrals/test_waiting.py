"""While a family waits: word with it, its turn, and whom it is given to."""

from __future__ import annotations

import doctest
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.families.models import Assignment, Family, FamilyMember
from safehome.families.queries import family_for
from safehome.kit.ids import new_id
from safehome.referrals import actions, waits
from safehome.referrals.models import Allocation, CheckIn
from safehome.referrals.queries.allocating import asked_of, candidates
from safehome.vault.keyring import open_family
from tests.factories.referrals import make_waiting

TODAY = timezone.localdate


@pytest.fixture
def waiting(cast, acting):
    with acting(cast.priya) as by:
        return make_waiting(by, cast.team.pk).pk


def later(making, family, days):
    """As if everything about the family had been written so many days before."""
    for table, column in (("referrals_checkin", "next_on"), ("referrals_checkin", "happened_on")):
        making.admin.execute(
            f"UPDATE {table} SET {column} = {column} - %s WHERE family_id = %s", [days, family]
        )
    making.admin.execute(
        "UPDATE referrals_referral SET handed_in_at = handed_in_at - %s * interval '1 day'"
        " WHERE became_id = %s", [days, family],
    )  # fmt: skip


def test_the_examples_are_true():
    assert doctest.testmod(waits).failed == 0


@pytest.mark.feature("REF5")
def test_the_list_says_how_long_in_which_turn_and_whom_to_ring(cast, making, signed_in, waiting):
    later(making, waiting, 22)
    page = signed_in(cast.ben).get("/waiting/").content.decode()
    assert "waits 3 weeks" in page
    assert "check-in 15 days late" in page
    assert "None yet" in page
    home = signed_in(cast.ben).get("/").content.decode()
    assert "Marlow: check-in 15 days late" in home


def test_filters_and_who_sees_what(cast, signed_in, waiting):
    client = signed_in(cast.mo)
    assert "Marlow" in client.get("/waiting/?show=no-plan").content.decode()
    assert "No family here" in client.get("/waiting/?show=late").content.decode()
    assert "Marlow" not in signed_in(cast.sam).get("/waiting/").content.decode()
    assert signed_in(cast.amina).get("/waiting/").status_code == 403


def checked_in(cast, acting, signed_in, waiting, person, **said):
    with acting(cast.priya):
        children = list(FamilyMember.objects.filter(is_child=True))
    data = {f"child_{one.pk}": "Playing outside again." for one in children} | {
        "key": str(new_id()), "happened_on": TODAY().isoformat(), "how_they_are": "Tired, hopeful.",
        "interim_plan": "paper", "interim_plan_words": "On the fridge",
        "next_on": (TODAY() + timedelta(days=14)).isoformat(),
    } | said  # fmt: skip
    return signed_in(person).post(f"/referrals/waiting/{waiting}/check-in/", data)


@pytest.mark.feature("NEW12")
def test_a_check_in_has_a_word_on_every_child_and_the_plan_for_now(
    cast, acting, signed_in, waiting
):
    with acting(cast.priya):
        first = FamilyMember.objects.filter(is_child=True)[0].pk
    lacking = checked_in(cast, acting, signed_in, waiting, cast.ben, **{f"child_{first}": ""})
    assert "Write a word on Jay" in lacking.content.decode()
    assert "Tired, hopeful." in lacking.content.decode()  # what was typed is still there

    assert checked_in(cast, acting, signed_in, waiting, cast.ben).status_code == 302
    page = signed_in(cast.ben).get(f"/referrals/waiting/{waiting}/check-in/").content.decode()
    assert "Jay: Playing outside again." in page
    assert "On the fridge" in page
    with acting(cast.priya):
        open_family(waiting, purpose="test")
        assert CheckIn.objects.first().how_they_are == "Tired, hopeful."


def test_what_was_said_is_not_for_who_keeps_only_the_list(cast, acting, signed_in, waiting):
    checked_in(cast, acting, signed_in, waiting, cast.ben)
    assert signed_in(cast.mo).get(f"/referrals/waiting/{waiting}/check-in/").status_code == 403
    for where in (f"/families/{waiting}/chronology/", "/waiting/"):
        assert "Tired, hopeful." not in signed_in(cast.mo).get(where).content.decode()


def test_a_turn_needs_a_reason_and_keeps_the_one_before(cast, signed_in, waiting):
    client, there = signed_in(cast.mo), f"/referrals/waiting/{waiting}/priority/"
    assert "Write why" in client.post(there, {"level": "first"}).content.decode()
    client.post(there, {"level": "first", "because": "A baby is due", "key": str(new_id())})
    page = client.get(there).content.decode()
    assert "A baby is due" in page
    assert "As the referral says" in page


def for_family(by, pk):
    family = family_for(by, pk, purpose="test")
    found = candidates(by, family, asked_of(FamilyMember.objects.filter(family=family)))
    return family, {one.name: one for one in found}


@pytest.mark.feature("REF6")
def test_a_family_is_given_to_somebody_with_a_reason(cast, acting, signed_in, waiting):
    with acting(cast.mo) as by:
        actions.set_capacity(cast.amina, weight=Decimal("5"), languages=["bn"], skills=[],
                             away_until=None, by=by)  # fmt: skip
    client, there = signed_in(cast.ben), f"/referrals/waiting/{waiting}/allocate/"
    page = client.get(there).content.decode()
    assert "Room for 5 more (0 of 5)" in page
    said = {"person": str(cast.amina.pk), "weight": "1.5", "key": str(new_id())}
    assert "Write why it is given to them" in client.post(there, said).content.decode()
    assert client.post(there, said | {"because": "Has room, same team"}).url == "/waiting/"
    with acting(cast.priya) as by:
        open_family(waiting, purpose="test")
        allocation = Allocation.objects.get()
        assert allocation.weight == Decimal("1.5")
        assert {"room-left", "same-team", "accredited"} <= set(allocation.reasons)
        assert Assignment.objects.get().person_id == cast.amina.pk
        _, found = for_family(by, waiting)
        assert found["Amina Yusuf"].room == "Room for 3.5 more (1.5 of 5)"
    assert "Nobody waits" in client.get("/waiting/").content.decode()
    people = signed_in(cast.amina).get(f"/families/{waiting}/people/").content.decode()
    assert "Why them: Has room, same team" in people
    assert signed_in(cast.amina).get(f"/families/{waiting}/").status_code == 200


def test_the_blocked_are_not_available_and_no_reason_is_shown(
    cast, making, acting, signed_in, waiting
):
    making.block(cast.amina, waiting)
    page = signed_in(cast.ben).get(f"/referrals/waiting/{waiting}/allocate/").content.decode()
    assert "conflict" not in page
    assert f'value="{cast.amina.pk}"' not in page
    with acting(cast.ben) as by:
        family, found = for_family(by, waiting)
        assert found["Amina Yusuf"].reasons == ()
        with pytest.raises(PermissionDenied, match="Not available for this family"):
            actions.allocate_family(family, found["Amina Yusuf"], because="x", weight=Decimal(1),
                                    by=by)  # fmt: skip


def test_nor_whoever_is_not_accredited_or_away(cast, making, acting, waiting):
    making.admin.execute(
        "UPDATE training_accreditation SET ends_on = current_date - 1 WHERE person_id = %s",
        [cast.noor.pk],
    )
    with acting(cast.mo) as by:
        actions.set_capacity(cast.amina, weight=Decimal("5"), languages=[], skills=[],
                             away_until=TODAY() + timedelta(days=5), by=by)  # fmt: skip
    with acting(cast.ben) as by:
        family, found = for_family(by, waiting)
        for name, words in (("Noor Haddad", "Not accredited"), ("Amina Yusuf", "Away until")):
            with pytest.raises(PermissionDenied, match=words):
                actions.allocate_family(family, found[name], because="x", weight=Decimal(1), by=by)


def test_the_order_is_the_alphabets_or_by_room_and_never_a_rank(cast, acting, waiting):
    with acting(cast.mo) as by:
        for person, weight in ((cast.amina, 1), (cast.noor, 6)):
            actions.set_capacity(person, weight=Decimal(weight), languages=[], skills=[],
                                 away_until=None, by=by)  # fmt: skip
    with acting(cast.mo) as by:
        family = family_for(by, waiting, purpose="test")
        by_name = [one.name for one in candidates(by, family, asked_of([]))]
        by_room = [one.name for one in candidates(by, family, asked_of([]), order="room")]
    assert by_name == sorted(by_name)
    assert by_room[0] == "Noor Haddad"


def test_only_those_who_answer_give_families_and_only_managers_write_room(
    cast, acting, signed_in, waiting
):
    there = f"/referrals/waiting/{waiting}/allocate/"
    assert signed_in(cast.sam).get(there).status_code == 404
    assert signed_in(cast.rita).get(there).status_code == 403
    with acting(cast.ben) as by, pytest.raises(PermissionDenied, match="A manager writes"):
        actions.set_capacity(cast.amina, weight=Decimal(9), languages=[], skills=[],
                             away_until=None, by=by)  # fmt: skip
    client = signed_in(cast.mo)
    client.post(f"/referrals/capacity/{cast.amina.pk}/", {"weight": "4.5", "languages": ["pl"]})
    page = client.get("/referrals/capacity/").content.decode()
    assert "Room for 4.5 more" in page
    assert "Polish" in page
    assert client.get(f"/referrals/capacity/{cast.dev.pk}/").status_code == 404
    with acting(cast.priya):
        assert Family.objects.count() == 1
