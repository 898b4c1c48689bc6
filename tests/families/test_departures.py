"""Somebody leaves the family, a home is given up; and both can be taken back, with nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.families import actions
from safehome.families.models import Departure, FamilyMember, Household
from safehome.journeys.queries import children_of
from safehome.vault.keyring import open_family

WHY = "Moved to her aunt’s, who is not part of this work"


@pytest.fixture
def opened(cast, acting, made):
    """`with opened() as by`: the family open, Amina acting."""
    from contextlib import contextmanager

    @contextmanager
    def begin(who=None):
        with acting(who or cast.amina) as by:
            open_family(made.pk, purpose="test")
            yield by

    return begin


def leave(member, by, **more):
    facts = {"on": timezone.localdate(), "because": WHY, "seen": 1} | more
    return actions.leave_family(member, by=by, **facts)


@pytest.mark.feature("FAM1", "FAM2")
def test_it_works(cast, opened, signed_in, made, events):
    jay = made.children[0]
    client, today = signed_in(cast.amina), timezone.localdate()
    address = reverse("families:leave", args=[jay.pk])
    assert 'name="seen" value="1"' in client.get(address).content.decode()
    sent = {"on": today.isoformat(), "because": WHY, "seen": "1"}
    page = client.post(address, sent, follow=True).content.decode()

    assert "It is written that Jay left" in page
    assert "Left the family" in page
    assert WHY in page
    assert "no longer in the family" in page, "on the map as well"
    assert "member.left" in events()
    with opened():
        assert FamilyMember.objects.get(pk=jay.pk).left_on == today
        assert jay.pk not in {one.pk for one in children_of(made.pk)}, "asked about no more"


@pytest.mark.feature("FAM1")
def test_it_is_taken_back_and_kept(cast, opened, signed_in, made, events):
    jay = made.children[0]
    with opened() as by:
        first = leave(jay, by)
    client = signed_in(cast.amina)
    address = reverse("families:take-back-departure", args=[first.pk])
    assert "Is Jay here again?" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()

    assert "Left the family" not in page
    assert "departure.taken-back" in events()
    assert client.get(address).status_code == 404
    with opened() as by:
        now = FamilyMember.objects.get(pk=jay.pk)
        assert (now.left_on, now.version) == (None, 3)
        kept = Departure.objects.get()
        assert (kept.because, kept.taken_back_by_id) == (WHY, cast.amina.pk)
        leave(jay, by, seen=3, on=timezone.localdate() - timedelta(days=1))
        assert Departure.objects.count() == 2, "and both are there"


@pytest.mark.feature("FAM4")
def test_a_home_is_given_up(cast, opened, signed_in, made, events):
    with opened() as by:
        home = actions.add_household(made.family, name="The flat", address="1 Quiet Lane", by=by)
    client, today = signed_in(cast.amina), timezone.localdate()
    people = reverse("workspace:people", args=[made.pk])
    assert reverse("families:give-up", args=[home.pk]) in client.get(people).content.decode()
    page = client.post(
        reverse("families:give-up", args=[home.pk]),
        {"on": today.isoformat(), "because": "The lease ended"}, follow=True,
    ).content.decode()  # fmt: skip
    assert "Given up. Last day" in page
    assert "The lease ended" in page
    assert "home.given-up" in events()
    with opened() as by:
        assert Household.objects.get(pk=home.pk).until == today
        actions.take_back_departure(Departure.objects.select_related("family").get(), by=by)
        assert Household.objects.get(pk=home.pk).until is None


def test_not_while_somebody_lives_there(cast, opened, signed_in, made):
    with opened() as by:
        home = actions.add_household(made.family, name="The flat", by=by)
        carol = actions.correct_member(made.carers[0], seen=1, by=by, household_id=home.pk)
        with pytest.raises(PermissionDenied, match="Carol is written as living there"):
            actions.give_up_home(home, on=timezone.localdate(), because="x", by=by)
        leave(carol, by, seen=2)
        actions.give_up_home(home, on=timezone.localdate(), because="x", by=by)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"on": timezone.localdate() + timedelta(days=1)}, "has not come yet"),
        ({"because": "  "}, "Write why"),
    ],
)
def test_what_is_refused(opened, made, facts, said):
    with opened() as by, pytest.raises(PermissionDenied, match=said):
        leave(made.children[0], by, **facts)


def test_nobody_leaves_twice_and_nothing_newer_is_written_over(opened, made):
    jay = made.children[0]
    with opened() as by:
        actions.correct_member(jay, seen=1, by=by, known_as="J")
        with pytest.raises(actions.Changed):
            leave(jay, by)
        leave(jay, by, seen=2)
        with pytest.raises(PermissionDenied, match="already"):
            leave(jay, by, seen=3)


def test_sent_twice_it_is_written_once(cast, opened, signed_in, made):
    from tests.families.test_sent_once import twice

    address = reverse("families:leave", args=[made.children[0].pk])
    sent = {"on": timezone.localdate().isoformat(), "because": WHY, "seen": "1"}
    first, second = twice(signed_in(cast.amina), address, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    with opened():
        assert Departure.objects.count() == 1


@pytest.mark.parametrize("who", ["mo", "rita"])
def test_others_write_nothing(cast, opened, made, who):
    with opened(getattr(cast, who)) as by, pytest.raises(PermissionDenied, match="Only those who"):
        leave(made.children[0], by)


def test_that_somebody_hidden_left_is_hidden_too(cast, opened, signed_in, made, superuser):
    jay = made.children[0]
    with opened(cast.priya) as by:
        departure = leave(jay, by)
        actions.restrict_member(jay, readers=[cast.priya.pk], because="x", by=by)
    with opened():
        assert not Departure.objects.exists()
    there = reverse("families:take-back-departure", args=[departure.pk])
    assert signed_in(cast.amina).get(there).status_code == 404
    assert (
        WHY
        not in signed_in(cast.amina)
        .get(reverse("workspace:people", args=[made.pk]))
        .content.decode()
    )
