"""Agreements on the home page: what ends soon, was taken back or is answered differently."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from safehome.agreements.actions import resolve_conflict, take_back
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement, make_family

TODAY = timezone.localdate()


def said(signed_in, person) -> str:
    page = signed_in(person).get("/").text
    _, _, rest = page.partition(">Agreements</h2>")
    return rest.partition("</section>")[0]


@pytest.fixture
def made(cast, acting):
    with acting(cast.amina) as by:
        return make_family(by, cast, carers=("Carol", "Dan"))


@pytest.mark.feature("REF8", "REF10")
@pytest.mark.parametrize(
    ("days", "words"),
    [(29, "Carol’s agreement runs out"), (-9, "Carol’s agreement ran out"), (60, ""), (-60, "")],
)
def test_what_ends_within_a_month(cast, acting, signed_in, made, days, words):
    with acting(cast.amina) as by:
        make_agreement(made.carers[0], on=TODAY - timedelta(days=90),
                       until=TODAY + timedelta(days=days), by=by)  # fmt: skip
    there = said(signed_in, cast.amina)
    assert words in there if words else there == ""
    if words:
        assert reverse("workspace:agreements", args=[made.pk]) in there


def test_what_was_renewed_does_not_stand_there(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        for days in (9, 300):
            make_agreement(made.carers[0], on=TODAY, until=TODAY + timedelta(days=days), by=by)
    assert said(signed_in, cast.amina) == ""


def test_what_was_taken_back(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        for carer in made.carers:
            make_agreement(carer, purpose="research", by=by)
        open_family(made.pk, purpose="taking back")
        take_back(made.carers[1], purpose="research", on=TODAY, by=by)
    assert "Dan took back use of answers for research" in said(signed_in, cast.amina)


@pytest.mark.feature("REF9")
def test_a_conflict_stands_there_for_who_decides_until_it_is_decided(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="taking back")
        take_back(made.carers[1], purpose="taking-part", on=TODAY - timedelta(days=80), by=by)
    for who in (cast.amina, cast.ben, cast.mo):
        assert "the carers answer differently, taking part. Dan says no" in said(signed_in, who)
    for who in (cast.noor, cast.sam, cast.dev):
        assert said(signed_in, who) == ""
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="deciding")
        resolve_conflict(made.family, purpose="taking-part", decided="Go on.", goes_on=True, by=by)
    assert said(signed_in, cast.ben) == ""


def test_one_statement_however_many(cast, acting, signed_in, made):
    browser = signed_in(cast.amina)
    with acting(cast.amina) as by:
        make_agreement(made.carers[0], on=TODAY, until=TODAY + timedelta(days=9), by=by)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            assert "runs out" in browser.get("/").text
        counts.append(len(caught))
        with acting(cast.amina) as by:
            for place in range(3):
                other = make_family(by, cast, name=f"Family {place}")
                make_agreement(other.carers[0], on=TODAY, until=TODAY + timedelta(days=9), by=by)
    assert counts[0] == counts[1], counts


@pytest.mark.parametrize("page", ["workspace:family", "workspace:people", "journeys:start-journey"])
def test_the_banner_says_when_taking_part_does_not_hold(cast, acting, signed_in, page):
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Dan"), agreed=False)
    browser = signed_in(cast.amina)
    there = reverse(page, args=[made.pk])
    assert "Taking part: not asked yet" in browser.get(there).text
    with acting(cast.amina) as by:
        make_agreement(made.carers[0], by=by)
    assert "Dan, taking part: not asked yet" in browser.get(there).text
    with acting(cast.amina) as by:
        make_agreement(made.carers[1], said="refused", by=by)
    text = browser.get(there).text
    assert "Dan, taking part: did not agree" in text
    assert "Carers answer differently" in text
