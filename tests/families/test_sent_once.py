"""Forms of a family sent twice, as without JavaScript: what they write is written once."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from safehome.families.models import (
    Family,
    FamilyMember,
    Household,
    Relationship,
    SafeContact,
)

FORMS = {
    "add-household": ({"name": "Gran’s"}, Household),
    "add-carer": ({"name": "Dean Marlow", "carer_kind": "birth", "language": "en"}, FamilyMember),
    "add-child": (
        {"name": "Tom Marlow", "language": "en", "here_because": "is_sibling"},
        FamilyMember,
    ),
    "add-adult": ({"name": "Uncle Bob", "language": "en"}, FamilyMember),
    "relate": ({"tie": "parent"}, Relationship),
}


def key_in(page: str) -> str:
    return re.search(r'name="key" value="([^"]+)"', page)[1]


def twice(client, address, typed):
    """The button pressed twice on one page."""
    page = client.get(address)
    assert page.status_code == 200, address
    sent = typed | {"key": key_in(page.content.decode())}
    return [client.post(address, sent) for _ in range(2)]


@pytest.mark.feature("FAM1")
@pytest.mark.parametrize("form", FORMS)
def test_it_works(cast, acting, signed_in, made, form):
    typed, model = FORMS[form]
    if form == "relate":
        typed = typed | {"one": str(made.carers[0].pk), "other": str(made.children[0].pk)}
    with acting(cast.amina):
        before = model.objects.count()
    first, second = twice(signed_in(cast.amina), reverse(f"families:{form}", args=[made.pk]), typed)
    with acting(cast.amina):
        assert model.objects.count() == before + 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"], "both lead to what was written"


@pytest.mark.feature("FAM1")
def test_a_family_is_opened_once(cast, acting, signed_in):
    typed = {"name": "Marlow", "carer_name": "Carol", "carer_kind": "birth",
             "team": str(cast.team.pk)}  # fmt: skip
    for answer in twice(signed_in(cast.amina), "/families/new/", typed):
        assert answer.status_code == 302
    with acting(cast.amina):
        assert Family.objects.count() == 1
        assert FamilyMember.objects.count() == 1


@pytest.mark.feature("FAM4")
def test_a_way_to_reach_somebody_is_agreed_once(cast, acting, signed_in, made):
    address = reverse("families:agree-safe-contact", args=[made.carers[0].pk])
    for answer in twice(signed_in(cast.amina), address, {"channel": "text", "seen": ""}):
        assert answer.status_code == 302
    with acting(cast.amina):
        assert SafeContact.objects.count() == 1


def test_another_page_is_another_form(cast, acting, signed_in, made):
    client, address = signed_in(cast.amina), reverse("families:add-household", args=[made.pk])
    for _ in range(2):
        client.post(
            address, {"name": "Gran’s", "key": key_in(client.get(address).content.decode())}
        )
    with acting(cast.amina):
        assert Household.objects.filter(family=made.family).count() >= 2
