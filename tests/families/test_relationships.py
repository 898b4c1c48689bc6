"""A sentence that has ended is kept with its end; one written by mistake is no longer shown."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from safehome.families import actions
from safehome.families.models import Relationship
from safehome.vault.keyring import open_family


@pytest.fixture
def tie(cast, acting, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        return actions.relate(made.carers[0], "parent", made.children[0], by=by, since="2013")


def people(made):
    return reverse("workspace:people", args=[made.pk])


@pytest.mark.feature("FAM2")
def test_it_ends(cast, signed_in, made, tie, events):
    client = signed_in(cast.amina)
    page = client.post(
        reverse("families:end-relationship", args=[tie.pk]), {"until": "2024"}, follow=True
    ).content.decode()

    assert "Carol is a parent of Jay, since 2013, until 2024" in page
    assert "relationship.ended" in events()


def test_it_is_taken_back_and_kept(cast, acting, signed_in, made, tie):
    client = signed_in(cast.amina)
    client.post(reverse("families:withdraw-relationship", args=[tie.pk]))

    assert "Carol is a parent of Jay" not in client.get(people(made)).content.decode()
    with acting(cast.amina):
        assert Relationship.objects.get(pk=tie.pk).withdrawn_by_id == cast.amina.pk


def test_it_cannot_have_ended_before_it_began(cast, acting, made, tie):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="began in 2013"):
        actions.end_relationship(tie, until="2012", by=by)


def test_a_day_that_is_none_is_refused_with_what_to_do(cast, signed_in, tie):
    page = signed_in(cast.amina).post(
        reverse("families:end-relationship", args=[tie.pk]), {"until": "last year"}
    )

    assert "Write a year such as 2012, or a date such as 2012-06-01" in page.content.decode()


@pytest.mark.parametrize("act", ["end-relationship", "withdraw-relationship"])
def test_nobody_else_finds_it(cast, signed_in, tie, act):
    address = reverse(f"families:{act}", args=[tie.pk])
    assert signed_in(cast.dev).get(address).status_code == 404
    assert signed_in(cast.noor).get(address).status_code == 404
