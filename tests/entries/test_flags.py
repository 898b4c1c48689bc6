"""Flags: raised, seen on every page of the family, looked at again, ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.entries import actions
from safehome.entries.models import Flag
from safehome.entries.queries import flag_for, needs_second_person
from safehome.families.actions import restrict_member
from safehome.families.models import FamilyMember
from safehome.vault.keyring import open_family
from tests.factories.families import sessions_of
from tests.factories.records import make_flag

WORDS = "Ring before you come: the dog is loose."
PAGES = ("family", "people", "sessions", "measures", "contacts", "documents", "chronology")


def form(**more):
    ahead = timezone.localdate() + timedelta(days=30)
    return {"kind": "visiting", "words": WORDS, "review_on": ahead.isoformat()} | more


@pytest.mark.feature("FAM8")
def test_it_stands_on_every_page_of_the_family(cast, acting, signed_in, made, journey):
    client = signed_in(cast.amina)
    client.post(reverse("entries:raise-flag", args=[made.pk]), form())
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        first = sessions_of(journey)[0]
    pages = [reverse(f"workspace:{name}", args=[made.pk]) for name in PAGES]
    pages += [
        reverse("journeys:journey", args=[journey.pk]),
        reverse("journeys:record-session", args=[first.pk]),
        reverse("journeys:prepare-session", args=[first.pk]),
    ]
    for address in pages:
        banner = client.get(address).content.decode().partition("sh-banner__flags")[2]
        assert WORDS in banner.partition("</ul>")[0], address
        assert "Flag: Visiting: take care" in banner.partition("</ul>")[0], address


@pytest.mark.feature("FAM8")
def test_an_overdue_review_is_said_in_words(cast, acting, signed_in, made, superuser):
    with acting(cast.amina) as by:
        flag = make_flag(by, made)
    superuser.execute(
        "UPDATE entries_flag SET review_on = current_date - 3 WHERE id = %s", [flag.pk]
    )
    client = signed_in(cast.amina)
    page = reverse("workspace:family", args=[made.pk])
    assert "review 3 days late" in client.get(page).content.decode()
    home = client.get("/").content.decode()
    assert "a flag to look at again" in home

    ahead = (timezone.localdate() + timedelta(days=60)).isoformat()
    client.post(reverse("entries:review-flag", args=[flag.pk]), {"review_on": ahead})
    assert "days late" not in client.get(page).content.decode()
    assert "a flag to look at again" not in client.get("/").content.decode()


@pytest.mark.feature("FAM8")
def test_it_ends_with_a_reason_and_stays_in_the_story(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        flag = make_flag(by, made)
    client = signed_in(cast.amina)
    address = reverse("entries:end-flag", args=[flag.pk])
    assert "Write why it is no longer true" in client.post(address, {}).content.decode()
    client.post(address, {"because": "The dog has moved."})

    assert WORDS not in client.get(reverse("workspace:family", args=[made.pk])).content.decode()
    story = client.get(reverse("workspace:chronology", args=[made.pk])).content.decode()
    assert WORDS in story
    assert "The dog has moved." in story
    assert client.get(address).status_code == 403


def test_letters_may_need_a_second_person(cast, acting, made):
    """Asked of the room that writes letters."""
    with acting(cast.amina) as by:
        make_flag(by, made)
        assert not needs_second_person(made.family)
        second = make_flag(by, made, second_person=True)
        assert needs_second_person(made.family)
        actions.end_flag(flag_for(by, second.pk), because="Settled.", by=by)
        assert not needs_second_person(made.family)


def test_a_flag_that_one_may_not_see_still_asks_for_a_second_person(cast, acting, made):
    """Otherwise the wish of whoever must stay unknown would be lost on most writers."""
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="restricting")
        child = FamilyMember.objects.select_related("family").get(pk=made.children[1].pk)
        restrict_member(child, readers=[], because="Safety.", by=by)
        make_flag(by, made, second_person=True, about=child)

    with acting(cast.amina):
        assert not Flag.objects.filter(family=made.family).exists()
        assert needs_second_person(made.family)
    with acting(cast.dev):
        assert not needs_second_person(made.family)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"words": ""}, "Write what everybody must know"),
        ({"kind": ""}, "Choose what kind of warning it is"),
        ({"review_on": "2020-01-01"}, "Choose a day to come"),
        ({"review_on": ""}, "Choose the day on which somebody looks at it again"),
    ],
)
def test_what_is_missing_is_said(cast, signed_in, made, change, said):
    page = signed_in(cast.amina).post(reverse("entries:raise-flag", args=[made.pk]), form(**change))
    assert said in page.content.decode()


def test_refusals(cast, acting, made):
    today = timezone.localdate()
    with acting(cast.amina) as by:
        flag = make_flag(by, made)
        with pytest.raises(PermissionDenied, match="a day to come"):
            actions.review_flag(flag, review_on=today, by=by)
    with acting(cast.mo) as by:
        open_family(made.pk, purpose="test")
        theirs = flag_for(by, flag.pk)
        with pytest.raises(PermissionDenied, match="Only those who work"):
            actions.end_flag(theirs, because="x", by=by)
