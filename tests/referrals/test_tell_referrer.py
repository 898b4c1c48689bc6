"""The referrer sees steps in fixed words with dates, and nothing else."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from safehome.referrals import actions
from safehome.referrals.models import WhatBecame
from tests.factories.referrals import make_referral
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
