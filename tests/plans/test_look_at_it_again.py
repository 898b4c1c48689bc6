"""A plan is looked at again: on its day, when something happens; and kept, changed or closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.design.words import day
from safehome.families import actions as families
from safehome.plans import actions, queries, rules
from safehome.plans.actions.living import BreachWords, ReviewWords
from safehome.plans.models import Plan, Review, Version, Why
from safehome.vault.keyring import open_family
from tests.factories.families import open_pack_version
from tests.factories.plans import ask_everybody, make_in_force, next_version, sections
from tests.plans.test_pages import days, text_of


@pytest.fixture(autouse=True)
def _pack(clean):
    open_pack_version()


@pytest.fixture
def held(cast, acting, made):
    with acting(cast.amina) as by:
        return make_in_force(by, made)


def standing(by, version, *, ahead=0):
    today = timezone.localdate() + timedelta(days=ahead)
    (one,) = queries.standings_of(version.family_id, by.organisation_id, today=today)
    return one


def kept(today, **more):
    return {"worked": "Evenings", "children_say": "Both glad", "because": "It works",
            "outcome": "keep"} | days("held_on", today) | more  # fmt: skip


@pytest.mark.feature("PLN4")
def test_keeping_it_as_it_is_sets_the_day_of_the_next_look(cast, acting, signed_in, made, held):
    amina, today = signed_in(cast.amina), timezone.localdate()
    with acting(cast.amina) as by:
        assert standing(by, held, ahead=22).state == rules.State.UNDER_REVIEW
    answer = amina.post(reverse("plans:look-now", args=[held.plan_id]))
    refused = amina.post(answer.url, kept(today)).content.decode()
    assert "Choose the day of the next look, within 28 days." in refused
    later = today + timedelta(days=27)
    assert amina.post(answer.url, kept(today) | days("next_on", later)).status_code == 302
    with acting(cast.amina) as by:
        one = standing(by, held, ahead=22)
        assert (one.state, one.review_on) == (rules.State.FOR_NOW, later)
        assert standing(by, held, ahead=28).state == rules.State.UNDER_REVIEW
    with acting(cast.mo) as by:  # who reads no review sees how it stands all the same
        assert standing(by, held, ahead=22).state == rules.State.FOR_NOW


def test_the_next_version_has_a_day_of_its_own(cast, acting, made, held):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        today = timezone.localdate()
        plan = Plan.objects.select_related("family").get(pk=held.plan_id)
        review = actions.ask_review(plan, why="asked", note="", by=by)
        words = ReviewWords(today, "All", "", "Glad", "keep", "It works", today + timedelta(27))
        actions.hold_review(review, words=words, by=by)
        second = ask_everybody(by, next_version(by, held, stage="interim"), made)
        actions.put_in_force(second, sections=sections(), by=by)
        assert standing(by, held).review_on == Version.objects.get(pk=second.pk).review_on


def test_what_did_not_work_is_not_kept_as_it_is(cast, acting, made, held):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        today = timezone.localdate()
        plan = Plan.objects.select_related("family").get(pk=held.plan_id)
        actions.tell_breach(plan, words=BreachWords("near-miss", today, "The door"), by=by)
        words = ReviewWords(today, "All", "", "Glad", "keep", "Because", today + timedelta(20))
        with pytest.raises(PermissionDenied, match="not answered yet"):
            actions.hold_review(Review.objects.get(), words=words, by=by)


def test_a_decision_to_change_stands_until_another_version_holds(cast, acting, made, held):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        plan = Plan.objects.select_related("family").get(pk=held.plan_id)
        review = actions.ask_review(plan, why="move", note="", by=by)
        words = ReviewWords(timezone.localdate(), "All", "", "Glad", "step-up", "They moved")
        actions.hold_review(review, words=words, by=by)
        one = standing(by, held)
        assert (one.state, one.asked) == (rules.State.UNDER_REVIEW, None)
        assert one.decided.outcome == "step-up"
        second = ask_everybody(by, next_version(by, held, stage="interim"), made)
        actions.put_in_force(second, sections=sections(), by=by)
        assert standing(by, held).state == rules.State.FOR_NOW


@pytest.mark.feature("PLN4")
def test_somebody_new_at_home_forces_one(cast, acting, signed_in, made, held):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        home = families.add_household(made.family, name="Home", by=by)
        families.add_member(made.family, name="Lee", is_child=False, household=home, by=by)
        one = standing(by, held)
        assert one.events == (Why.JOINED,)
        assert one.state == rules.State.UNDER_REVIEW
    page = text_of(signed_in(cast.amina), "plans:plan", held.plan_id)
    assert "Somebody is new at home, so it is looked at again" in page
    assert "Look at it now" in page


@pytest.mark.feature("PLN4")
def test_the_family_s_story_tells_what_became_of_the_plan(cast, acting, signed_in, made, held):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        today = timezone.localdate()
        plan = Plan.objects.select_related("family").get(pk=held.plan_id)
        copy = actions.give_copy(
            held, kind="standard", for_role=False, how="in-person", given_on=today,
            expires_on=today + timedelta(days=30), member=made.carers[0].pk, by=by,
        )  # fmt: skip
        actions.withdraw_copy(copy, because="Lost on the bus", by=by)
        actions.tell_breach(plan, words=BreachWords("near-miss", today, "The door"), by=by)
        words = ReviewWords(today, "All", "", "Glad", "change", "They moved")
        actions.hold_review(Review.objects.get(), words=words, by=by)
    told = text_of(signed_in(cast.amina), "workspace:chronology", made.pk)
    for words in (
        "The plan for now was agreed: home", "A copy of the plan was given to Carol",
        "The copy of Carol was withdrawn", "Lost on the bus", "It nearly went wrong: home",
        "The plan was looked at again: home",
    ):  # fmt: skip
        assert words in told
    managers = text_of(signed_in(cast.mo), "workspace:chronology", made.pk)
    assert "The plan for now was agreed: home" in managers
    assert "It nearly went wrong" not in managers
    assert "Lost on the bus" not in managers


def test_the_plan_says_who_told_of_what_did_not_work_and_who_asked_a_child(
    cast, acting, signed_in, made, held
):
    """Workers read it; a copy, and the page that is turned to the family, do not have it."""
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        today = timezone.localdate()
        plan = Plan.objects.select_related("family").get(pk=held.plan_id)
        words = BreachWords("near-miss", today, "The door", told_by="Nan")
        actions.tell_breach(plan, words=words, by=by)
    amina = signed_in(cast.amina)
    assert "Told by: Nan" in amina.get(f"/plans/{held.plan_id}/").content.decode()
    version = reverse("plans:version", args=[held.pk])
    turned, workers = (
        amina.get(f"{version}{end}").content.decode() for end in ("", "?for=workers")
    )
    assert f"Asked: drawing or playing, on {day(today)}." in workers
    assert "Asked: " not in turned
