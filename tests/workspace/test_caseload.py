"""The caseload: tabs, filters, sorting, pages and counts that agree; and finding a family."""

from datetime import timedelta

import pytest
from django.utils import timezone

from safehome.journeys.models import Session
from safehome.workspace.queries import caseload as cases
from tests.factories.families import make_family, make_journey


@pytest.fixture
def four(cast, acting):
    """Marlow next week, Okafor late, Price not begun; and Noor's Byrne, late by more."""
    now = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    with acting(cast.amina) as by:
        begin(by, make_family(by, cast, name="Marlow"), now + timedelta(days=6))
        okafor = make_family(by, cast, name="Okafor", carers=("Ada", "Bola"))
        begin(by, okafor, now - timedelta(days=14))
        make_family(by, cast, name="Price")
    with acting(cast.noor) as by:
        begin(by, make_family(by, cast, name="Byrne"), now - timedelta(days=35))


def begin(by, made, at):
    """A journey whose first session is at this very moment, whatever day of the week it is."""
    journey = make_journey(by, made, first_session_at=at)
    Session.objects.filter(journey=journey, number=1).update(planned_for=at)


def names(page):
    said = page.content.decode()
    return sorted(
        (name for name in ("Marlow", "Okafor", "Price", "Byrne") if f">{name}</a>" in said),
        key=lambda name: said.index(f">{name}</a>"),
    )


@pytest.mark.feature("FAM1")
def test_it_works(cast, signed_in, four):
    page = signed_in(cast.amina).get("/families/")

    assert names(page) == ["Okafor", "Marlow", "Price"], "late first, not begun last"
    said = page.content.decode()
    assert "Ada, Bola" in said
    assert "14 days late" in said
    assert "Session 1 of 13" in said


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tab=journey", {"Okafor", "Marlow", "Byrne"}),
        ("tab=waiting", {"Price"}),
        ("tab=ended", set()),
        ("show=late", {"Okafor", "Byrne"}),
        ("show=mine", set()),
        ("show=nobody", set()),
        ("show=late&show=nobody", set()),
        ("sort=lead", {"Okafor", "Marlow", "Price", "Byrne"}),
        ("sort=progress&tab=all", {"Okafor", "Marlow", "Price", "Byrne"}),
        ("tab=x'--&show=';&sort=1;&page=²", {"Okafor", "Marlow", "Price", "Byrne"}),
        ("page=-3", {"Okafor", "Marlow", "Price", "Byrne"}),
        ("page=99", set()),
    ],
)
def test_tabs_and_filters(cast, signed_in, four, asked, found):
    page = signed_in(cast.ben).get(f"/families/?{asked}")

    assert page.status_code == 200
    assert set(names(page)) == found


def test_mine_is_what_is_assigned_to_me(cast, signed_in, four):
    assert len(names(signed_in(cast.amina).get("/families/?show=mine"))) == 3


def test_pages_hold_so_many_and_lead_to_one_another(cast, signed_in, four, monkeypatch):
    monkeypatch.setattr(cases, "A_PAGE", 2)
    client = signed_in(cast.amina)
    first, second = client.get("/families/"), client.get("/families/?page=2")

    assert names(first) + names(second) == ["Okafor", "Marlow", "Price"]
    assert 'href="/families/?page=2"' in first.content.decode()
    assert 'rel="prev"' in second.content.decode()


def test_each_sees_their_own(cast, signed_in, four):
    assert names(signed_in(cast.noor).get("/families/")) == ["Byrne"]
    assert names(signed_in(cast.sam).get("/families/")) == []
    assert names(signed_in(cast.dev).get("/families/")) == []
    assert len(names(signed_in(cast.priya).get("/families/"))) == 4


@pytest.mark.parametrize(
    ("words", "found"),
    [("okaf", ["Okafor"]), ("BOLA", ["Okafor"]), ("jay mar", ["Marlow"]), ("arlow", []),
     ("%", []), ("", []), ("byrne", [])],
)  # fmt: skip
def test_finding_by_name(cast, signed_in, four, words, found):
    page = signed_in(cast.amina).get("/families/search/", {"q": words})

    assert page.status_code == 200
    assert names(page) == found


def test_finding_by_reference_however_it_is_typed(cast, acting, signed_in):
    with acting(cast.amina) as by:
        reference = make_family(by, cast).family.reference
    client = signed_in(cast.amina)

    for typed in (reference, reference.lower(), reference.replace("-", "")):
        assert names(client.get("/families/search/", {"q": typed})) == ["Marlow"]
