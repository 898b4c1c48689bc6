"""What waits for an agreement, and how what happened without one is recorded all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.agreements.actions import resolve_conflict
from safehome.journeys import actions
from safehome.journeys.models import Attendance
from safehome.vault.keyring import open_family
from tests.factories.families import (
    make_agreement,
    make_family,
    make_journey,
    sessions_of,
    sign_whole,
)

TODAY = timezone.localdate


@pytest.fixture
def lapsed(cast, acting, made, journey):
    """Carol's agreement ran out after the first session."""
    with acting(cast.amina) as by:
        make_agreement(
            made.carers[0], on=TODAY() - timedelta(days=60),
            until=TODAY() - timedelta(days=20), by=by,
        )  # fmt: skip
    return journey


@pytest.mark.feature("REF7")
def test_a_journey_waits_for_each_chosen_carer(cast, acting):
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Dan"), agreed=False)
        make_agreement(made.carers[0], by=by)
        with pytest.raises(PermissionDenied, match="Dan has not agreed to take part"):
            make_journey(by, made)
        assert make_journey(by, made, carers=made.carers[:1]).pk


@pytest.mark.feature("REF9")
def test_an_unresolved_conflict_blocks_the_start(cast, acting):
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Dan"), agreed=False)
        make_agreement(made.carers[0], by=by)
        make_agreement(made.carers[1], said="refused", by=by)
        with pytest.raises(PermissionDenied, match="answer differently"):
            make_journey(by, made, carers=made.carers[:1])
    with acting(cast.ben) as ben:
        open_family(made.pk, purpose="deciding")
        resolve_conflict(made.family, purpose="taking-part", decided="Go on.", goes_on=True, by=ben)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="starting")
        assert make_journey(by, made, carers=made.carers[:1]).pk


def test_the_page_says_whom_to_ask(cast, acting, signed_in):
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Dan"), agreed=False)
        make_agreement(made.carers[0], by=by)
    there = reverse("journeys:start-journey", args=[made.pk])
    browser = signed_in(cast.amina)
    page = browser.get(there).text
    assert "No agreement to take part is in force: Dan." in page
    assert reverse("workspace:agreements", args=[made.pk]) in page
    form = {
        "carers": [str(one.pk) for one in made.carers], "lead": str(cast.amina.pk),
        "pack_version": "", "first_session_at": "4 June 2026, 10:00",
    }  # fmt: skip
    assert browser.post(there, form).status_code == 200


def test_no_session_is_added_without_one(cast, acting, lapsed):
    with acting(cast.amina) as by:
        open_family(lapsed.family_id, purpose="adding")
        when = timezone.now() + timedelta(days=3)
        with pytest.raises(PermissionDenied, match="Ask again"):
            actions.add_extra_session(lapsed, planned_for=when, setting="home", by=by)


def test_what_happened_is_recorded_with_how_it_came_about(cast, acting, made, lapsed):
    carol = made.carers[0].pk
    with acting(cast.amina) as by:
        second = sessions_of(lapsed)[1]
        with pytest.raises(actions.Incomplete, match="Carol had not agreed"):
            sign_whole(second, by=by)
        signed = sign_whole(
            second, by=by, without_agreement={carol: "She wanted to, and we forgot to ask."}
        )
        kept = Attendance.objects.get(session=signed)
        assert kept.without_agreement == "She wanted to, and we forgot to ask."


def test_the_day_on_which_it_was_held_decides(cast, acting, made, lapsed):
    with acting(cast.amina) as by:
        signed = sign_whole(
            sessions_of(lapsed)[1], held_on=TODAY() - timedelta(days=21), by=by,
            without_agreement={made.carers[0].pk: "Not needed."},
        )  # fmt: skip
        assert Attendance.objects.get(session=signed).without_agreement == ""


def test_who_did_not_come_needs_none(cast, acting):
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Dan"))
        journey = make_journey(by, made)
        make_agreement(made.carers[1], on=TODAY() - timedelta(days=60),
                       until=TODAY() - timedelta(days=30), by=by)  # fmt: skip
        carol, dan = (one.pk for one in made.carers)
        assert sign_whole(
            sessions_of(journey)[1], by=by, attendance={carol: "came", dan: "cancelled"}
        ).signed_at


def test_pages_say_so(cast, signed_in, made, lapsed):
    with_dates = signed_in(cast.amina)
    session = _second(cast, lapsed)
    page = with_dates.get(reverse("journeys:prepare-session", args=[session])).text
    assert "Carol: ran out" in page
    record = with_dates.get(reverse("journeys:record-session", args=[session])).text
    assert "Carol had not agreed to take part on that day" in record


def _second(cast, journey):
    from safehome.people.access import acting_as

    with acting_as(cast.amina):
        return sessions_of(journey)[1].pk
