"""Somebody joins a journey midway: they agree first, and are asked for from then on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.families.actions import add_member
from safehome.journeys import actions
from safehome.journeys.models import Attendance, JourneyCarer
from safehome.journeys.queries import carers_of
from safehome.journeys.queries.prepare import prepare_view
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement, sessions_of, sign_whole

TODAY = timezone.localdate


@pytest.fixture
def linda(cast, acting, made, journey):
    """A foster carer who comes into the family in its fourth week."""
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="adding")
        return add_member(
            made.family, name="Linda Pascoe", is_child=False, carer_kind="foster", by=by
        )


@pytest.mark.feature("REF7")
def test_it_works(cast, acting, journey, linda):
    with acting(cast.amina) as by:
        make_agreement(linda, on=TODAY(), by=by)
        actions.join_journey(journey, carer=linda, on=TODAY(), by=by)

        sessions = sessions_of(journey)
        earlier = sign_whole(sessions[0], by=by)
        assert Attendance.objects.filter(session=earlier).count() == 1
        later = next(one for one in sessions if one.planned_for.date() > TODAY())
        prepared = prepare_view(later)
        assert "questions at the start, Linda" in prepared.measures
        assert prepared.not_agreed == ()


def test_they_agree_first(cast, acting, journey, linda):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="joining")
        with pytest.raises(PermissionDenied, match="Linda has not agreed to take part"):
            actions.join_journey(journey, carer=linda, on=TODAY(), by=by)


def test_nobody_joins_while_the_carers_differ(cast, acting, made, journey, linda):
    with acting(cast.amina) as by:
        make_agreement(linda, on=TODAY(), by=by)
        ron = add_member(made.family, name="Ron Ash", is_child=False, carer_kind="step", by=by)
        make_agreement(ron, said="refused", on=TODAY(), by=by)
        with pytest.raises(PermissionDenied, match="answer differently"):
            actions.join_journey(journey, carer=linda, on=TODAY(), by=by)


@pytest.mark.parametrize("days", [1, -400])
def test_not_on_a_day_to_come_nor_before_it_began(cast, acting, journey, linda, days):
    with acting(cast.amina) as by:
        make_agreement(linda, on=TODAY(), by=by)
        with pytest.raises(PermissionDenied, match="Give a day"):
            actions.join_journey(journey, carer=linda, on=TODAY() + timedelta(days=days), by=by)


def test_nobody_joins_twice(cast, acting, made, journey):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="takes part already"):
        actions.join_journey(journey, carer=made.carers[0], on=TODAY(), by=by)


def test_who_left_may_come_back_and_both_times_stay(cast, acting, made, journey, linda):
    with acting(cast.amina) as by:
        make_agreement(linda, on=TODAY(), by=by)
        actions.join_journey(journey, carer=linda, on=TODAY(), by=by)
        open_family(made.pk, purpose="taking back")
        actions.withdraw_agreement(linda, purpose="taking-part", on=TODAY(), by=by)
        make_agreement(linda, on=TODAY(), by=by)
        actions.join_journey(journey, carer=linda, on=TODAY(), by=by)

        assert JourneyCarer.objects.filter(carer=linda).count() == 2
        assert [one.left_on for one in carers_of(journey.pk) if one.carer_id == linda.pk] == [None]


def test_on_the_page(cast, acting, signed_in, journey, linda):
    browser = signed_in(cast.amina)
    there = reverse("journeys:join-journey", args=[journey.pk])
    form = {"carer": str(linda.pk), "on_day": TODAY().day, "on_month": TODAY().month,
            "on_year": TODAY().year}  # fmt: skip
    assert "Linda" in browser.get(there).text
    assert "Choose who joins" in browser.post(there, form | {"carer": ""}).text
    assert "has not agreed to take part" in browser.post(there, form).text
    with acting(cast.amina) as by:
        make_agreement(linda, on=TODAY(), by=by)
    assert browser.post(there, form).status_code == 302
    page = browser.get(reverse("journeys:journey", args=[journey.pk])).text
    assert "Linda takes part since" in page
    assert "Every carer of this family takes part" in browser.get(there).text
