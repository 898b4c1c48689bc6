"""An address kept from somebody in the family; somebody kept from most of the staff."""

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from safehome.families import actions
from safehome.families.models import FamilyMember, HiddenFrom, Household
from safehome.vault.keyring import open_family
from safehome.workspace.queries.family import about_family
from tests.factories.families import make_journey


@pytest.fixture
def home(cast, acting, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        return actions.add_household(made.family, name="Nan’s", address="1 Quiet Lane", by=by)


@pytest.mark.feature("FAM4")
def test_a_home_is_kept_from_somebody(cast, acting, signed_in, made, home, events):
    client = signed_in(cast.amina)
    page = client.post(
        reverse("families:hide-home", args=[home.pk]), {"member": made.carers[0].pk}, follow=True
    ).content.decode()

    assert "Carol must not learn where this is" in page
    assert "Address not to be told" in page
    assert "home.hidden" in events()


def test_they_may_know_again(cast, acting, signed_in, made, home):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        hidden = actions.hide_home(home, member=made.carers[0], by=by)
    page = signed_in(cast.amina).post(reverse("families:end-hiding", args=[hidden.pk]), follow=True)

    assert "must not learn where this is" not in page.content.decode()
    with acting(cast.amina):
        assert HiddenFrom.objects.get().ended_by_id == cast.amina.pk


def test_nobody_is_kept_from_their_own_home(cast, acting, made, home):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        carer = made.carers[0]
        actions.correct_member(carer, seen=1, by=by, household_id=home.pk)
        carer.refresh_from_db()
        with pytest.raises(PermissionDenied, match="lives there"):
            actions.hide_home(home, member=carer, by=by)


def test_a_home_stays_hidden_for_somebody_of_whom_the_writer_may_not_know(cast, acting, made, home):
    """Amina ends the one hiding that she sees; Mina, of whom she may not know, is kept from it."""
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="making")
        for one in (made.children[1], made.carers[0]):
            hidden = actions.hide_home(home, member=one, by=by)
    restrict(cast, acting, made)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        assert HiddenFrom.objects.filter(ended_at=None).count() == 1
        actions.end_hiding(hidden, by=by)
        assert Household.objects.get(pk=home.pk).address_is_hidden
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="making")
        actions.end_hiding(HiddenFrom.objects.get(ended_at=None), by=by)
        assert not Household.objects.get(pk=home.pk).address_is_hidden


def restrict(cast, acting, made, *readers):
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="restricting")
        child = FamilyMember.objects.select_related("family").get(pk=made.children[1].pk)
        actions.restrict_member(
            child, readers=[one.pk for one in readers], because="Safety.", by=by
        )
    return made.children[1]


@pytest.mark.feature("FAM9")
def test_only_named_staff_see_a_restricted_member(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        actions.relate(made.carers[0], "parent", made.children[1], by=by)
        make_journey(by, made)
    child = restrict(cast, acting, made, cast.ben)

    for who, sees in ((cast.amina, False), (cast.mo, False), (cast.ben, True), (cast.priya, True)):
        client = signed_in(who)
        for tab in ("family", "people", "family-map", "sessions", "chronology"):
            page = client.get(reverse(f"workspace:{tab}", args=[made.pk])).content.decode()
            assert sees or "Mina" not in page, (who, tab)
        page = client.get(reverse("workspace:people", args=[made.pk])).content.decode()
        assert ("Mina" in page) is sees, who
        there = client.get(reverse("workspace:member", args=[child.pk])).status_code
        assert there == (200 if sees else 404), who


def test_a_restriction_is_lifted(cast, acting, signed_in, made):
    child = restrict(cast, acting, made)
    signed_in(cast.priya).post(reverse("families:lift-restriction", args=[child.pk]))

    page = signed_in(cast.amina).get(reverse("workspace:people", args=[made.pk]))
    assert "Mina" in page.content.decode()


def test_only_a_lead_restricts(cast, acting, signed_in, made):
    address = reverse("families:restrict-member", args=[made.children[1].pk])
    assert signed_in(cast.ben).post(address, {"because": "x"}).status_code == 403
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="trying")
        child = FamilyMember.objects.select_related("family").get(pk=made.children[1].pk)
        with pytest.raises(PermissionDenied, match="safeguarding lead"):
            actions.restrict_member(child, readers=[], because="x", by=by)


