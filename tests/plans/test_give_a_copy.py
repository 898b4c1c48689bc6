"""Copies on their way: given to somebody known, in the ledger, withdrawn, fetched back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.entries.models import Flag
from safehome.families import actions as families
from safehome.informing.models import Awareness, Matter, Told
from safehome.informing.queries import ledger_of
from safehome.network.models import Professional
from safehome.plans import actions, queries
from safehome.plans.models import Copy, Plan
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import ask_everybody, next_version, sections
from tests.plans.copying import give, make_planned, words_of


@pytest.fixture
def planned(cast, acting):
    open_pack_version()
    with acting(cast.amina) as by:
        return make_planned(by, make_family(by, cast, carers=("Carol", "Gran")))


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def filled(who, **more):
    return {
        "who": who.pk, "kind": "standard", "part": "part", "how": "in-person",
        "basis": "explained", "act": "give", "looked": "on",
        **dates("given_on", today()), **dates("expires_on", today(90)), **more,
    }  # fmt: skip


def dates(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def post(client, planned, who, **more):
    address = reverse("plans:give-copy", args=[planned.version.plan_id])
    return client.post(address, filled(who, **more))


def copies_page(client, planned):
    answer = client.get(reverse("plans:copies", args=[planned.version.plan_id]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.feature("PLN4")
def test_a_copy_is_looked_at_given_and_stands_in_the_ledger(cast, acting, signed_in, planned):
    client = signed_in(cast.amina)
    assert "Nobody holds a copy" in copies_page(client, planned)
    looked = post(client, planned, planned.school, act="look")
    assert looked.headers["Content-Type"] == "application/pdf"
    assert not Copy.objects.exists()

    assert post(client, planned, planned.school).status_code == 302

    page = copies_page(client, planned)
    assert "Sasha Ford" in page
    assert "A4, their part, version 1" in page
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        copy, told = Copy.objects.get(), Told.objects.get()
        assert copy.expires_on == today(90)
        assert (told.professional_id, told.matter) == (planned.school.pk, Matter.PLAN)
        assert "version 1: their part of it" in told.words
        assert [one.who for one in ledger_of(planned.made.family)] == ["Sasha Ford"]
        assert by
    paper = client.get(reverse("plans:paper", args=[copy.pk]))
    assert paper.headers["Content-Disposition"] == 'inline; filename="our-page.pdf"'
    said = words_of(paper.content)
    assert "Sasha meets Jay at the gate" in said
    assert "Canary" not in said


def test_three_months_are_usual(signed_in, cast, planned):
    from safehome.kit.months import months_on

    page = signed_in(cast.amina).get(reverse("plans:give-copy", args=[planned.version.plan_id]))
    until = months_on(today(), 3)
    for part in (until.day, until.month, until.year):
        assert f'value="{part}"' in page.content.decode()


def test_it_is_looked_at_first(signed_in, cast, planned):
    answer = post(signed_in(cast.amina), planned, planned.school, looked="")

    assert "Look at it on paper first" in answer.content.decode()
    assert not Copy.objects.exists()


def test_neither_copy_nor_ledger_when_one_is_refused(signed_in, cast, acting, planned):
    answer = post(signed_in(cast.amina), planned, planned.school, basis="agreed", agreement="x")

    assert answer.status_code == 200
    with acting(cast.amina):
        assert (Copy.objects.count(), Told.objects.count()) == (0, 0)


@pytest.mark.feature("PLN4")
def test_nobody_unconfirmed_gets_one(cast, acting, signed_in, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        Professional.objects.filter(pk=planned.school.pk).update(
            confirmed_at=None, confirmed_by_id=None
        )
        with pytest.raises(PermissionDenied, match="not confirmed"):
            give(planned, planned.school, by=by)
    page = signed_in(cast.amina).get(reverse("plans:give-copy", args=[planned.version.plan_id]))
    assert "This contact is not confirmed" in page.content.decode()
    post(signed_in(cast.amina), planned, planned.school)
    with acting(cast.amina):
        assert not Copy.objects.exists()


def raise_flag(by, planned):
    Flag.objects.create(
        organisation_id=by.organisation_id, family=planned.made.family, kind="whereabouts",
        words="Take care.", needs_second_person=True, raised_by_id=by.pk, review_on=today(90),
    )  # fmt: skip


@pytest.mark.feature("PLN4", "NEW6")
def test_with_a_warning_its_writer_gives_none_outside_the_family(cast, acting, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        raise_flag(by, planned)
        with pytest.raises(PermissionDenied, match="a second person gives copies outside"):
            give(planned, planned.school, by=by)
        give(planned, planned.made.carers[0], by=by)
    with acting(cast.ben) as by:
        open_family(planned.made.pk, purpose="test")
        assert give(planned, planned.school, by=by).made_by_id == by.pk


def test_who_must_not_be_told_gets_none(cast, acting, signed_in, planned):
    from safehome.informing.actions import note_knowing

    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        note_knowing(
            planned.made.family, matter=Matter.PLAN, knows=Awareness.MUST_NOT, by=by,
            professional=planned.school,
        )  # fmt: skip
    answer = post(signed_in(cast.amina), planned, planned.school, read="on")

    assert "must not be told" in answer.content.decode()
    with acting(cast.amina):
        assert not Copy.objects.exists()


def test_a_version_that_came_meanwhile_is_looked_at_first(cast, acting, signed_in, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        new_version(by, planned)
    answer = post(signed_in(cast.amina), planned, planned.school, version=planned.version.pk)

    assert "A newer version has come into force" in answer.content.decode()
    with acting(cast.amina):
        assert not Copy.objects.exists()


@pytest.mark.parametrize(
    ("kind", "grown", "why"),
    [("standard", False, "A child gets"), ("child", True, "A child gets")],
)
def test_a_childs_own_is_for_a_child(cast, acting, planned, kind, grown, why):
    who = planned.made.carers[0] if grown else planned.made.children[0]
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        with pytest.raises(PermissionDenied, match=why):
            give(planned, who, kind=kind, by=by)


@pytest.mark.parametrize(("given", "until"), [(1, 30), (0, 0), (0, 400), (-40, -1)])
def test_it_holds_until_a_day_to_come(cast, acting, planned, given, until):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        with pytest.raises(PermissionDenied, match=r"not come yet|within a year"):
            give(planned, planned.school, by=by, given_on=today(given), expires_on=today(until))


def new_version(by, planned):
    draft = next_version(by, planned.version, stage="interim")
    ask_everybody(by, draft, planned.made)
    return actions.put_in_force(draft, sections=sections(), by=by)


@pytest.mark.feature("PLN4", "PLN3")
def test_copies_of_an_older_version_are_to_be_fetched_back(cast, acting, signed_in, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        copy = give(planned, planned.school, by=by)
        new_version(by, planned)
        plan = Plan.objects.get(pk=planned.version.plan_id)
        (held,) = queries.copies_of(plan, today=today())
        assert (held.state, held.to_fetch) == ("A newer version holds", True)
        with pytest.raises(PermissionDenied, match="Only the version in force"):
            give(planned, planned.made.carers[0], by=by)
    client = signed_in(cast.amina)
    assert "To be fetched back" in copies_page(client, planned)
    refused = client.get(reverse("plans:paper", args=[copy.pk]))
    assert refused.status_code == 403
    client.post(reverse("plans:copy-returned", args=[copy.pk]), dates("on", today()))
    page = copies_page(client, planned)
    assert "Came back" in page
    assert "To be fetched back" not in page


@pytest.mark.feature("PLN4")
def test_a_copy_is_withdrawn_and_not_printed_again(cast, acting, signed_in, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        copy = give(planned, planned.school, by=by)
    client = signed_in(cast.amina)
    address = reverse("plans:withdraw-copy", args=[copy.pk])
    assert "Write why it no longer holds" in client.post(address, {}).content.decode()
    client.post(address, {"because": "Another worker now"})

    page = copies_page(client, planned)
    assert "To be fetched back" in page
    assert "Another worker now" in page
    assert client.get(reverse("plans:paper", args=[copy.pk])).status_code == 403
    assert client.get(address).status_code == 403


def test_one_that_has_run_out_is_not_printed(cast, acting, signed_in, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        copy = give(planned, planned.school, by=by)
        Copy.objects.filter(pk=copy.pk).update(given_on=today(-90), expires_on=today(-1))
        plan = Plan.objects.get(pk=planned.version.plan_id)
        assert queries.copies_of(plan, today=today())[0].state == "Run out"
    client = signed_in(cast.amina)
    assert client.get(reverse("plans:paper", args=[copy.pk])).status_code == 403


def test_what_was_hidden_since_is_not_printed(cast, acting, signed_in, planned):
    """The paper is cut anew each time: a person known to few since then is in it no more."""
    carol, gran = planned.made.carers[:2]
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        copy = give(planned, carol, part=False, by=by)
    client = signed_in(cast.priya)
    address = reverse("plans:paper", args=[copy.pk])
    assert "Canary text SP4" in words_of(client.get(address).content)
    with acting(cast.priya) as by:
        open_family(planned.made.pk, purpose="test")
        families.restrict_member(gran, readers=[by.pk], because="few", by=by)

    assert "Canary text SP4" not in words_of(client.get(address).content)
