"""Any two versions are compared in words: new, changed, gone and why, answered."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safehome.plans import actions
from safehome.plans.models import Line, Version
from safehome.vault.keyring import open_family
from tests.factories.families import open_pack_version
from tests.factories.plans import ask_everybody, make_in_force, make_line, next_version, sections
from tests.plans.test_pages import text_of


@pytest.fixture(autouse=True)
def _pack(clean):
    open_pack_version()


@pytest.fixture
def three(cast, acting, made):
    """Three versions: SP9 gone in the second, SP4 by somebody else and a new line in the third."""
    with acting(cast.amina) as by:
        first = make_in_force(by, made)
        second = next_version(by, first, stage="interim")
        line = Line.objects.get(version=second, section="SP9")
        actions.remove_line(line, because="They sleep through now", by=by)
        ask_everybody(by, second, made)
        second = actions.put_in_force(second, sections=sections(), by=by)
        third = next_version(by, second, stage="interim")
        watched = Line.objects.get(version=third, section="SP4")
        actions.move_task(watched.hands.get(), to=made.children[0].pk, professional=False, by=by)
        make_line(by, third, "Football on Saturdays stays", section="SP14")
        return first, second, third


@pytest.mark.feature("PLN3", "NEW8")
def test_any_two_are_compared_in_words(cast, signed_in, made, three):
    first, _, third = three
    amina = signed_in(cast.amina)
    page = text_of(amina, "plans:compare-any", first.plan_id, old=first.pk, new=third.pk)
    assert "from version 1" in page
    assert "to version 3" in page
    assert "Football on Saturdays stays" in page
    assert "Who: was Carol, now Jay" in page
    assert "Because: They sleep through now" in page  # of a version between the two
    back = text_of(amina, "plans:compare-any", first.plan_id, old=third.pk, new=first.pk)
    assert "from version 1" in back
    last = text_of(amina, "plans:compare-any", first.plan_id)
    assert "from version 2" in last
    assert "They sleep through now" not in last


def test_a_draft_that_was_given_up_is_not_among_them(cast, acting, signed_in, made, three):
    first, _, third = three
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        actions.give_up_version(Version.objects.select_related("plan__family").get(pk=third.pk),
                                by=by)  # fmt: skip
    page = text_of(signed_in(cast.amina), "plans:compare-any", first.plan_id)
    assert "to version 2" in page
    assert "Version 3" not in page


def test_one_version_alone_is_compared_with_nothing(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        only = make_in_force(by, made)
    amina = signed_in(cast.amina)
    assert amina.get(reverse("plans:compare-any", args=[only.plan_id])).status_code == 404
