"""What a referral says speaks of everybody; and a conflict of interest outlives the referral."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from safehome.families import actions as families
from safehome.families.models import Block, Family, FamilyMember
from safehome.families.queries import family_for
from safehome.referrals import actions
from safehome.referrals.models import Referral, ReferralText, Suitability
from safehome.referrals.opening import opening_of
from safehome.referrals.queries.arrivals import body_of, referral_for
from safehome.vault.keyring import open_family
from tests.factories.families import make_family
from tests.factories.referrals import make_referral, make_suitable, make_waiting


@pytest.fixture
def waiting(cast, acting) -> Family:
    with acting(cast.priya) as by:
        return make_waiting(by, cast.team.pk)


def restrict(cast, acting, family, name, *readers):
    """Only these, and Priya, may know of a member of this name."""
    with acting(cast.priya) as by:
        open_family(family.pk, purpose="test")
        members = FamilyMember.objects.select_related("family").filter(family_id=family.pk)
        member = next(one for one in members if one.name.startswith(name))
        families.restrict_member(
            member, readers=[one.pk for one in readers], because="Safety.", by=by
        )


@pytest.mark.feature("FAM9")
def test_fact_and_date_stay_and_the_words_do_not(cast, acting, signed_in, waiting):
    with acting(cast.priya):
        referral = Referral.objects.get()
    there = f"/referrals/{referral.pk}/"
    assert "Mina Marlow" in signed_in(cast.ben).get(there).text
    restrict(cast, acting, waiting, "Mina", cast.ben)

    sees, not_told = signed_in(cast.ben), signed_in(cast.mo)
    assert "Mina Marlow" in sees.get(there).text
    page = not_told.get(there).text
    assert referral.reference in page
    assert "Handed in" in page
    for name in ("Mina", "Marlow", "Wren Social", "Northtown"):
        assert name not in page
    assert not_told.get(f"{there}letter/").status_code == 404
    assert not_told.get(f"{there}letter/paper/").status_code == 404


def test_the_database_itself_hides_the_words(cast, acting, waiting, superuser):
    restrict(cast, acting, waiting, "Mina")
    with acting(cast.ben):
        assert Referral.objects.count() == 1
        assert not ReferralText.objects.exists()
        assert not Suitability.objects.exists(), "what was decided may name them, too"
    superuser.execute("ALTER POLICY untold ON referrals_referraltext TO sh_office")
    try:
        with acting(cast.ben):
            assert ReferralText.objects.count() == 1
    finally:
        superuser.execute("ALTER POLICY untold ON referrals_referraltext TO sh_staff")


def test_somebody_of_another_record_of_the_family_counts(cast, acting, waiting):
    """Two records of one family: its referral may speak of whoever is hidden in the other."""
    with acting(cast.priya) as by:
        other = make_family(by, cast, name="Fisher", children=("Oscar",)).family
        kept, folded = (family_for(by, one.pk, purpose="test") for one in (waiting, other))
        families.merge_families(kept, folded, because="The same children.", by=by)
    restrict(cast, acting, other, "Oscar")
    with acting(cast.ben):
        assert not ReferralText.objects.exists()
    with acting(cast.priya):
        assert ReferralText.objects.exists()


def kept_out_of(cast, acting, person) -> list[Family]:
    with acting(person):
        return list(Family.objects.all())


@pytest.fixture
def set_aside(cast, acting):
    """A referral from which Sam, and Mo, stepped aside."""
    with acting(cast.priya) as by:
        referral = make_referral(by)
        make_suitable(referral, by=by)
        for one in (cast.mo, cast.rita):
            actions.step_aside(referral, whom=one.pk, because="related", by=by)
        return referral.pk


def test_opening_its_family_keeps_them_out_of_it(cast, acting, set_aside, events):
    with acting(cast.ben) as by:  # who may not place a block
        referral = referral_for(by, set_aside, purpose="test")
        actions.open_family_from(
            referral, opening_of(body_of(referral)), team=cast.team.pk, level="in-turn",
            because="In turn", interim_plan="none", interim_words="",
            next_on=timezone.localdate() + timedelta(days=7), by=by,
        )  # fmt: skip
    for one in (cast.mo, cast.rita):
        assert kept_out_of(cast, acting, one) == []
    assert len(kept_out_of(cast, acting, cast.priya)) == 1
    assert events().count("family.somebody-blocked") == 2


def test_joining_a_family_keeps_them_out_of_each_of_its_records(cast, acting, set_aside):
    with acting(cast.priya) as by:
        kept, folded = (
            family_for(by, make_family(by, cast, name=name).pk, purpose="test")
            for name in ("Marlow", "Fisher")
        )
        families.merge_families(kept, folded, because="The same.", by=by)
        referral = referral_for(by, set_aside, purpose="test")
        actions.join_family(referral, folded, looked_through=2, because="The same.", by=by)
    assert kept_out_of(cast, acting, cast.mo) == []
    assert len(kept_out_of(cast, acting, cast.priya)) == 2


def test_stepping_aside_later_does_too_and_is_not_undone_by_oneself(
    cast, acting, waiting, signed_in
):
    with acting(cast.priya):
        referral = Referral.objects.get()
    signed_in(cast.mo).post(
        f"/referrals/{referral.pk}/step-aside/", {"whom": str(cast.mo.pk), "because": "related"}
    )
    assert kept_out_of(cast, acting, cast.mo) == []
    with acting(cast.priya):
        block = Block.objects.get()
    assert signed_in(cast.mo).post(f"/families/blocks/{block.pk}/lift/").status_code == 404
