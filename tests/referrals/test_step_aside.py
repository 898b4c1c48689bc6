"""Whoever knows the family outside work steps aside, and cannot undo it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from safehome.referrals import actions
from safehome.referrals.models import Referral
from tests.factories.referrals import make_referral


@pytest.fixture
def referral(door, acting) -> Referral:
    with acting(door.amina) as by:
        return make_referral(by)


def test_it_works(referral, door, acting, signed_in) -> None:
    client = signed_in(door.ben)
    address = f"/referrals/{referral.pk}/step-aside/"
    assert "Me (Ben Carter)" in client.get(address).text
    client.post(address, {"whom": str(door.ben.pk), "because": "related"})

    assert client.get(f"/referrals/{referral.pk}/").status_code == 404
    assert "Carol Marlow" not in client.get("/referrals/").text
    with acting(door.ben):
        assert not Referral.objects.exists()
    with acting(door.priya):
        assert Referral.objects.exists()


def test_a_lead_keeps_somebody_else_out(referral, door, acting) -> None:
    with acting(door.priya) as by:
        actions.step_aside(referral, whom=door.ben.pk, because="related", by=by)
    with acting(door.ben):
        assert not Referral.objects.exists()


def test_nobody_else_does(referral, door, acting) -> None:
    with pytest.raises(PermissionDenied, match="step aside"), acting(door.ben) as by:
        actions.step_aside(referral, whom=door.sam.pk, because="related", by=by)


def test_the_database_refuses_it_too(referral, door, acting) -> None:
    from django.db import connection

    with pytest.raises(DatabaseError, match="keeps somebody else out"), acting(door.ben):
        connection.cursor().execute("SELECT ctx.step_aside(%s, %s)", [referral.pk, door.sam.pk])
    # Nor for another organisation, whoever asks there.
    with acting(door.dev):
        connection.cursor().execute("SELECT ctx.step_aside(%s, %s)", [referral.pk, door.dev.pk])
    with acting(door.priya):
        assert Referral.objects.get().kept_from == []
