"""How plans stand, in numbers: small ones are not said to whoever does not read the plans."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse
from django.utils import timezone

from safehome.plans.queries import plan_figures
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import make_in_force


@pytest.fixture
def some(cast, acting):
    """Six families; two of them with a plan for now."""
    open_pack_version()
    with acting(cast.amina) as by:
        families = [make_family(by, cast, name=f"Family {place}") for place in range(6)]
        for made in families[:2]:
            make_in_force(by, made)
    return families


def figures():
    return {one.team: one for one in plan_figures(today=timezone.localdate())}


@pytest.mark.feature("PLN5")
def test_whoever_reads_the_plans_is_told_every_number(cast, acting, some):
    with acting(cast.ben):
        one = figures()[cast.team.name]
        assert (one.families, one.agreed, one.for_now, one.overdue) == (6, 0, 2, 0)
        assert one.reads


@pytest.mark.feature("PLN5")
def test_a_manager_is_told_no_number_that_points_at_somebody(cast, acting, signed_in, some):
    with acting(cast.mo):
        one = figures()[cast.team.name]
        assert (one.families, one.for_now, one.reads) == (6, None, False)
    page = signed_in(cast.mo).get(reverse("plans:figures")).content.decode()
    assert "Too few to say" in page
    assert "/families/?show=" not in page


@pytest.mark.feature("PLN5")
def test_each_number_leads_to_its_list(cast, signed_in, some):
    ben = signed_in(cast.ben)
    page = ben.get(reverse("plans:figures")).content.decode()
    address = f"/families/?show=plan-for-now&amp;team={cast.team.pk}"
    assert address in page
    listed = ben.get(address.replace("&amp;", "&")).content.decode()
    assert listed.count("data-row-href") == 2
    assert ">For now<" in listed.replace("\n", "")


def test_another_team_and_organisation_are_not_counted(cast, acting, some):
    with acting(cast.sam):
        assert cast.team.name not in figures()
    with acting(cast.dev):
        assert all(one.families in (0, None) for one in figures().values())
    with acting(cast.amina):
        assert figures() == {}  # answers for no team


@pytest.mark.fault
def test_the_rows_behind_them_stay_closed_to_a_manager(cast, acting, some):
    with acting(cast.mo), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM plans_line")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM plans_review")
        assert cursor.fetchone() == (0,)
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("SET ROLE sh_owner")
