"""What a plan asks of each person: seen as a week, heard from them, and shared."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safehome.plans import actions, queries
from safehome.plans.models import Account, Hand, Line
from safehome.plans.queries.standing import is_approved
from safehome.vault.keyring import open_family
from tests.factories.contacts import make_professional
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import fill, make_in_force, make_line, make_plan
from tests.plans.test_pages import text_of

AFTERNOONS = [[[0, 1, 2, 3, 4], 15 * 60 + 30, 19 * 60 + 30]]
WEEKENDS = [[[5, 6], 9 * 60, 14 * 60 + 30]]


@pytest.fixture(autouse=True)
def _pack(clean):
    open_pack_version()


@pytest.fixture
def made(cast, acting):
    with acting(cast.amina) as by:
        return make_family(by, cast, carers=("Carol", "Dean"))


@pytest.fixture
def draft(cast, acting, made):
    """Carol alone for 31 hours: five afternoons, and both days of the weekend."""
    carol = made.carers[0].pk
    with acting(cast.amina) as by:
        version = make_plan(by, made)
        for text, week in (("I sit with them", AFTERNOONS), ("We are out together", WEEKENDS)):
            make_line(by, version, text, children=made.children, hands={carol: week})
    return version


def hand_of(text):
    return next(one for one in Hand.objects.select_related("line") if one.line.text == text)


@pytest.mark.feature("NEW3", "PRG15")
def test_one_sees_on_whom_it_leans_and_by_which_rule(cast, signed_in, draft):
    page = text_of(signed_in(cast.amina), "plans:load", draft.pk)

    assert "The plan leans on Carol" in page
    assert "alone for 31 hours a week; from 20 it is worth moving something" in page
    assert "Carol: 31 hours a week, all of them alone." in page  # what the picture says
    assert page.count('class="pic pic-week"') == 1
    assert "no hours yet" in page  # Dean stands there, too


@pytest.mark.feature("NEW4")
def test_a_task_moves_with_its_hours_and_the_load_eases(cast, acting, signed_in, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        nan = make_professional(made.family, by=by)
        hand = hand_of("We are out together")
        line, called = hand.line, nan.name or nan.agency
    client = signed_in(cast.amina)
    address = reverse("plans:move-task", args=[draft.pk, hand.pk])
    looked = client.get(address).content.decode()
    assert f"{called} has no hours yet now, and would have 11 hours a week" in looked
    assert "Carol would have 20 hours a week, all of them alone." in looked
    assert "Choose who does it" in client.post(address, {}).content.decode()

    answer = client.post(address, {"to": str(nan.pk)}, follow=True).content.decode()

    assert f"{called} does it now: 11 hours a week, all of them alone. Carol: 20 hours" in answer
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        moved = Hand.objects.get(line=line)
        assert (moved.professional_id, moved.week) == (nan.pk, WEEKENDS)
        assert Line.objects.get(pk=line.pk).revision == 2  # who has it open is told


def test_sent_twice_it_moves_once(cast, signed_in, acting, made, draft):
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        hand = hand_of("I sit with them")
    client, dean = signed_in(cast.amina), made.carers[1].pk
    address = reverse("plans:move-task", args=[draft.pk, hand.pk])
    for _ in range(2):
        assert client.post(address, {"to": str(dean)}).status_code == 302

    with acting(cast.amina):
        assert [one.week for one in Hand.objects.filter(member=dean)] == [AFTERNOONS]


def test_a_moved_task_is_read_again_before_it_is_approved(cast, acting, made):
    with acting(cast.amina) as by:
        version = fill(by, make_plan(by, made), made)
        make_line(by, version, "I sit with them", hands={made.carers[0].pk: AFTERNOONS})
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="test")
        actions.approve_version(version, approved=True, comment="", by=by)
        assert is_approved(version)
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="test")
        hand = hand_of("I sit with them")
        actions.move_task(hand, to=made.carers[1].pk, professional=False, by=by)

        assert not is_approved(version)
        assert cast.priya.pk in queries.wrote(version)


@pytest.mark.feature("NEW4", "PRG15")
def test_each_adult_says_how_they_are_with_it(cast, acting, signed_in, made, draft):
    client = signed_in(cast.amina)
    address = reverse("plans:account", args=[draft.pk, made.carers[0].pk])
    assert "The plan asks 31 hours a week, all of them alone of Carol" in (
        client.get(address).content.decode()
    )
    said = {"energy": "too-much", "words": "I nod off on the sofa"}
    assert "Write who could give them a break" in client.post(address, said).content.decode()
    client.post(address, said | {"relief": "Nan on Sundays"})

    page = text_of(client, "plans:load", draft.pk)

    assert "It is too much" in page
    assert "“I nod off on the sofa”" in page
    assert "A break: Nan on Sundays" in page
    with acting(cast.amina):
        assert Account.objects.get().adult_id == made.carers[0].pk


def test_what_is_in_force_is_looked_at_and_not_changed(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
        hand = Hand.objects.filter(version=version)[0]
    client = signed_in(cast.amina)
    page = text_of(client, "plans:load", version.pk)
    assert "Give it to somebody else" not in page
    for name, other in (("plans:move-task", hand.pk), ("plans:account", made.carers[0].pk)):
        assert client.get(reverse(name, args=[version.pk, other])).status_code == 403


def test_a_child_has_no_load(cast, signed_in, made, draft):
    address = reverse("plans:account", args=[draft.pk, made.children[0].pk])
    assert signed_in(cast.amina).get(address).status_code == 404


def test_a_line_that_was_taken_out_asks_nothing_of_anybody(cast, acting, signed_in, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        line = Line.objects.get(pk=hand_of("I sit with them").line_id)
        actions.remove_line(line, because="", by=by)

    page = text_of(signed_in(cast.amina), "plans:load", draft.pk)
    assert "Carol: 11 hours a week, all of them alone." in page
