"""Taking back and finding not valid: it no longer holds, and everything stays to be read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.agreements import actions, queries
from safehome.agreements.models import Agreement
from safehome.agreements.rules import State
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement

TODAY = timezone.localdate


@pytest.fixture
def carol(cast, acting, made):
    with acting(cast.amina) as by:
        make_agreement(made.carers[0], by=by)
        make_agreement(made.carers[0], purpose="sharing-explained", by=by)
    return made.carers[0]


def stands(carer, purpose="taking-part"):
    return queries.standing_of(carer, purpose, on=TODAY()).state


@pytest.mark.feature("REF8")
def test_it_is_taken_back_without_a_reason(cast, acting, carol):
    with acting(cast.amina) as by:
        actions.take_back(carol, purpose="taking-part", on=TODAY(), by=by)

        assert stands(carol) is State.TAKEN_BACK
        said = Agreement.objects.filter(purpose="taking-part").order_by("written_at")
        assert [one.said for one in said] == ["given", "withdrawn"]


@pytest.mark.parametrize(
    ("purpose", "days", "why"),
    [
        ("research", 0, "Nothing is in force"),
        ("sharing-explained", 0, "cannot be taken back"),
        ("taking-part", 1, "day to come"),
        ("taking-part", -400, "agreed to after that day"),
    ],
)
def test_it_is_not_taken_back(cast, acting, carol, purpose, days, why):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match=why):
        actions.take_back(carol, purpose=purpose, on=TODAY() + timedelta(days=days), by=by)


@pytest.mark.feature("REF8")
def test_a_supervisor_finds_it_not_valid(cast, acting, carol):
    with acting(cast.ben) as by:
        open_family(carol.family_id, purpose="looking into it")
        found = actions.invalidate_agreement(
            carol, purpose="taking-part", reason="pressure", because="He spoke for her.", by=by
        )
        assert (found.said, found.reason) == ("invalidated", "pressure")
        assert stands(carol) is State.NOT_VALID


def test_a_practitioner_does_not(cast, acting, carol):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="supervisor"):
        actions.invalidate_agreement(
            carol, purpose="taking-part", reason="pressure", because="Words.", by=by
        )


def test_what_does_not_hold_is_not_found_invalid(cast, acting, carol):
    with acting(cast.ben) as by, pytest.raises(PermissionDenied, match="Nothing is in force"):
        actions.invalidate_agreement(
            carol, purpose="research", reason="pressure", because="Words.", by=by
        )
