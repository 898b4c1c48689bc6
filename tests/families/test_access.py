"""Who works with a family, and who is kept out of it: at once, and without a trace for them."""

from django.urls import reverse

from safehome.families import actions
from safehome.families.models import Assignment, Block, Family
from tests.factories.families import make_family


def page_of(made):
    return reverse("workspace:family", args=[made.pk])


def test_a_supervisor_assigns_and_it_holds_at_once(cast, signed_in, made):
    noor = signed_in(cast.noor)
    assert noor.get(page_of(made)).status_code == 404

    page = signed_in(cast.ben).post(
        reverse("families:assign", args=[made.pk]), {"person": str(cast.noor.pk)}, follow=True
    )

    assert "Noor Haddad works with Marlow from now on" in page.content.decode()
    assert noor.get(page_of(made)).status_code == 200


def test_a_practitioner_does_not_assign(cast, acting, signed_in, made):
    address = reverse("families:assign", args=[made.pk])
    assert signed_in(cast.amina).post(address, {"person": str(cast.noor.pk)}).status_code == 403
    with acting(cast.amina):
        assert Assignment.objects.count() == 1


def test_nobody_of_another_organisation_can_be_chosen(cast, acting, signed_in, made):
    page = signed_in(cast.ben).post(
        reverse("families:assign", args=[made.pk]), {"person": str(cast.dev.pk)}
    )

    assert "Choose somebody from the list" in page.content.decode()
    with acting(cast.ben):
        assert Assignment.objects.count() == 1


def test_removal_is_immediate(cast, acting, signed_in, made):
    amina = signed_in(cast.amina)
    assert amina.get(page_of(made)).status_code == 200
    with acting(cast.ben):
        assignment = Assignment.objects.get()

    signed_in(cast.ben).post(reverse("families:end-assignment", args=[assignment.pk]))

    assert amina.get(page_of(made)).status_code == 404
    assert "Marlow" not in amina.get("/families/").content.decode()
    writing = amina.post(reverse("families:add-household", args=[made.pk]), {"name": "X"})
    assert writing.status_code == 404


def test_an_end_is_an_end(cast, signed_in, acting, made):
    with acting(cast.ben):
        assignment = Assignment.objects.get()
    address = reverse("families:end-assignment", args=[assignment.pk])
    client = signed_in(cast.ben)

    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 404


def test_a_supervisor_of_another_team_finds_no_assignment_to_end(cast, signed_in, acting, made):
    with acting(cast.ben):
        assignment = Assignment.objects.get()
    address = reverse("families:end-assignment", args=[assignment.pk])

    assert signed_in(cast.sam).post(address).status_code == 404


def test_somebody_kept_out_sees_no_trace(cast, signed_in, acting, made):
    with acting(cast.amina) as by:
        make_family(by, cast, name="Okafor")
    amina = signed_in(cast.amina)
    assert "Marlow" in amina.get("/families/").content.decode()

    signed_in(cast.priya).post(
        reverse("families:block", args=[made.pk]), {"person": str(cast.amina.pk)}
    )

    for address in (page_of(made), reverse("families:add-child", args=[made.pk])):
        assert amina.get(address).status_code == 404
    listed = amina.get("/families/").content.decode()
    assert "Marlow" not in listed
    assert '<span class="sh-tabs__count">1</span>' in listed
    assert '<span class="sh-tabs__count">2</span>' not in listed
    assert "Marlow" not in amina.get("/families/search/?q=carol").content.decode()
    assert "Marlow" not in amina.get("/").content.decode()


def test_a_block_outweighs_the_widest_role_and_is_lifted_by_somebody_else(
    cast, signed_in, acting, made
):
    priya, mo = signed_in(cast.priya), signed_in(cast.mo)
    mo.post(reverse("families:block", args=[made.pk]), {"person": str(cast.priya.pk)})
    with acting(cast.mo):
        block = Block.objects.get()
    address = reverse("families:lift-block", args=[block.pk])

    assert priya.get(page_of(made)).status_code == 404
    assert priya.post(address).status_code == 404, "not by the person it keeps out"
    assert mo.post(address).status_code == 302
    assert priya.get(page_of(made)).status_code == 200


def test_somebody_kept_out_cannot_be_assigned(cast, acting, signed_in, made):
    with acting(cast.priya) as by:
        family = Family.objects.get()
        actions.block_somebody(family, person=cast.noor.pk, by=by)
    page = signed_in(cast.ben).post(
        reverse("families:assign", args=[made.pk]), {"person": str(cast.noor.pk)}
    )

    assert "Choose somebody from the list" in page.content.decode()


def test_a_supervisor_places_no_block(cast, signed_in, made):
    address = reverse("families:block", args=[made.pk])
    assert signed_in(cast.ben).post(address, {"person": str(cast.amina.pk)}).status_code == 403
