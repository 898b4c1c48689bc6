"""The child's own programme: how far it is, and when both sides meet; never what is said in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils import timezone

from safehome.network import actions
from safehome.network.forms import MilestoneForm, TherapyForm
from safehome.network.models import Milestone, Therapy
from safehome.network.rules import reviews_to_suggest
from safehome.vault.keyring import open_family
from tests.factories.families import make_family
from tests.factories.records import make_professional

GAP = "No therapeutic support is written for Jay"


@pytest.fixture
def page(cast, signed_in, made):
    client = signed_in(cast.amina)
    return lambda name: client.get(reverse(f"workspace:{name}", args=[made.pk])).content.decode()


@pytest.mark.feature("NEW15", "PRG2")
def test_its_status_is_written_and_the_newest_holds(cast, acting, signed_in, made, page):
    jay = made.children[0]
    with acting(cast.amina) as by:
        maya = make_professional(by, made, name="Maya Lind", role="therapist")
    address = reverse("network:write-therapy", args=[jay.pk])
    client = signed_in(cast.amina)
    today = timezone.localdate().isoformat()
    assert "there is no box for it" in client.get(address).content.decode()
    client.post(address, {"status": "sought", "since": today})
    client.post(address, {"status": "under-way", "since": today, "provider": "Harbour Young People",
                          "therapist": str(maya.pk)})  # fmt: skip

    said = page("contacts")
    assert "Under way" in said
    assert "Harbour Young People, Maya Lind" in said
    with acting(cast.amina):
        assert Therapy.objects.count() == 2


@pytest.mark.feature("PRG27", "NEW15")
def test_a_gap_shows_on_the_familys_page(cast, acting, signed_in, made, page):
    jay = made.children[0]
    assert GAP in page("family")
    address = reverse("network:write-therapy", args=[jay.pk])
    client = signed_in(cast.amina)
    none = {"status": "none", "since": timezone.localdate().isoformat()}
    assert "Write what is being done" in client.post(address, none).content.decode()
    client.post(address, none | {"way_to_one": "Asked the county on Monday; they answer in May."})
    assert GAP in page("family")
    assert "they answer in May" in page("contacts")

    client.post(address, none | {"status": "sought"})
    assert GAP not in page("family")


def test_there_is_no_gap_for_a_child_whom_it_is_not_for(cast, acting, signed_in):
    with acting(cast.amina) as by:
        other = make_family(by, cast, name="Otter", children=())
    page = signed_in(cast.amina).get(reverse("workspace:family", args=[other.pk]))
    assert "No therapeutic support" not in page.content.decode()


@pytest.mark.feature("NEW15")
def test_there_is_no_place_for_what_is_said_in_it():
    """Every box and every column is known here: one more has to be argued for."""
    boxes = set(TherapyForm.base_fields) | set(MilestoneForm.base_fields)
    assert boxes == {"status", "since", "provider", "therapist", "way_to_one", "sharing", "kind",
                     "planned_on", "happened_on"}  # fmt: skip
    words = {
        field.name
        for model in (Therapy, Milestone)
        for field in model._meta.fields
        if field.get_internal_type() in ("TextField", "BinaryField")
        and not isinstance(field, models.ForeignKey)
    }
    assert words == {"provider", "way_to_one", "sharing"}


@pytest.mark.feature("NEW15")
def test_joint_reviews_are_suggested_beside_sessions(cast, acting, signed_in, made, journey, page):
    jay = made.children[0]
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        actions.write_therapy(jay, status="under-way", since=timezone.localdate(),
                              provider="Harbour Young People", by=by)  # fmt: skip
    said = page("contacts")
    for number in (8, 12):
        assert f"eside session {number}" in said

    href = said.partition('Joint reviews to plan: <a class="govuk-link" href="')[2].partition('"')
    client = signed_in(cast.amina)
    shown = client.get(href[0]).content.decode()
    assert 'value="joint-review" checked' in shown
    on = href[0].rpartition("=")[2]
    client.post(href[0], {"kind": "joint-review", "planned_on": on})
    assert page("contacts").count("eside session") == said.count("eside session") - 1


@pytest.mark.feature("NEW15")
def test_a_step_happens_or_is_moved(cast, acting, signed_in, made, page):
    jay, today = made.children[0], timezone.localdate()
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        step = actions.plan_milestone(
            jay, kind="joint-review", planned_on=today - timedelta(days=3), by=by
        )
    assert "3 days late" in page("contacts")
    client = signed_in(cast.amina)
    address = reverse("network:settle-milestone", args=[step.pk])
    assert "Give the day on which it happened" in client.post(address, {}).content.decode()
    client.post(address, {"planned_on": (today + timedelta(days=1)).isoformat(), "seen": "1"})
    assert "planned: tomorrow" in page("contacts")
    late = client.post(address, {"happened_on": today.isoformat(), "seen": "1"}).content.decode()
    assert "Somebody else wrote of this step" in late
    assert "planned: tomorrow" in late
    assert "Joint review: " not in page("contacts"), "not over what changed meanwhile"
    client.post(address, {"happened_on": today.isoformat(), "seen": "2"})
    assert "Joint review: " in page("contacts")
    assert "own programme: Joint review" in page("chronology")
    assert client.get(address).status_code == 403


def test_refusals(cast, acting, made):
    carol, jay = made.carers[0], made.children[0]
    today = timezone.localdate()
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        for child, facts, said in (
            (carol, {"status": "planned", "since": today}, "is a child’s"),
            (jay, {"status": "none", "since": today}, "Write what is being done"),
            (jay, {"status": "ended", "since": today + timedelta(days=1)}, "has not come yet"),
        ):
            with pytest.raises(PermissionDenied, match=said):
                actions.write_therapy(child, by=by, **facts)
    with pytest.raises(PermissionDenied, match="Only those who work"), acting(cast.mo) as by:
        actions.plan_milestone(jay, kind="began", happened_on=today, by=by)


def test_reviews_near_enough_are_not_suggested_again():
    four, eight = date(2026, 6, 1), date(2026, 6, 29)
    days = {4: four, 8: eight, 12: date(2026, 7, 27)}

    assert [n for n, _ in reviews_to_suggest(days, [], today=four)] == [4, 8, 12]
    near = [four + timedelta(days=14)]
    assert [n for n, _ in reviews_to_suggest(days, near, today=four)] == [12]
