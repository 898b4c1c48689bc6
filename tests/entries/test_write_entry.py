"""Writing an entry: once, about everybody it concerns; corrected by another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.queries import draft_of
from safehome.drafts.registry import own_draft
from safehome.entries.models import Entry
from safehome.entries.queries import entries_seen, for_staff
from safehome.vault.keyring import open_family
from tests.factories.records import make_entry, part

SAID = "Carol rang: both slept through."


def form(made, **more):
    carol = made.carers[0]
    return {
        "kind": "call", "happened_on": timezone.localdate().isoformat(), "parts": "1",
        "text_1": SAID, "about_1": [str(carol.pk)], "act": "write",
    } | more  # fmt: skip


@pytest.fixture
def address(made):
    return reverse("entries:write", args=[made.pk])


def seen(cast, acting, made):
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        return entries_seen(made.family, for_staff())


@pytest.mark.feature("FAM5", "FAM7")
def test_it_is_found_with_each_person(cast, acting, signed_in, made, address):
    client = signed_in(cast.amina)
    jay = made.children[0]
    about = [str(made.carers[0].pk), str(jay.pk)]
    answer = client.post(address, form(made, about_1=about, whose_1="nobody"), follow=True)

    assert "The entry is written" in answer.content.decode()
    assert SAID in answer.content.decode()
    for one in (made.carers[0], jay):
        page = client.get(reverse("workspace:member", args=[one.pk])).content.decode()
        assert SAID in page
    other = client.get(reverse("workspace:member", args=[made.children[1].pk]))
    assert SAID not in other.content.decode()
    only = client.get(reverse("workspace:chronology", args=[made.pk]), {"kind": "call"})
    assert SAID in only.content.decode()
    assert "was added as a child" not in only.content.decode()


def test_a_second_part_is_added_and_nothing_typed_is_lost(cast, acting, signed_in, made, address):
    client = signed_in(cast.amina)
    page = client.post(address, form(made, act="more")).content.decode()
    assert SAID in page
    assert 'name="text_2"' in page

    jay = made.children[0]
    more = {"parts": "2", "text_2": "Jay’s own words.", "about_2": [str(jay.pk)],
            "whose_2": str(jay.pk)}  # fmt: skip
    client.post(address, form(made, **more))
    (entry,) = seen(cast, acting, made)
    assert [one.belongs_to for one in entry.parts] == [None, jay.pk]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text_1": "", "about_1": []}, "Write what happened"),
        ({"about_1": []}, "Tick at least one person"),
        ({"kind": ""}, "Choose what it was"),
        ({"happened_on": "2999-01-01"}, "This day has not come yet"),
        ({"about_1": "jay"}, "Say whether this is Jay’s own, or nobody’s"),
        ({"whose_1": "jay"}, "Tick Jay too: this part is Jay’s own"),
        ({"text_1": "x" * 5001}, "Put some of it in a part of its own"),
    ],
)
def test_what_is_missing_is_said_and_kept(cast, acting, signed_in, made, address, change, said):
    jay = str(made.children[0].pk)
    change = {name: jay if value == "jay" else value for name, value in change.items()}
    client = signed_in(cast.amina)
    page = client.post(address, form(made, **change))

    assert said in page.content.decode()
    assert seen(cast, acting, made) == []
    again = client.get(address).content.decode()
    assert (SAID in again) == ("text_1" not in change)


def test_a_draft_is_ones_own(cast, acting, signed_in, made, address):
    mine = own_draft(made.pk, cast.amina.pk)
    keep = reverse("drafts:keep", kwargs={"form": "entry", "family": made.pk, "about": mine})
    client = signed_in(cast.amina)
    words = {"draft_version": "0", "text_1": SAID, "kind": "visit", "parts": "1"}
    assert client.post(keep, words).status_code == 200

    assert SAID in client.get(address).content.decode()
    assert SAID not in signed_in(cast.ben).get(address).content.decode()
    assert signed_in(cast.ben).post(keep, words).status_code == 404
    client.post(address, form(made))
    with acting(cast.amina):
        assert draft_of("entry", mine) is None


def test_sent_twice_it_counts_once(cast, acting, signed_in, made, address):
    client = signed_in(cast.amina)
    once = form(made, key="0190aaaa-0000-7000-8000-000000000000")
    client.post(address, once)
    client.post(address, once)

    assert len(seen(cast, acting, made)) == 1


@pytest.mark.feature("FAM5")
def test_a_correction_names_what_it_puts_right(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        entry = make_entry(by, made, [part("On Monday.", made.carers[0])])
    client = signed_in(cast.ben)
    address = reverse("entries:correct", args=[entry.pk])
    assert "On Monday." in client.get(address).content.decode()

    page = client.post(address, form(made, text_1="On Tuesday."), follow=True).content.decode()
    assert "On Monday." in page
    assert "On Tuesday." in page
    assert "corrects an earlier entry" in page
    assert "Corrected by a later entry" in page
    assert client.get(address).status_code == 403


def test_refusals(cast, acting, made):
    carol, jay = made.carers[0], made.children[0]
    today = timezone.localdate()
    for parts, on, said in (
        ([], today, "Each part needs words"),
        ([part(" ", carol)], today, "Each part needs words"),
        ([part("x")], today, "Each part needs words"),
        ([part("x", carol, own=jay)], today, "about that child"),
        ([part("x", carol, own=carol)], today, "about that child"),
        ([part("x", carol)], today + timedelta(days=1), "has not come yet"),
    ):
        with pytest.raises(PermissionDenied, match=said), acting(cast.amina) as by:
            make_entry(by, made, parts, on=on)


def test_a_manager_sees_no_entry(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        make_entry(by, made, [part(SAID, made.carers[0])])
    page = signed_in(cast.mo).get(reverse("workspace:chronology", args=[made.pk]))

    assert page.status_code == 200
    assert SAID not in page.content.decode()
    with acting(cast.mo):
        assert Entry.objects.count() == 0


def test_an_entry_is_never_changed(cast, acting, made):
    from django.db import DatabaseError

    with acting(cast.amina) as by:
        entry = make_entry(by, made, [part(SAID, made.carers[0])])
    with pytest.raises(DatabaseError, match="permission denied"), acting(cast.amina):
        Entry.objects.filter(pk=entry.pk).update(kind="visit")