def test_the_database_itself_hides_them(cast, acting, made, superuser):
    """Without its policy the member would be seen: the policy is what holds."""
    restrict(cast, acting, made)
    with acting(cast.amina):
        assert FamilyMember.objects.filter(family_id=made.pk).count() == 2
    superuser.execute("ALTER POLICY restricted_id ON families_familymember USING (true)")
    try:
        with acting(cast.amina):
            assert FamilyMember.objects.filter(family_id=made.pk).count() == 3
    finally:
        from safehome.people.protection import RESTRICTED

        rule = RESTRICTED.format(table="families_familymember", column="id")
        superuser.execute(
            psycopg.sql.SQL(
                "ALTER POLICY restricted_id ON families_familymember USING ({})"
            ).format(psycopg.sql.SQL(rule))
        )


def test_asking_for_a_restricted_member_looks_like_asking_for_nobody(cast, acting, signed_in, made):
    child = restrict(cast, acting, made)
    client = signed_in(cast.amina)
    address = reverse("families:correct-member", args=[child.pk])

    assert client.get(address).status_code == 404


@pytest.mark.feature("FAM9")
def test_a_home_in_which_only_they_live_is_no_home_to_others(cast, acting, signed_in, made, home):
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="making")
        child = made.children[1]
        actions.correct_member(child, seen=child.version, by=by, household_id=home.pk)
    there = reverse("workspace:people", args=[made.pk])
    assert "1 Quiet Lane" in signed_in(cast.amina).get(there).content.decode()
    restrict(cast, acting, made, cast.ben)

    pages = (there, reverse("families:add-child", args=[made.pk]),
             reverse("workspace:family-map", args=[made.pk]))  # fmt: skip
    for page in pages:
        said = signed_in(cast.amina).get(page).content.decode()
        assert "Quiet Lane" not in said, page
        assert "Nan’s" not in said, page
    assert "1 Quiet Lane" in signed_in(cast.ben).get(there).content.decode()
    with acting(cast.amina):
        assert not Household.objects.exists(), "the database itself hides it"

    with acting(cast.priya) as by:  # somebody else lives there, too: then it is a home like any
        open_family(made.pk, purpose="making")
        jay = made.children[0]
        actions.correct_member(jay, seen=jay.version, by=by, household_id=home.pk)
    assert "1 Quiet Lane" in signed_in(cast.amina).get(there).content.decode()


def test_no_door_can_make_the_owner_see_everybody(cast, acting, made, home):
    """The owner's functions act for one person; what lets it count is sealed by itself."""
    restrict(cast, acting, made)
    with acting(cast.amina), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.counting', 'counting', true)")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT ctx.seal('counting')")
        cursor.execute("SELECT ctx.homes_of_the_unknown()")
        cursor.execute("SELECT current_setting('app.counting', true)")
        assert cursor.fetchone()[0] in ("", "counting"), "nothing of the seal is left behind"
        assert FamilyMember.objects.filter(family_id=made.pk).count() == 2


def test_two_homes_of_one_name_are_two(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        for one, address in ((made.carers[0], "2 Here"), (made.children[0], "3 There")):
            home = actions.add_household(made.family, name="Home", address=address, by=by)
            actions.correct_member(one, seen=one.version, by=by, household_id=home.pk)
        about = about_family(by, made.pk, purpose="test")
        homes = [(home, [one.called for one in here]) for home, here in about.households]
        assert homes == [("Home", ["Carol"]), ("Home", ["Jay"]), ("Home not known", ["Mina"])]
    page = signed_in(cast.amina).get(reverse("workspace:people", args=[made.pk])).content.decode()
    carol = page[page.index("2 Here") : page.index("3 There")]
    assert ">Carol Marlow<" in carol
    assert ">Jay Marlow<" not in carol
