"""Opening a family: a record with a key of its own, in the hands of whoever opened it."""

import pytest

from safehome.families import actions
from safehome.families.models import Family, FamilyMember
from safehome.vault.keyring import StillSealed, open_family


@pytest.fixture
def family(cast, acting):
    with acting(cast.amina) as by:
        family = actions.open_family(name="Marlow", team=cast.team.pk, by=by)
        actions.add_member(family, name="Carol Marlow", is_child=False, carer_kind="birth", by=by)
    return family


@pytest.mark.feature("FAM1", "SEC7")
def test_it_works(cast, acting, family):
    with acting(cast.amina):
        seen = Family.objects.get()
        open_family(seen.pk, purpose="reading")
        assert seen.name == "Marlow"
        assert [member.name for member in FamilyMember.objects.all()] == ["Carol Marlow"]


def test_it_stays_sealed_until_it_is_opened(cast, acting, family):
    with acting(cast.amina), pytest.raises(StillSealed):
        Family.objects.get().name  # noqa: B018


def test_another_organisation_sees_nothing(cast, acting, family):
    with acting(cast.dev):
        assert not Family.objects.exists()
        assert not FamilyMember.objects.exists()
