"""Opening a family's record on screen, and adding who is in it and where they live."""

import pytest
from django.urls import reverse

from safehome.families.models import Family, FamilyMember, Household, Relationship
from safehome.vault.keyring import open_family

NEW = {"name": "Marlow", "carer_name": "Carol Marlow", "carer_kind": "birth"}


@pytest.mark.feature("FAM1")
def test_it_works(cast, acting, signed_in, events):
    page = signed_in(cast.amina).post(
        "/families/new/", {**NEW, "team": str(cast.team.pk)}, follow=True
    )

    assert page.status_code == 200
    said = page.content.decode()
    assert "The record of Marlow is open" in said
    assert "Carol Marlow" in said
    assert {"family.began", "family.assigned", "member.added"} <= set(events())


def test_what_is_missing_is_said(cast, acting, signed_in):
    page = signed_in(cast.amina).post("/families/new/", {})

    assert "Write a name for the family" in page.content.decode()
    with acting(cast.amina):
        assert not Family.objects.exists()


def test_a_team_of_another_organisation_is_refused(cast, acting, signed_in):
    signed_in(cast.amina).post("/families/new/", {**NEW, "team": str(cast.meadow_team.pk)})

    with acting(cast.amina):
        assert not Family.objects.exists()


def test_a_manager_opens_a_record_that_waits(cast, acting, signed_in):
    page = signed_in(cast.mo).post(
        "/families/new/", {"name": "Okafor", "team": str(cast.team.pk)}, follow=True
    )

    assert "Nobody yet." in page.content.decode()


@pytest.mark.parametrize("who", ["rita", "ada"])
def test_others_open_none(cast, signed_in, who):
    assert signed_in(getattr(cast, who)).get("/families/new/").status_code == 403


@pytest.mark.feature("FAM1")
def test_a_child_may_be_several_things_at_once(cast, acting, signed_in, made):
    page = signed_in(cast.amina).post(
        reverse("families:add-child", args=[made.pk]),
        {
            "name": "Tom Marlow",
            "birth_date_day": "27",
            "birth_date_month": "3",
            "birth_date_year": "2016",
            "here_because": ["has_displayed_hsb", "was_harmed", "is_sibling"],
            "language": "pl",
            "needs": ["short-steps"],
        },
        follow=True,
    )  # fmt: skip

    said = page.content.decode()
    assert "child who has displayed HSB, child who has been harmed, brother or sister" in said
    assert "Polish, Short steps and breaks" in said
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        tom = FamilyMember.objects.order_by("added_at").last()
        assert (tom.birth_date, tom.birth_year) == ("2016-03-27", 2016)


def test_a_child_is_here_for_a_reason_and_born_already(cast, signed_in, made):
    page = signed_in(cast.amina).post(
        reverse("families:add-child", args=[made.pk]),
        {"name": "Tom", "birth_date_day": "1", "birth_date_month": "1", "birth_date_year": "2999",
         "language": "en"},
    )  # fmt: skip

    said = page.content.decode()
    assert "Choose at least one" in said
    assert "has not come yet" in said


@pytest.mark.feature("FAM4")
def test_a_home_is_added_and_somebody_lives_there(cast, acting, signed_in, made):
    client = signed_in(cast.amina)
    client.post(
        reverse("families:add-household", args=[made.pk]),
        {"name": "Grandad’s", "address": "3 Pier Lane", "address_is_hidden": "on"},
    )
    with acting(cast.amina):
        home = Household.objects.get()
    page = client.post(
        reverse("families:add-adult", args=[made.pk]),
        {"name": "George Marlow", "household": str(home.pk), "language": "en"},
        follow=True,
    )

    said = page.content.decode()
    assert "Address not to be told" in said
    assert said.index("3 Pier Lane") < said.rindex("George Marlow")


def test_a_home_of_another_family_is_refused(cast, acting, signed_in, made):
    client = signed_in(cast.amina)
    with acting(cast.amina) as by:
        from safehome.families import actions
        from tests.factories.families import make_family

        other = make_family(by, cast, name="Okafor")
        theirs = actions.add_household(other.family, name="Theirs", by=by)
    page = client.post(
        reverse("families:add-adult", args=[made.pk]),
        {"name": "George", "household": str(theirs.pk), "language": "en"},
    )

    assert page.status_code == 200
    with acting(cast.amina):
        assert FamilyMember.objects.filter(family_id=made.pk).count() == 3


@pytest.mark.feature("FAM2")
def test_a_relationship_reads_as_a_sentence(cast, signed_in, made):
    page = signed_in(cast.amina).post(
        reverse("families:relate", args=[made.pk]),
        {"one": str(made.carers[0].pk), "tie": "parent", "other": str(made.children[0].pk),
         "since": "2012"},
        follow=True,
    )  # fmt: skip

    assert "Carol is a parent of Jay, since 2012" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"other": "one"}, "Choose two different people"),
        ({"since": "long ago"}, "Write a year such as 2012"),
        ({"tie": "enemy"}, "Select a valid choice"),
    ],
)
def test_a_sentence_that_makes_no_sense_is_refused(cast, acting, signed_in, made, change, said):
    carol, jay = str(made.carers[0].pk), str(made.children[0].pk)
    written = {"one": carol, "tie": "parent", "other": jay, **change}
    written["other"] = carol if written["other"] == "one" else jay
    page = signed_in(cast.amina).post(reverse("families:relate", args=[made.pk]), written)

    assert said in page.content.decode()
    with acting(cast.amina):
        assert not Relationship.objects.exists()
