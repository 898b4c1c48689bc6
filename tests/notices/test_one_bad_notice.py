"""One bad notice: its try is counted, and every other one goes."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from safehome.audit.models import Event
from safehome.notices import ringing, sending
from safehome.notices.models import Held
from safehome.notices.queries import did_not_go
from tests.factories.reception import make_arrival, open_front_door
from tests.notices.test_cut_short import LATER
from tests.notices.test_queue_notice import now, queue


@pytest.fixture
def two(cast, acting, made):
    """The first of them meets a fault, the second does not."""
    return queue(acting, cast.amina, made, channel="email"), queue(
        acting, cast.amina, made, channel="email"
    )


@pytest.fixture
def broken(superuser):
    """`broken(notice)`: the database itself cannot note that it is being handed over."""
    superuser.execute(
        "CREATE FUNCTION public.breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.language = 'xx' THEN RAISE EXCEPTION 'Carol, 07700 900123'; END IF;"
        " RETURN NEW; END $$;"
        "CREATE TRIGGER breaks BEFORE UPDATE OF handing_at ON notices_notice FOR EACH ROW"
        " WHEN (NEW.handing_at IS NOT NULL) EXECUTE FUNCTION public.breaks()"
    )

    def break_it(notice):
        superuser.execute("UPDATE notices_notice SET language = 'xx' WHERE id = %s", [notice.pk])

    yield break_it
    superuser.execute("DROP TRIGGER breaks ON notices_notice; DROP FUNCTION public.breaks()")


@pytest.mark.feature("NEW19")
@pytest.mark.fault
def test_it_works(cast, acting, two, broken, send, posted, caplog):
    bad, good = two
    broken(bad)
    moment = timezone.now()

    with caplog.at_level(logging.ERROR, "safehome.notices"):
        assert send(moment) == {"later": 1, "sent": 1}

    assert len(posted.mails) == 1
    assert now(acting, cast, good).sent_at is not None
    put_off = now(acting, cast, bad)
    assert (put_off.tries, put_off.handing_at, put_off.held_at) == (1, None, None)
    assert put_off.not_before == moment + timedelta(minutes=2)
    assert str(bad.pk) in caplog.text
    assert "Carol" not in caplog.text, "what a fault says may hold somebody's words"
    with acting(cast.priya):
        assert Event.objects.filter(verb="notice.later", about_id=bad.pk, person_id=None).exists()


@pytest.mark.fault
def test_after_the_last_try_a_person_is_asked(cast, acting, two, broken, send, posted):
    bad, _ = two
    broken(bad)
    moment = timezone.now()
    for tries in range(1, sending.TRIES):
        assert send(moment)["later"] == 1
        assert now(acting, cast, bad).tries == tries
        moment = now(acting, cast, bad).not_before
    assert send(moment) == {"held": 1}
    assert now(acting, cast, bad).held_because == Held.FAILED
    with acting(cast.amina) as by:
        assert [one.pk for one in did_not_go(by)] == [bad.pk]


@pytest.mark.fault
def test_a_fault_while_it_is_handed_over_leaves_it_unclear(
    cast, acting, two, send, posted, monkeypatch
):
    bad, good = two
    hand_over = sending._hand_over

    def fault(notice):
        hand_over(notice)
        if notice.id == bad.pk:
            raise ValueError("something nobody thought of")

    monkeypatch.setattr(sending, "_hand_over", fault)
    assert send() == {"held": 1, "sent": 1}
    assert now(acting, cast, bad).held_because == Held.PERHAPS
    assert now(acting, cast, good).sent_at is not None
    assert send(timezone.now() + LATER) == {}
    assert len(posted.mails) == 2, "and never a second time"


@pytest.mark.fault
def test_where_even_that_cannot_be_noted_the_others_go(
    cast, acting, two, broken, send, posted, monkeypatch
):
    bad, good = two
    broken(bad)
    monkeypatch.setattr(sending, "PUT_OFF", "SELECT no_such_thing(%s, %s, %s, %s)")
    assert send() == {"fault": 1, "sent": 1}
    assert now(acting, cast, good).sent_at is not None


@pytest.mark.fault
def test_a_bell_that_breaks_stops_no_message_and_no_other_bell(
    cast, acting, two, send, posted, monkeypatch
):
    open_front_door(cast.mo)
    make_arrival()
    ring = ringing._ring

    def breaks(person, moment, using):
        if person == cast.priya.pk:
            raise ValueError
        return ring(person, moment, using)

    monkeypatch.setattr(ringing, "_ring", breaks)
    assert send() == {"fault": 1, "rung": 3, "sent": 2}


@pytest.mark.feature("NEW19")
def test_no_reminder_comes_after_its_meeting(cast, acting, made, send, posted):
    """The worker was stopped over the meeting: what was to remind of it does not go."""
    meets = timezone.now() + timedelta(hours=3)
    late = queue(acting, cast.amina, made, "meeting", channel="email", meets_at=meets)
    later = queue(acting, cast.amina, made, "meeting", channel="email",
                  meets_at=meets + timedelta(days=2))  # fmt: skip

    assert send(meets) == {"held": 1, "sent": 1}
    assert now(acting, cast, late).held_because == Held.PASSED
    assert now(acting, cast, later).sent_at is not None
    assert len(posted.mails) == 1
