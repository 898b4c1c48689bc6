"""Safety plans on the home page, and on a family's first page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safehome.plans import actions
from safehome.plans.actions.living import BreachWords
from safehome.plans.models import Plan, Version
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import fill, make_in_force, make_plan


@pytest.fixture
def made(cast, acting, clean):
    open_pack_version()
    with acting(cast.amina) as by:
        return make_family(by, cast, name="Quill")


def page_of(client, address="/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.feature("PLN4")
def test_a_look_that_is_late_waits_on_home(cast, acting, signed_in, made, superuser):
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
    amina = signed_in(cast.amina)
    assert "the plan is to be looked at again" not in page_of(amina)
    superuser.execute(
        "UPDATE plans_plan SET look_on = %s WHERE id = %s",
        [timezone.localdate() - timedelta(days=3), version.plan_id],
    )
    assert "Quill: the plan is to be looked at again (home)" in page_of(amina)
    assert "Quill" not in page_of(signed_in(cast.noor))
    listed = page_of(amina, "/families/?show=plan-late")
    assert "Look overdue" in listed


@pytest.mark.feature("FID5")
def test_a_draft_waits_for_its_supervisor_until_it_is_answered(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        draft = fill(by, make_plan(by, made), made)
    assert "Quill: a plan waits for your approval (home)" in page_of(signed_in(cast.ben))
    assert "waits for your approval" not in page_of(signed_in(cast.amina))
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="test")
        version = Version.objects.select_related("plan__family").get(pk=draft.pk)
        actions.approve_version(version, approved=False, comment="Say who has the night", by=by)
    assert "waits for your approval" not in page_of(signed_in(cast.ben))


@pytest.mark.feature("NEW8")
def test_what_did_not_work_waits_for_its_answer(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
        plan = Plan.objects.select_related("family").get(pk=version.plan_id)
        words = BreachWords("near-miss", timezone.localdate(), "The secret door stood open")
        actions.tell_breach(plan, words=words, by=by)
    home = page_of(signed_in(cast.amina))
    assert "Quill: something did not work and is not answered yet" in home
    assert "secret door" not in home
    assert "not answered yet" not in page_of(signed_in(cast.mo))


def test_a_family_s_first_page_says_how_its_plans_stand(cast, acting, signed_in, made):
    first = reverse("workspace:family", args=[made.pk])
    assert "None yet." in page_of(signed_in(cast.amina), first)
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
    page = page_of(signed_in(cast.amina), first)
    assert "Looked at again by" in page
    there = reverse("plans:plan", args=[version.plan_id])
    assert there in page
    assert there not in page_of(signed_in(cast.mo), first)
