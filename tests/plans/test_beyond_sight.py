"""A plan is whole only with what its writer may not see; and nobody is named by that."""

from __future__ import annotations

import pytest
from django.utils import timezone

from safehome.families import actions as families
from safehome.families.models import FamilyMember
from safehome.plans import actions, queries, rules
from safehome.plans.actions.agreeing import NotYet
from safehome.vault.keyring import open_family
from tests.factories.plans import fill, make_line, make_plan, sections


def restrict(cast, acting, made, *readers):
    """Of Mina only Priya, and these, may know."""
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="test")
        mina = FamilyMember.objects.select_related("family").get(pk=made.children[1].pk)
        families.restrict_member(
            mina, readers=[one.pk for one in readers], because="Safety.", by=by
        )


def missing(version):
    found = queries.what_is_missing(
        queries.read(version), sections(), today=timezone.localdate()
    )  # fmt: skip
    return [one.message for one in found]


@pytest.mark.feature("FAM9")
def test_whoever_may_not_know_a_child_is_told_that_a_line_is_needed(cast, acting, made):
    restrict(cast, acting, made, cast.ben)
    seen = type(made)(made.family, made.carers, made.children[:1])
    with acting(cast.amina) as by:
        version = fill(by, make_plan(by, made, stage="interim"), seen)
        version = queries.version_for(by, version.pk, purpose="test")
        assert missing(version) == [rules.ANOTHERS]
        assert "Mina" not in rules.ANOTHERS
        with pytest.raises(NotYet, match="somebody else has to write"):
            actions.put_in_force(version, sections=sections(), by=by)
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="test")
        version = queries.version_for(by, version.pk, purpose="test")
        assert "No line is for Mina yet" in missing(version)
        make_line(by, version, "Mina sleeps at her aunt’s", children=made.children[1:])
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        version = queries.version_for(by, version.pk, purpose="test")
        assert missing(version) == []


def test_a_section_with_a_hidden_line_is_not_said_to_lack_one(cast, acting, made):
    with acting(cast.ben) as by:
        version = make_plan(by, made, stage="interim")
        make_line(by, version, "For Mina alone", section="SP4", children=made.children[1:],
                  hands={made.carers[0].pk: []})  # fmt: skip
    restrict(cast, acting, made, cast.ben)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        said = missing(queries.version_for(by, version.pk, purpose="test"))
    assert rules.ANOTHERS not in said, "she has one"
    assert not any("SP4" in one or sections()["SP4"] in one for one in said)
