"""The referrer sees steps in fixed words with dates, and nothing else."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.families import actions as families
from safehome.families.models import FamilyMember
from safehome.referrals import actions
from safehome.referrals.models import Referral, WhatBecame
from safehome.referrals.queries.arrivals import referral_for
from tests.factories.families import make_agreement
from tests.factories.referrals import make_referral, make_waiting
from tests.reception.conftest import Referrer


@pytest.mark.feature("REF13")
def test_it_works(arrived, door, acting, signed_in) -> None:
    reference, code = arrived()
    caller = Referrer(reference=reference, code=code)
    assert "in touch with you by" in caller.comes_back().text
    with acting(door.ben) as by:
        from safehome.referrals.models import Arrival

        referral = actions.take_in(Arrival.objects.get(), by=by)
    answer = signed_in(door.ben).post(
        f"/referrals/{referral.pk}/tell/", {"stage": "waiting"}, follow=True
    )
    assert "waiting list" in answer.text

    page = caller.comes_back().text
    assert "The family is on the waiting list" in page
    for word in ("Carol", "Marlow", "Ben", "Jay"):
        assert word not in page


def test_the_same_step_is_said_once(door, acting) -> None:
    with acting(door.ben) as by:
        referral = make_referral(by)
        actions.tell_referrer(referral, "waiting", by=by)
        actions.tell_referrer(referral, "waiting", by=by)
        assert WhatBecame.objects.count() == 1


def test_not_before_it_is_handed_in(door, acting) -> None:
    refused = pytest.raises(PermissionDenied, match="Hand the referral in first")
    with refused, acting(door.ben) as by:
        actions.tell_referrer(actions.take_down(by=by), "waiting", by=by)


def test_a_practitioner_does_not(door, acting) -> None:
    refused = pytest.raises(PermissionDenied, match="says what the referrer may see")
    with refused, acting(door.amina) as by:
        actions.tell_referrer(make_referral(by), "waiting", by=by)


def say(by, family, said, *, on=None, carer=None):
    member = carer or FamilyMember.objects.filter(family=family, is_child=False).first()
    make_agreement(member, by=by, purpose="tell-referrer", said=said, on=on)


@pytest.mark.feature("REF13")
@pytest.mark.parametrize("stage", ["begun", "closed"])
def test_how_far_the_work_is_needs_an_agreement_that_holds(door, acting, signed_in, stage) -> None:
    with acting(door.priya) as by:
        family = make_waiting(by, door.team.pk)
        referral = Referral.objects.get()
        with pytest.raises(PermissionDenied, match="Ask them first"):
            actions.tell_referrer(referral, stage, by=by)
    there = f"/referrals/{referral.pk}/tell/"
    client = signed_in(door.priya)
    assert f'value="{stage}"' not in client.get(there).text
    client.post(there, {"stage": stage})
    with acting(door.priya) as by:
        assert not WhatBecame.objects.exists()
        say(by, family, "given")
    assert f'value="{stage}"' in client.get(there).text
    with acting(door.priya) as by:
        actions.tell_referrer(referral, stage, by=by)
        say(by, family, "withdrawn", on=timezone.localdate())
        with pytest.raises(PermissionDenied, match="Ask them first"):
            actions.tell_referrer(referral, "begun" if stage == "closed" else "closed", by=by)


def test_a_no_of_somebody_whom_few_may_know_of_stands_against_it(door, acting) -> None:
    with acting(door.priya) as by:
        family = make_waiting(by, door.team.pk, carers=[
            {"name": name, "kind": "birth"} for name in ("Carol Marlow", "Dean Fisher")
        ])  # fmt: skip
        referral = Referral.objects.get()
        carol, dean = FamilyMember.objects.select_related("family").filter(is_child=False)
        say(by, family, "given", carer=carol)
        say(by, family, "refused", carer=dean)
        families.restrict_member(dean, readers=[], because="Safety.", by=by)
    with acting(door.ben) as by, pytest.raises(PermissionDenied, match="Ask them first"):
        actions.tell_referrer(referral_for(by, referral.pk, purpose="test"), "begun", by=by)


def test_without_a_family_only_the_referral_itself_ends(door, acting) -> None:
    with acting(door.ben) as by:
        referral = make_referral(by)
        with pytest.raises(PermissionDenied, match="no work can have begun"):
            actions.tell_referrer(referral, "begun", by=by)
        actions.tell_referrer(referral, "closed", by=by)
        assert WhatBecame.objects.get().stage == "closed"
