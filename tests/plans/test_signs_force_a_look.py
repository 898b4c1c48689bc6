"""A sign or a worry, wherever it is written, makes a family's plans due to be looked at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.entries import actions as entries
from safehome.families import actions as families
from safehome.families.models import FamilyMember
from safehome.journeys.actions.recording import Incomplete, sign_session
from safehome.journeys.models import Addition
from safehome.plans import actions, queries, rules
from safehome.plans.actions.living import ReviewWords
from safehome.plans.models import Plan, Sign, Why
from safehome.vault.keyring import open_family
from tests.factories.families import (
    make_family,
    make_journey,
    open_pack_version,
    sessions_of,
    sign_whole,
    whole_record,
)
from tests.factories.plans import make_in_force
from tests.plans.test_beyond_sight import restrict
from tests.plans.test_pages import text_of


@pytest.fixture
def made(cast, acting, clean):
    open_pack_version()
    with acting(cast.amina) as by:
        return make_family(by, cast, name="Quill")


@pytest.fixture
def held(cast, acting, made):
    with acting(cast.amina) as by:
        return make_in_force(by, made)


def standing(by, version):
    found = queries.standings_of(version.family_id, by.organisation_id, today=timezone.localdate())
    return next(one for one in found if one.plan.pk == version.plan_id)


def look_at(version, by):
    """A review that keeps the plan as it is."""
    today = timezone.localdate()
    plan = Plan.objects.select_related("family").get(pk=version.plan_id)
    review = actions.ask_review(plan, why=Why.SIGN, note="", by=by)
    words = ReviewWords(today, "All", "", "Glad", "keep", "It holds", today + timedelta(20))
    return actions.hold_review(review, words=words, by=by)


@pytest.mark.feature("PLN4")
@pytest.mark.parametrize("colour", ["amber", "red"])
def test_a_sign_in_a_session_s_record_forces_one(cast, acting, signed_in, made, held, colour):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        session = sessions_of(make_journey(by, made, planned=False))[0]
        sign_whole(session, by=by, worries="Jay sat outside his sister’s door", sign=colour)
        one = standing(by, held)
        assert (one.state, one.events) == (rules.State.UNDER_REVIEW, (Why.SIGN,))
    amina = signed_in(cast.amina)
    page = text_of(amina, "plans:plan", held.plan_id)
    assert "An amber or red sign, so it is looked at again" in page
    assert "sister’s door" not in page
    # The same day on home, in the list of families and in the figures of those who answer for it.
    assert "Quill: the plan is to be looked at again (home)" in amina.get("/").content.decode()
    assert "To be looked at" in amina.get("/families/").content.decode()
    with acting(cast.mo):
        (team,) = queries.plan_figures(today=timezone.localdate())
        assert team.for_now in (None, 0)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        look_at(held, by)
        assert standing(by, held).events == ()
    with acting(cast.mo) as by:  # who reads no review is not told that it waits still
        assert standing(by, held).state == rules.State.FOR_NOW
    assert "the plan is to be looked at again" not in amina.get("/").content.decode()


def test_a_worry_says_whether_a_child_s_safety_is_in_it(cast, acting, made, held):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        session = sessions_of(make_journey(by, made, planned=False))[0]
        for fields in ({"worries": "The rent"}, {"sign": "red"}):
            with pytest.raises(Incomplete):
                sign_session(session, record=whole_record(session, **fields), seen=1, by=by)
        sign_whole(session, by=by, worries="The rent", sign="none")
        assert standing(by, held).events == ()
        assert not Sign.objects.exists()


@pytest.mark.feature("PLN4")
@pytest.mark.parametrize(("colour", "forces"), [
    ("red", True), ("amber", True), ("none", False), ("", False),
])  # fmt: skip
def test_a_sign_remembered_later_forces_one(
    cast, acting, signed_in, made, held, colour, forces
):  # fmt: skip
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        session = sessions_of(make_journey(by, made, planned=False))[0]
        sign_whole(session, by=by)
    amina = signed_in(cast.amina)
    answer = amina.post(
        reverse("journeys:add-to-session", args=[session.pk]),
        {"text": "Jay sat outside his sister’s door", "sign": colour},
    )
    assert answer.status_code == 302
    page = text_of(amina, "journeys:session", session.pk)
    assert "Jay sat outside" in page
    assert ("safety plans are looked at for it" in page) is forces
    with acting(cast.amina) as by:
        assert standing(by, held).events == ((Why.SIGN,) if forces else ())


def test_a_sign_that_there_is_not_is_refused_and_the_words_stay(
    cast, acting, signed_in, made, held
):  # fmt: skip
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        session = sessions_of(make_journey(by, made, planned=False))[0]
        sign_whole(session, by=by)
    answer = signed_in(cast.amina).post(
        reverse("journeys:add-to-session", args=[session.pk]),
        {"text": "Something remembered", "sign": "purple"},
    )
    assert answer.status_code == 200
    assert "Something remembered" in answer.text
    with acting(cast.amina):
        assert not Addition.objects.exists()


@pytest.mark.parametrize(("kind", "forces"), [
    ("coercion", True), ("whereabouts", True), ("order", True), ("other", True),
    ("visiting", False), ("health", False), ("media", False),
])  # fmt: skip
def test_a_warning_that_bears_on_children_forces_one(cast, acting, made, held, kind, forces):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        in_a_week = timezone.localdate() + timedelta(days=7)
        flag = entries.raise_flag(
            made.family, kind=kind, words="Said quietly", review_on=in_a_week, by=by
        )
        assert bool(standing(by, held).events) is forces
        entries.end_flag(flag, because="It was a mistake", by=by)
        assert bool(standing(by, held).events) is forces  # only a look answers it
        look_at(held, by)
        assert standing(by, held).events == ()


@pytest.mark.feature("PLN4")
def test_whoever_moves_or_leaves_forces_one(cast, acting, made, held):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        jay = FamilyMember.objects.get(pk=made.children[0].pk)
        families.correct_member(jay, seen=1, by=by, language="cy")
        assert standing(by, held).events == ()
        home = families.add_household(made.family, name="Dad’s", by=by)
        families.correct_member(jay, seen=2, by=by, household=home)
        assert standing(by, held).events == (Why.MOVE,)
        look_at(held, by)
        dan = FamilyMember.objects.get(pk=made.carers[0].pk)
        families.leave_family(dan, on=timezone.localdate(), because="Gone", seen=1, by=by)
        assert standing(by, held).events == (Why.MOVE,)


def test_a_sign_is_noted_by_those_who_write_and_reaches_no_other_family(cast, acting, made, held):
    with acting(cast.amina) as by:
        other = make_family(by, cast, name="Pell")
        theirs = make_in_force(by, other)
        actions.note_sign(made.family, why=Why.CONCERN, by=by)
        assert standing(by, held).events == (Why.CONCERN,)
        assert standing(by, theirs).events == ()
    with acting(cast.mo) as by, pytest.raises(PermissionDenied):
        actions.note_sign(made.family, why=Why.CONCERN, by=by)
    with acting(cast.dev):
        assert not Sign.objects.exists()


def test_a_warning_about_somebody_unknown_tells_nothing_of_them(cast, acting, made, held):
    restrict(cast, acting, made, cast.priya)
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="test")
        in_a_week = timezone.localdate() + timedelta(days=7)
        entries.raise_flag(
            made.family, kind="order", words="Canary", review_on=in_a_week, by=by,
            about=made.children[1],
        )  # fmt: skip
        assert standing(by, held).events == (Why.CONCERN,)
    with acting(cast.amina) as by:
        assert standing(by, held).events == ()
