"""Correcting what is written of somebody: no writer ever overwrites another unseen."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from safehome.families import actions
from safehome.families.models import FamilyMember, SafeContact
from safehome.vault.keyring import open_family

CAROL = {"name": "Carol Marlow", "carer_kind": "birth", "language": "en"}


@pytest.fixture
def carol(made):
    return made.carers[0]


@pytest.mark.feature("FAM11")
def test_it_works(cast, signed_in, carol):
    page = signed_in(cast.amina).post(
        reverse("families:correct-member", args=[carol.pk]),
        {**CAROL, "seen": "1", "needs": ["large-print"], "language": "ur"},
        follow=True,
    )

    assert "Urdu, Large print" in page.content.decode()


def test_somebody_else_wrote_meanwhile_and_both_are_shown(cast, acting, signed_in, carol):
    address = reverse("families:correct-member", args=[carol.pk])
    signed_in(cast.priya).post(address, {**CAROL, "seen": "1", "phone": "01632 960 001"})

    page = signed_in(cast.amina).post(address, {**CAROL, "seen": "1", "phone": "01632 960 002"})

    said = page.content.decode()
    assert "Somebody else corrected this" in said
    assert "01632 960 001" in said
    assert "01632 960 002" in said
    assert 'name="seen" value="2"' in said
    with acting(cast.amina):
        open_family(carol.family_id, purpose="test")
        assert FamilyMember.objects.get(pk=carol.pk).phone == "01632 960 001"

    signed_in(cast.amina).post(address, {**CAROL, "seen": "2", "phone": "01632 960 002"})
    with acting(cast.amina):
        open_family(carol.family_id, purpose="test")
        assert FamilyMember.objects.get(pk=carol.pk).phone == "01632 960 002"


@pytest.mark.parametrize("seen", ["", "-1", "²", "99999999999", "1; DROP"])
def test_nonsense_for_a_version_changes_nothing(cast, acting, signed_in, carol, seen):
    page = signed_in(cast.amina).post(
        reverse("families:correct-member", args=[carol.pk]),
        {**CAROL, "name": "Changed", "seen": seen},
    )

    assert page.status_code == 200
    with acting(cast.amina):
        assert FamilyMember.objects.get(pk=carol.pk).version == 1


def test_the_one_who_keeps_records_does_not_rewrite_them(cast, acting, signed_in, carol):
    address = reverse("families:correct-member", args=[carol.pk])
    assert signed_in(cast.rita).post(address, {**CAROL, "seen": "1"}).status_code == 403

    with acting(cast.rita) as by, pytest.raises(PermissionDenied, match="work with the family"):
        actions.correct_member(FamilyMember.objects.get(pk=carol.pk), seen=1, by=by)


@pytest.mark.feature("FAM4")
def test_how_to_reach_somebody_is_agreed_and_the_old_rule_kept(cast, acting, signed_in, carol):
    client = signed_in(cast.amina)
    address = reverse("families:agree-safe-contact", args=[carol.pk])
    client.post(address, {"channel": "phone", "hours": "after 10"})
    with acting(cast.amina):
        seen = str(SafeContact.objects.get().pk)  # the rule that the page shows by now
    page = client.post(
        address, {"channel": "text", "must_not_know": "her sister", "seen": seen}, follow=True
    )

    assert "Carol: text message; must not know: her sister" in page.content.decode()
    banner = client.get(reverse("workspace:family", args=[carol.family_id])).content.decode()
    assert "must not know: her sister" in banner
    with acting(cast.amina):
        assert SafeContact.objects.count() == 2
