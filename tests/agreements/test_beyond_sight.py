"""A no by somebody of whom few may know counts too, without a word of whose it is."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.agreements import actions, queries
from safehome.families.actions.hiding import restrict_member
from safehome.families.actions.merging import merge_families
from safehome.journeys import policies
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement, make_family, make_journey

TODAY = timezone.localdate


def tab(made):
    return reverse("workspace:agreements", args=[made.pk])


@pytest.fixture
def hidden(cast, acting, made):
    """Carol agrees. Dan says no, and then only the safeguarding lead may know of him."""
    carol, dan = made.carers
    with acting(cast.amina) as by:
        make_agreement(carol, by=by)
        make_agreement(dan, said="refused", by=by)
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="hiding")
        restrict_member(dan, readers=[], because="The police asked for it.", by=by)
    return made


def decide(family, by):
    open_family(family.pk, purpose="deciding")
    return actions.resolve_conflict(
        family, purpose="taking-part", decided="Spoke with them.", goes_on=True, by=by
    )


@pytest.mark.feature("REF9", "NEW17")
def test_a_no_that_few_may_know_of_stops_a_journey(cast, acting, hidden):
    carol, _ = hidden.carers
    with acting(cast.amina):
        said = queries.taking_part(hidden.pk, on=TODAY())
        assert said.agreed == {carol.pk}
        assert not said.is_blocked
        refused = policies.is_settled(hidden.pk)
        assert not refused
        assert "not settled" in refused.reason
        assert "Dan" not in refused.reason


def test_whoever_knows_of_them_decides_as_always(cast, acting, hidden):
    with acting(cast.priya) as by:
        assert queries.taking_part(hidden.pk, on=TODAY()).is_blocked
        decide(hidden.family, by)
    with acting(cast.amina):
        assert policies.is_settled(hidden.pk)


def test_a_supervisor_who_may_not_know_does_not_decide(cast, acting, hidden):
    with acting(cast.ben) as by:
        assert queries.unseen_of(hidden.pk, on=TODAY()) == {"taking-part"}
        with pytest.raises(PermissionDenied, match="safeguarding lead decides"):
            decide(hidden.family, by)


@pytest.mark.parametrize("who", ["amina", "ben", "mo"])
def test_the_tab_tells_nobody_who_may_not_know(cast, signed_in, hidden, who):
    page = signed_in(getattr(cast, who)).get(tab(hidden)).text
    assert "not shown here" not in page
    assert "Dan" not in page


@pytest.fixture
def two_records(cast, acting, made):
    """A mother agreed in the record that is kept; a father said no in the one folded into it."""
    with acting(cast.amina) as by:
        other = make_family(by, cast, carers=("Erin",), agreed=False)
        make_agreement(made.carers[0], by=by)
        make_agreement(other.carers[0], said="refused", by=by)
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="merging")
        open_family(other.pk, purpose="merging")
        merge_families(made.family, other.family, because="One family.", by=by)
    return made


def test_a_no_in_the_other_record_is_decided_by_the_safeguarding_lead(
    cast, acting, signed_in, two_records
):
    with acting(cast.amina):
        assert not policies.is_settled(two_records.pk)
    browser = signed_in(cast.priya)
    assert "answered in another record" in browser.get(tab(two_records)).text
    there = reverse("agreements:resolve", args=[two_records.pk, "taking-part"])
    assert "Name nobody whom they may not know" in browser.get(there).text

    browser.post(there, {"decided": "Spoke with both.", "goes_on": "yes"})

    with acting(cast.amina):
        assert policies.is_settled(two_records.pk)
    assert "answered in another record" not in browser.get(tab(two_records)).text


def test_nobody_decides_over_what_they_wrote_in_another_record(cast, acting, two_records):
    with acting(cast.priya) as by:
        make_agreement(two_records.carers[0], on=TODAY(), by=by)
        with pytest.raises(PermissionDenied, match="asked one of them yourself"):
            decide(two_records.family, by)


def test_no_journey_starts(cast, acting, hidden):
    with acting(cast.amina) as by:
        open_family(hidden.pk, purpose="starting")
        with pytest.raises(PermissionDenied, match="not settled"):
            make_journey(by, hidden, carers=hidden.carers[:1], planned=False)


def test_no_session_is_added(cast, acting, made):
    carol, dan = made.carers
    with acting(cast.amina) as by:
        make_agreement(carol, by=by)
        journey = make_journey(by, made, carers=[carol])
        make_agreement(dan, said="refused", by=by)
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="hiding")
        restrict_member(dan, readers=[], because="The police asked for it.", by=by)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="planning")
        assert "not settled" in policies.may_add_session(by, journey).reason
