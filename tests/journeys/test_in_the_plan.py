"""A session builds up the family's plan: what stands there is beside it, with a way to write."""

import pytest
from django.urls import reverse

from safehome.plans.models import Plan, Version
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey, sessions_of, whole_open_pack
from tests.factories.plans import make_in_force, make_line, make_plan, next_version
from tests.workspace.test_statements import statements


@pytest.fixture
def waiting(cast, acting):
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        return made, sessions_of(make_journey(by, made, planned=False))


def pages(client, session):
    for name in ("prepare-session", "record-session"):
        page = client.get(reverse(f"journeys:{name}", args=[session.pk])).content.decode()
        start = page.index("In the plan today")
        yield page[start : page.index("</aside>", start) if "</aside>" in page[start:] else None]


def codes_of(number):
    steps = whole_open_pack()[0].session(number).components
    return {code for step in steps for code in step.plan_sections}


@pytest.mark.feature("PRG12", "SES1")
def test_what_stands_there_today_and_where_to_write(cast, acting, signed_in, waiting):
    made, sessions = waiting
    with acting(cast.amina) as by:
        version = make_plan(by, made, stage="interim")
        for place in range(5):
            make_line(by, version, f"Grown-up number {place} knows", section="SP2")
        make_line(by, version, "Something for another day", section="SP15")
    assert {"SP2", "SP12"} <= codes_of(1)
    assert "SP15" not in codes_of(1)

    write = reverse("plans:write", args=[version.pk])
    for page in pages(signed_in(cast.amina), sessions[0]):
        assert "Grown-up number 2 knows" in page
        assert "Grown-up number 3 knows" not in page
        assert "and 2 lines more" in page
        assert "Something for another day" not in page
        assert "No line yet" in page
        assert f"{write}?section=SP12" in page


def test_of_what_holds_while_nothing_is_being_written(cast, acting, signed_in, waiting):
    made, sessions = waiting
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
    for page in pages(signed_in(cast.amina), sessions[0]):
        assert "We do what SP2 asks" in page
        assert "section=" not in page
        assert reverse("plans:plan", args=[version.plan_id]) in page

    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        draft = next_version(by, version)
    for page in pages(signed_in(cast.amina), sessions[0]):
        assert reverse("plans:write", args=[draft.pk]) in page


def test_without_a_plan_it_leads_to_beginning_one(cast, acting, signed_in, waiting):
    made, sessions = waiting
    with acting(cast.amina) as by:
        make_in_force(by, made, setting="school")
    for page in pages(signed_in(cast.amina), sessions[0]):
        assert reverse("workspace:plans", args=[made.pk]) in page
        assert "We do what" not in page


def test_it_costs_no_statement_more(cast, acting, signed_in, waiting):
    made, sessions = waiting
    client = signed_in(cast.amina)
    there = [
        reverse(f"journeys:{name}", args=[sessions[0].pk])
        for name in ("prepare-session", "record-session")
    ]
    before = [len(statements(client, one)) for one in there]
    with acting(cast.amina) as by:
        make_in_force(by, made)
        make_in_force(by, made)
        assert Plan.objects.count() == Version.objects.count() == 2
    assert [len(statements(client, one)) for one in there] == before
