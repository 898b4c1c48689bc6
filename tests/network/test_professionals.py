"""The professionals around a family: added, confirmed, corrected, handed over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.informing.policies import may_write_to_professional
from safehome.informing.queries.letters import addressees_of
from safehome.kit.ids import new_id
from safehome.network import actions
from safehome.network.models import Professional
from safehome.network.policies import may_change_professional
from safehome.network.queries import contacts_of, professional_for, therapists_of
from safehome.notices.policies import may_reach_professional
from safehome.vault.keyring import open_family
from tests.factories.records import make_professional

FORM = {"name": "Sunita Rao", "role": "social-worker", "agency": "Harbour Council",
        "phone": "01632 960777"}  # fmt: skip


@pytest.fixture
def sunita(cast, acting, made):
    with acting(cast.amina) as by:
        return make_professional(by, made)


@pytest.fixture
def tab(cast, signed_in, made):
    client = signed_in(cast.amina)

    def read() -> str:
        return client.get(reverse("workspace:contacts", args=[made.pk])).content.decode()

    return read


@pytest.mark.feature("FAM6")
def test_somebody_is_added_and_not_yet_confirmed(cast, signed_in, made, tab):
    client = signed_in(cast.amina)
    client.post(reverse("network:add", args=[made.pk]), FORM)

    for words in ("Sunita Rao", "Social worker", "Harbour Council", "01632 960777",
                  "Not confirmed"):  # fmt: skip
        assert words in tab(), words


@pytest.mark.feature("FAM6")
def test_it_says_who_confirmed_a_contact(cast, signed_in, sunita, tab):
    client = signed_in(cast.amina)
    address = reverse("network:confirm", args=[sunita.pk])
    assert "01632 960777" in client.get(address).content.decode()
    client.post(address, {"seen": "1"})

    assert "Not confirmed" not in tab()
    assert "Amina Yusuf" in tab()


def test_a_new_number_has_to_be_confirmed_again(cast, acting, sunita):
    with acting(cast.amina) as by:
        open_family(sunita.family_id, purpose="test")
        confirmed = actions.confirm_professional(professional_for(by, sunita.pk), seen=1, by=by)
        same = actions.correct_professional(confirmed, seen=1, agency="Harbour Council", by=by)
        assert same.confirmed_at is not None
        moved = actions.correct_professional(same, seen=2, phone="01632 960999", by=by)
        assert (moved.confirmed_at, moved.confirmed_by) == (None, None)


def test_two_who_correct_at_once_both_read_both(cast, acting, signed_in, sunita):
    address = reverse("network:correct", args=[sunita.pk])
    ben = signed_in(cast.ben)
    assert ben.post(address, FORM | {"phone": "01632 960111", "seen": "1"}).status_code == 302
    page = signed_in(cast.amina).post(address, FORM | {"phone": "01632 960222", "seen": "1"})

    said = page.content.decode()
    assert "Somebody else corrected this contact" in said
    assert "01632 960111" in said
    assert "01632 960222" in said
    assert 'name="seen" value="2"' in said


@pytest.mark.feature("FAM6")
def test_one_hands_over_to_another(cast, acting, signed_in, made, sunita, tab):
    address = reverse("network:end", args=[sunita.pk])
    last = timezone.localdate() - timedelta(days=1)
    signed_in(cast.amina).post(
        address, {"until": last.isoformat(), "successor": "Glen Price", "phone": "01632 960111"}
    )

    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        now, before = contacts_of(made.family)
        assert (now.name, now.role, now.agency, now.since) == (
            "Glen Price", "Social worker", "Harbour Council", last,
        )  # fmt: skip
        assert now.confirmed_at is None
        assert (before.name, before.until, before.ended) == ("Sunita Rao", last, True)
        with pytest.raises(PermissionDenied, match="has ended"):
            actions.confirm_professional(professional_for(by, sunita.pk), seen=1, by=by)
    assert "Before" in tab()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Write their name"),
        ({"role": ""}, "Choose what they are here"),
        ({"role": "other"}, "Write what they are"),
        ({"email": "nowhere"}, "Write the e-mail address whole"),
    ],
)
def test_what_is_missing_is_said(cast, acting, signed_in, made, change, said):
    page = signed_in(cast.amina).post(reverse("network:add", args=[made.pk]), FORM | change)

    assert said in page.content.decode()
    with acting(cast.amina):
        assert Professional.objects.count() == 0


def test_nothing_to_reach_them_by_is_nothing_to_confirm(cast, acting, made):
    with acting(cast.amina) as by:
        one = make_professional(by, made, phone="")
        with pytest.raises(PermissionDenied, match="nothing to confirm yet"):
            actions.confirm_professional(one, seen=1, by=by)


def test_nobody_leaves_before_they_came(cast, acting, signed_in, made):
    today = timezone.localdate()
    with acting(cast.amina) as by:
        one = make_professional(by, made, since=today)
        with pytest.raises(PermissionDenied, match="before they began"):
            actions.end_professional(one, until=today - timedelta(days=1), by=by)
    page = signed_in(cast.amina).post(
        reverse("network:end", args=[one.pk]), {"until": (today - timedelta(days=9)).isoformat()}
    )
    assert "before they began" in page.content.decode()


@pytest.mark.feature("FAM6")
@pytest.mark.parametrize(("days", "still"), [(0, True), (1, False)])
def test_on_their_last_day_they_still_work_with_the_family_everywhere(
    cast, acting, made, sunita, days, still
):
    """Ended means one thing: to the list, to whoever writes, and to what is sent."""
    today = timezone.localdate()
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        actions.confirm_professional(professional_for(by, sunita.pk), seen=1, by=by)
        actions.end_professional(
            professional_for(by, sunita.pk), until=today - timedelta(days=days), by=by
        )
        one = professional_for(by, sunita.pk)
        (contact,) = contacts_of(made.family)
        assert contact.ended is not still
        assert bool(may_change_professional(by, one)) is still
        assert bool(therapists_of(made.family)) is still
        assert bool([to for to in addressees_of(made.family) if to.professional]) is still
        assert ("no longer work" not in may_reach_professional(one, on=today).reason) is still
        assert ("no longer work" not in may_write_to_professional(
            one, channel="in-person", on=today).reason) is still  # fmt: skip


@pytest.mark.feature("FAM6")
def test_what_was_corrected_meanwhile_is_not_confirmed(cast, acting, signed_in, sunita, tab):
    """The number on the screen was checked; another one stands there by now."""
    client = signed_in(cast.amina)
    address = reverse("network:confirm", args=[sunita.pk])
    assert 'name="seen" value="1"' in client.get(address).content.decode()
    with acting(cast.ben) as by:
        open_family(sunita.family_id, purpose="test")
        actions.correct_professional(
            professional_for(by, sunita.pk), seen=1, phone="01632 960999", by=by
        )
    said = client.post(address, {"seen": "1"}).content.decode()
    assert "corrected this contact meanwhile" in said
    assert "01632 960999" in said
    assert "Not confirmed" in tab()
    client.post(address, {"seen": "2"})
    assert "Not confirmed" not in tab()


def test_sent_twice_it_is_added_once(cast, acting, signed_in, made):
    client, key = signed_in(cast.amina), str(new_id())
    for _ in range(2):
        client.post(reverse("network:add", args=[made.pk]), FORM | {"key": key})
    with acting(cast.amina):
        assert Professional.objects.count() == 1
