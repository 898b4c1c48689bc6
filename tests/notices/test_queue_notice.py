"""Sending somebody a message: fixed words, only as they agreed, checked again when it goes."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.families import actions as families
from safehome.notices import actions
from safehome.notices.models import Notice
from safehome.notices.queries import did_not_go, ways_to
from safehome.vault.keyring import open_family
from tests.factories.contacts import EMAIL, PHONE, make_professional


def queue(acting, person, made, kind="please-ring", **more):
    with acting(person) as by:
        open_family(made.pk, purpose="test")
        carer = made.carers[0]
        carer.refresh_from_db()
        return actions.queue_notice(carer, kind, by=by, **{"channel": "text"} | more)


def rule(acting, cast, made, **facts):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        families.agree_safe_contact(made.carers[0], by=by, **{"channel": "text"} | facts)


def now(acting, cast, notice):
    with acting(cast.amina):
        return Notice.objects.get(pk=notice.pk)


def at(hour, *, weekday=4):
    """The next such hour on a Thursday, or another day (1 Monday)."""
    day = timezone.localtime() + timedelta(days=1)
    while day.isoweekday() != weekday:
        day += timedelta(days=1)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


@pytest.mark.feature("NEW19")
def test_it_works(cast, acting, made, send, posted):
    notice = queue(acting, cast.amina, made, channel="email")

    assert send() == {"sent": 1}
    (mail,) = posted.mails
    assert mail["To"] == EMAIL
    assert mail["From"] == "Appointments <no-reply@post.example>"
    assert mail["Subject"] == "Please ring"
    assert now(acting, cast, notice).sent_at is not None
    assert send() == {}, "once, and never again"


def test_a_text_message_goes_by_its_carrier(cast, acting, made, send, posted, settings):
    queue(acting, cast.amina, made, "meeting", meets_at=timezone.now() + timedelta(days=3))

    assert send() == {"sent": 1}
    (line,) = map(json.loads, Path(settings.TEXTS["FILE"]).read_text().splitlines())
    assert line["to"] == PHONE
    assert line["words"].startswith("Hello. We meet on ")


@pytest.mark.feature("NEW19")
def test_outside_the_times_agreed_it_waits_for_the_next(cast, acting, made, send):
    rule(acting, cast, made, days=[1, 2, 3, 4, 5], not_before=time(9), not_after=time(11))
    notice = queue(acting, cast.amina, made, at=at(20))

    assert timezone.localtime(notice.not_before) == at(9, weekday=5).replace(
        day=(at(20) + timedelta(days=1)).day, month=(at(20) + timedelta(days=1)).month
    )
    assert send(at(23)) == {}
    assert send(notice.not_before + timedelta(minutes=5)) == {"sent": 1}


@pytest.mark.feature("NEW19")
def test_where_no_times_are_named_nobodys_telephone_lights_up_at_night(cast, acting, made, send):
    rule(acting, cast, made)
    notice = queue(acting, cast.amina, made, at=at(22))

    morning = at(22) + timedelta(hours=10)
    assert timezone.localtime(notice.not_before) == morning
    assert send(at(23)) == {}
    assert send(morning + timedelta(minutes=5)) == {"sent": 1}


@pytest.mark.feature("NEW19")
@pytest.mark.parametrize(
    ("facts", "because"),
    [
        ({"not_before": time(13), "not_after": time(15)}, "time"),
        ({"channel": "in-person"}, "rule"),
        ({"review_on": date(2020, 1, 1)}, "review"),
    ],
)
def test_the_rule_that_holds_when_it_goes_decides(cast, acting, made, send, posted, facts, because):
    notice = queue(acting, cast.amina, made, at=at(10))
    rule(acting, cast, made, **facts)

    assert send(at(10)) == {"held": 1}
    held = now(acting, cast, notice)
    assert (held.held_because, held.sent_at, held.tries) == (because, None, 0)
    with acting(cast.amina) as by:
        assert [one.pk for one in did_not_go(by)] == [notice.pk]
    assert posted.raw == []
    assert send(at(10) + timedelta(days=7)) == {}, "held, until somebody looks"


@pytest.mark.parametrize("lost", ["assignment", "block", "role", "left", "restricted"])
def test_whoever_can_no_longer_see_them_sends_nothing(
    cast, acting, made, send, superuser, making, lost
):
    notice = queue(acting, cast.amina, made)
    amina = [cast.amina.pk]
    if lost == "assignment":
        superuser.execute(
            "UPDATE families_assignment SET ended_at = now(), ended_by_id = person_id"
            " WHERE person_id = %s", amina,
        )  # fmt: skip
    elif lost == "block":
        making.block(cast.amina, made.pk)
    elif lost == "role":
        superuser.execute("DELETE FROM families_assignment WHERE person_id = %s", amina)
    elif lost == "left":
        superuser.execute("UPDATE people_person SET left_at = now() WHERE id = %s", amina)
    else:
        superuser.execute(
            "INSERT INTO families_restriction (id, organisation_id, family_id, member_id, readers,"
            " because, placed_at, placed_by_id) VALUES (gen_random_uuid(), %s, %s, %s, %s, '',"
            " now(), %s)",
            [cast.harbour.pk, made.pk, made.carers[0].pk, [cast.priya.pk], cast.priya.pk],
        )  # fmt: skip
    assert send() == {"held": 1}
    row = superuser.execute(
        "SELECT held_because FROM notices_notice WHERE id = %s", [notice.pk]
    ).fetchone()
    assert row == ("sight",)


def test_a_contact_corrected_since_is_looked_at_again(cast, acting, made, send):
    notice = queue(acting, cast.amina, made)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        carer = made.carers[0]
        carer.refresh_from_db()
        families.correct_member(carer, seen=carer.version, by=by, phone="07700900999")

    assert send() == {"held": 1}
    assert now(acting, cast, notice).held_because == "unconfirmed"


@pytest.mark.parametrize(
    ("facts", "sent"),
    [({}, "sent"), ({"until": date(2020, 1, 1)}, "held")],
)
def test_a_letter_to_a_professional_only_while_confirmed(
    cast, acting, made, send, posted, superuser, facts, sent
):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        someone = make_professional(made.family, by=by)
        actions.queue_letter(someone, paper=b"%PDF-1.7 x", by=by, at=timezone.now())
    if facts:
        superuser.execute("UPDATE network_professional SET until = '2020-01-01'")

    assert send() == {sent: 1}
    if sent == "sent":
        (mail,) = posted.mails
        (paper,) = mail.iter_attachments()
        assert (paper.get_filename(), paper.get_content()) == ("letter.pdf", b"%PDF-1.7 x")


def test_a_carrier_that_is_down_is_tried_again_and_then_told(cast, acting, made, send, posted):
    notice = queue(acting, cast.amina, made, channel="email")
    posted.answer = "451 later"
    moment = timezone.now()

    assert send(moment) == {"later": 1}
    assert send(moment + timedelta(minutes=1)) == {}, "not at once"
    assert send(moment + timedelta(minutes=2)) == {"later": 1}
    for tries in range(3, 6):
        moment = now(acting, cast, notice).not_before
        assert send(moment) == {"later": 1}, tries
    assert send(now(acting, cast, notice).not_before) == {"held": 1}
    assert now(acting, cast, notice).held_because == "failed"


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("please-ring", {"channel": "post"}, "by hand"),
        ("please-ring", {"channel": "phone"}, "by hand"),
        ("letter", {}, "never go to a carer"),
        ("meeting", {}, "Say when the meeting is"),
        ("meeting", {"meets_at": datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone())},
         "still to come"),
    ],
)  # fmt: skip
def test_what_is_refused_and_why(cast, acting, made, kind, more, said):
    with pytest.raises(PermissionDenied, match=said):
        queue(acting, cast.amina, made, kind, **more)


def test_nobody_without_a_rule_and_no_channel_they_did_not_agree_to(cast, acting, made):
    rule(acting, cast, made, channel="phone")
    with pytest.raises(PermissionDenied, match="have not agreed"):
        queue(acting, cast.amina, made)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        dean = families.correct_member(made.carers[1], seen=1, by=by, phone=PHONE)
        with pytest.raises(PermissionDenied, match="only in person"):
            actions.queue_notice(dean, "please-ring", channel="text", by=by)


@pytest.mark.parametrize("number", ["01632 960 001", "+44 (0)1632 960001", "0044 1632 960001"])
def test_no_text_to_the_telephone_of_a_house(cast, acting, made, number):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        carer = type(made.carers[0]).objects.get(pk=made.carers[0].pk)
        carer = families.correct_member(carer, seen=carer.version, by=by, phone=number)
        with pytest.raises(PermissionDenied, match="read aloud to whoever answers"):
            actions.queue_notice(carer, "please-ring", channel="text", by=by)
        (text,) = [way for way in ways_to(carer) if way.channel == "text"]
        assert "house telephone" in text.reason
        assert text.goes is None


def test_a_child_is_not_written_to(cast, acting, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        with pytest.raises(PermissionDenied, match="go to adults"):
            actions.queue_notice(made.children[0], "please-ring", channel="text", by=by)


@pytest.mark.parametrize("who", ["mo", "rita"])
def test_others_send_nothing(cast, acting, made, who):
    with pytest.raises(PermissionDenied, match="Only those who work with the family"):
        queue(acting, getattr(cast, who), made)


def test_a_reminder_that_would_come_after_the_meeting_is_not_taken(cast, acting, made):
    rule(acting, cast, made, days=[1, 2, 3, 4, 5], not_before=time(9), not_after=time(11))
    with pytest.raises(PermissionDenied, match="after the meeting"):
        queue(acting, cast.amina, made, "meeting", at=at(20), meets_at=at(23))
