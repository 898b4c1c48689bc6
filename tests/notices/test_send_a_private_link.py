"""A private link that is sent: only as they agreed, only while it is open, and its code nowhere."""

from __future__ import annotations

import json
import re
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils import timezone

from safehome.families import actions as families
from safehome.journeys import actions as journeys
from safehome.journeys.models import Journey
from safehome.measures import actions as measures
from safehome.notices import actions
from safehome.notices.models import Notice
from safehome.notices.queries import did_not_go, ways_to
from safehome.vault.keyring import open_family
from tests.factories.contacts import EMAIL, PHONE
from tests.factories.families import make_journey
from tests.factories.languages import read_messages
from tests.factories.links import Carer, make_private_link
from tests.journeys.test_end_journey import WORDS
from tests.measures.test_give_answers import give
from tests.prepared import NAME
from tests.vault.test_a_stolen_backup import dump, spellings

CODE = re.compile(r"/page/([A-Z0-9-]+)/")


def address_of(link):
    return f"https://a.example/page/{link.code}/"


@pytest.fixture(autouse=True)
def _no_knocks(superuser):
    superuser.execute("DELETE FROM ctx.knock")


@pytest.fixture
def journey(cast, acting, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        return make_journey(by, made, carers=made.carers[:1])


@pytest.fixture
def link(cast, acting, journey):
    return make_one(cast, acting, journey)


def make_one(cast, acting, journey, **more):
    with acting(cast.amina) as by:
        return make_private_link(by, journey, **more)


def send_it(cast, acting, link, person=None, **more):
    with acting(person or cast.amina) as by:
        open_family(link.link.family_id, purpose="test")
        link.link.carer.refresh_from_db()
        return actions.queue_link(
            link.link, by=by, **{"channel": "email", "address": address_of(link)} | more
        )


def stands(superuser):
    return superuser.execute(
        "SELECT sent_at IS NOT NULL, held_because, box FROM notices_notice ORDER BY written_at"
    ).fetchall()


@pytest.mark.feature("MEA2")
def test_it_works(cast, acting, link, send, posted, settings, superuser):
    send_it(cast, acting, link)
    assert send() == {"sent": 1}

    (mail,) = posted.mails
    assert (mail["To"], mail["Subject"]) == (EMAIL, "Your page")
    code = CODE.search(mail.get_body(("plain",)).get_content()).group(1)
    assert code == link.code
    carol = Carer(code)
    carol.begins()
    carol.answers_all(["5"] * 12)
    assert carol.sends().headers["Location"] == "/page/sent/"
    assert stands(superuser) == [(True, "", b"")], "and nothing is left in its box"


def test_by_text_message_in_their_language(cast, acting, link, send, posted, settings):
    with pytest.raises(PermissionDenied, match="nobody here has read it"):
        send_it(cast, acting, link, channel="text", language="cy")
    with acting(cast.noor) as by:
        read_messages(by)
    send_it(cast, acting, link, channel="text", language="cy")
    assert send() == {"sent": 1}
    (line,) = map(json.loads, Path(settings.TEXTS["FILE"]).read_text().splitlines())
    assert line["to"] == PHONE
    assert line["words"].startswith(f"Helo. Dyma eich tudalen:\n{address_of(link)}\n")


@pytest.mark.feature("MEA2")
def test_a_way_that_they_did_not_agree_to_is_not_offered_and_refused(
    cast, acting, made, link, superuser
):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        families.agree_safe_contact(made.carers[0], by=by, channel="email")
        made.carers[0].refresh_from_db()
        text, mail = ways_to(made.carers[0])
    assert (text.goes, "not agreed" in text.reason) == (None, True)
    assert mail.goes is not None
    with pytest.raises(PermissionDenied, match="not agreed to be reached in this way"):
        send_it(cast, acting, link, channel="text")
    assert stands(superuser) == []


def test_with_no_rule_or_one_overdue_nothing_is_offered(cast, acting, made, link):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        dean = made.carers[1]
        assert [one.goes for one in ways_to(dean)] == [None, None]
        carol = made.carers[0]
        families.agree_safe_contact(
            carol, by=by, channel="text", review_on=timezone.localdate() + timedelta(days=1)
        )
        carol.refresh_from_db()
        later = ways_to(carol, at=timezone.now() + timedelta(days=3))
    assert "overdue" in later[0].reason


@pytest.mark.feature("MEA2")
def test_a_rule_changed_before_it_goes_holds_it_and_the_link_stays(
    cast, acting, made, link, send, posted, superuser
):
    send_it(cast, acting, link)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        families.agree_safe_contact(made.carers[0], by=by, channel="phone")

    assert send() == {"held": 1}
    assert posted.mails == []
    assert stands(superuser) == [(False, "rule", b"")]
    with acting(cast.amina) as by:
        assert [one.held_because for one in did_not_go(by)] == ["rule"]
    assert Carer(link).opens().status_code == 200


def end(cast, acting, link):
    with acting(cast.amina) as by:
        measures.end_link(link.link, by=by)


def answer_on_paper(cast, acting, link):
    with acting(cast.amina) as by:
        open_family(link.link.family_id, purpose="test")
        give(Journey.objects.get(pk=link.link.journey_id), by)


def leave(cast, acting, link):
    with acting(cast.amina) as by:
        open_family(link.link.family_id, purpose="test")
        journeys.end_journey(Journey.objects.get(pk=link.link.journey_id), seen=1, by=by, **WORDS)


@pytest.mark.parametrize("how", [end, answer_on_paper, leave])
@pytest.mark.feature("MEA2")
def test_a_link_over_before_it_goes_is_not_sent(cast, acting, link, send, posted, superuser, how):
    send_it(cast, acting, link)
    how(cast, acting, link)

    assert send() == {"held": 1}
    assert posted.mails == []
    assert stands(superuser) == [(False, "link-over", b"")]
    with acting(cast.amina) as by:
        assert list(did_not_go(by)) == [], "nobody need look: it was not wanted any more"


def test_one_whose_last_day_passed_meanwhile_asks_somebody(
    cast, acting, link, send, posted, superuser
):
    send_it(cast, acting, link)
    assert send(link.link.until + timedelta(minutes=1)) == {"held": 1}
    assert posted.mails == []
    with acting(cast.amina) as by:
        (one,) = did_not_go(by)
    assert (
        one.get_held_because_display()
        == "Its private link was in use, or had ended, before it could go"
    )


@pytest.mark.parametrize(("days", "refused"), [(1, True), (14, False)])
def test_it_must_come_a_day_before_the_link_ends(cast, acting, made, journey, days, refused):
    today = timezone.localdate()
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        families.agree_safe_contact(
            made.carers[0], by=by, channel="email",
            days=[(today + timedelta(days=2)).isoweekday()], not_before=time(9), not_after=time(10),
        )  # fmt: skip
    link = make_one(cast, acting, journey, days=days)
    if refused:
        with pytest.raises(PermissionDenied, match="less than a day before the link ends"):
            send_it(cast, acting, link)
    else:
        goes = timezone.localtime(send_it(cast, acting, link).not_before)
        assert (goes.date(), goes.hour) == (today + timedelta(days=2), 9)


@pytest.mark.parametrize(
    "address", ["https://safehome.example/page/{}/", "https://harbour-row.example/page/{}/",
                "https://a.example/parents/{}/"],
)  # fmt: skip
def test_no_address_that_gives_it_away(cast, acting, link, address):
    with pytest.raises(PermissionDenied, match="would tell a stranger too much"):
        send_it(cast, acting, link, address=address.format(link.code))


def test_one_message_and_one_reminder_and_no_more(cast, acting, journey, send, posted):
    for _ in range(2):
        link = make_one(cast, acting, journey)
        send_it(cast, acting, link)
        send()
        end(cast, acting, link)
    with pytest.raises(PermissionDenied, match="A message and a reminder"):
        send_it(cast, acting, make_one(cast, acting, journey))


def test_what_was_held_or_called_back_does_not_count(cast, acting, journey, send):
    for _ in range(3):
        link = make_one(cast, acting, journey)
        notice = send_it(cast, acting, link)
        with acting(cast.amina) as by:
            actions.recall_link(link.link, by=by)
            assert Notice.objects.get(pk=notice.pk).recalled_at is not None
        end(cast, acting, link)
    assert send() == {}


def test_a_supervisor_of_the_team_may_too(cast, acting, link):
    assert send_it(cast, acting, link, cast.ben).pk


@pytest.mark.parametrize("who", ["priya", "mo", "dev"])
def test_nobody_else_may(cast, acting, link, superuser, who):
    with pytest.raises((PermissionDenied, ObjectDoesNotExist)):
        send_it(cast, acting, link, getattr(cast, who))
    assert stands(superuser) == []


def test_it_is_no_message_of_the_ordinary_kind(cast, acting, made, link):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        made.carers[0].refresh_from_db()
        with pytest.raises(PermissionDenied, match="sent where it is made"):
            actions.queue_notice(made.carers[0], "private-link", channel="text", by=by)


@pytest.mark.fault
def test_its_code_is_nowhere(cast, acting, link, send, posted, superuser, caplog):
    """Neither while it waits nor once it has gone: not in the database, nor in what is logged."""
    send_it(cast, acting, link)
    waiting = dump(NAME)
    box = superuser.execute("SELECT box FROM notices_notice").fetchone()[0]
    assert box.hex() in waiting.decode(), "the scan sees what is there"
    assert send() == {"sent": 1}
    gone = dump(NAME)
    assert box.hex() not in gone.decode()
    for spelt in {
        each for said in (link.code, link.code.replace("-", "")) for each in spellings(said)
    }:
        assert spelt not in waiting
        assert spelt not in gone
    assert link.code not in caplog.text
