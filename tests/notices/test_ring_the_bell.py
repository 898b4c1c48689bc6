"""The bell of the front door: those who may take a referral in hear that something arrived."""

from __future__ import annotations

import re
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone

from safehome.notices import ringing, wording
from safehome.referrals import actions
from safehome.referrals.models import Arrival
from tests.factories.reception import make_arrival, open_front_door
from tests.notices.test_notices_say_nothing import LINK

HOUR = timedelta(minutes=61)


@pytest.fixture
def door(cast):
    open_front_door(cast.mo)
    return cast


def told(posted):
    return sorted(mail["To"] for mail in posted.mails)


@pytest.mark.feature("REF1")
def test_it_works(door, send, posted):
    make_arrival()

    assert send() == {"rung": 4}
    assert told(posted) == sorted(one.email for one in (door.ben, door.mo, door.priya, door.sam))
    assert send() == {}, "once"
    assert send(timezone.now() + HOUR) == {}, "and not again for the same"


def test_at_most_one_an_hour(door, send, posted):
    make_arrival()
    send()
    make_arrival()
    make_arrival()
    assert send(timezone.now() + timedelta(minutes=50)) == {}
    assert send(timezone.now() + HOUR) == {"rung": 4}
    assert len(posted.raw) == 8


def test_not_for_what_was_taken_in_meanwhile(door, acting, send, posted):
    reference, _ = make_arrival()
    with acting(door.ben) as by:
        actions.take_in(Arrival.objects.get(reference=reference), by=by)
    assert send() == {}
    assert posted.raw == []


@pytest.mark.feature("NEW19")
@pytest.mark.parametrize("urgency", ["ordinary", "today"])
def test_it_says_nothing(door, send, posted, urgency):
    reference, _ = make_arrival(urgency=urgency)
    send()
    mail = posted.mails[0]
    body = mail.get_body(("plain",)).get_content()
    said = f"{mail['From']} {mail['Subject']} {body}"
    assert ("today" in said) is (urgency == "today")
    assert not wording.gives_away(said, also=door.harbour.name)
    assert not LINK.search(said)
    assert reference not in said
    names = {door.ben.name, door.mo.name, door.priya.name, "Carol", "Marlow", "Wren"}
    assert not [one for one in names if one.casefold() in said.casefold()]
    assert not list(mail.iter_attachments())
    assert re.match(r"Appointments <", mail["From"])


@pytest.mark.parametrize("ended", ["role", "left"])
def test_whoever_no_longer_may_hears_nothing(door, send, posted, superuser, ended):
    make_arrival()
    if ended == "role":
        superuser.execute(
            "UPDATE people_roleheld SET ended_at = now(), ended_by_id = person_id"
            " WHERE person_id = %s", [door.mo.pk],
        )  # fmt: skip
    else:
        superuser.execute("UPDATE people_person SET left_at = now() WHERE id = %s", [door.mo.pk])
    assert send() == {"rung": 3}
    assert door.mo.email not in told(posted)


def test_a_server_that_is_down_is_tried_again_after_an_hour(door, send, posted):
    make_arrival()
    posted.answer = "451 later"
    assert send() == {"not rung": 4}
    posted.answer = "250 OK"
    assert send() == {}
    assert send(timezone.now() + HOUR) == {"rung": 4}


@pytest.mark.fault
def test_cut_short_it_does_not_ring_twice(door, send, posted, monkeypatch):
    make_arrival()
    real = ringing.send_email

    def then_die(*args, **more):
        real(*args, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ringing, "send_email", then_die)
        with pytest.raises(KeyboardInterrupt):
            send()
    assert len(posted.raw) == 1
    assert send() == {"rung": 3}
    assert send(timezone.now() + HOUR) == {}
    assert len(told(posted)) == len(set(told(posted)))


def test_two_workers_ring_once(door, send, posted, superuser):
    make_arrival()
    with superuser.transaction(force_rollback=True):
        superuser.execute("SELECT id FROM people_person FOR UPDATE")
        assert send() == {"passed over": 4}
    assert posted.raw == []


@pytest.mark.parametrize(
    "act",
    ["SELECT * FROM ctx.bells_due(now(), '{manager}', 9)",
     "SELECT * FROM ctx.ring(gen_random_uuid(), now(), '{manager}')",
     "SELECT ctx.not_rung(gen_random_uuid(), now())",
     "SELECT ctx.told_up_to(gen_random_uuid())"],
)  # fmt: skip
@pytest.mark.parametrize("role", ["sh_staff", "sh_office", "sh_portal", "sh_reception", "sh_auth"])
def test_no_other_role_may(superuser, role, act):
    with superuser.transaction(force_rollback=True):
        superuser.execute(f"SET LOCAL SESSION AUTHORIZATION {role}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            superuser.execute(act)


def test_another_organisation_hears_nothing(door, send, posted):
    """Dev is a manager there, and may take in what arrives there."""
    make_arrival()
    assert send() == {"rung": 4}
    assert door.dev.email not in told(posted)


def test_the_list_says_who_hears(door, signed_in):
    page = signed_in(door.mo).get("/referrals/").content.decode()
    for name in ("Ben Carter", "Mo Brennan", "Priya Nair", "Sam Okoye"):
        assert name in page
    assert "at most one an hour" in page
