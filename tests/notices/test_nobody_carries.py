"""Where nobody was chosen to carry a kind of message, it is not offered, and not taken."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from safehome.config import environment
from safehome.families import actions as families
from safehome.measures.models import PrivateLink
from safehome.notices import actions
from safehome.notices.carriers import NotTaken, send_email
from safehome.notices.models import Notice
from safehome.vault.keyring import open_family
from tests.factories.contacts import make_professional
from tests.factories.families import make_journey

BOTH = {"text", "email"}


@pytest.fixture
def message(made):
    return f"/informing/families/{made.pk}/message/"


@pytest.fixture
def link(cast, acting, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        journey = make_journey(by, made, carers=made.carers[:1])
    return f"/journeys/{journey.pk}/links/{made.carers[0].pk}/baseline/"


def no_notice(superuser):
    return superuser.execute("SELECT count(*) FROM notices_notice").fetchone() == (0,)


@pytest.mark.feature("NEW19")
@pytest.mark.parametrize(
    ("carried", "offered", "left_out"),
    [
        (BOTH, ['value="text"', 'value="email"'], []),
        ({"email"}, ['value="email"'], ['value="text"']),
        ({"text"}, ['value="text"'], ['value="email"']),
        (set(), [], ['value="text"', 'value="email"', "Send it as they agreed"]),
    ],
)
def test_only_what_is_carried_is_offered(
    cast, signed_in, message, link, settings, carried, offered, left_out
):
    settings.CARRIED = frozenset(carried)
    amina = signed_in(cast.amina)

    for where in (message, link):
        page = amina.get(where).text
        assert all(one in page for one in offered), where
        assert not any(one in page for one in left_out), where
        if carried != BOTH:
            assert "obody was chosen to carry" in page, where
    page = amina.get(message).text
    assert ("No message can be sent from this service" in page) == (not carried)
    if carried == {"email"}:
        assert "Nobody was chosen to carry text messages from this service" in page
        assert "Ring, or say it when you next speak." in page.replace("or\nsay", "or say")


def test_what_was_not_offered_is_refused_on_the_page(
    cast, signed_in, made, message, link, settings, superuser
):
    amina = signed_in(cast.amina)
    settings.CARRIED = frozenset({"email"})
    sent = {"key": "", "member": str(made.carers[0].pk), "kind": "please-ring", "channel": "text",
            "language": "en"}  # fmt: skip

    assert "There is a problem" in amina.post(message, sent).text
    given = {"asked": ["kuc"], "days": "7", "safe": "on", "how": "text", "language": "en"}
    assert "There is a problem" in amina.post(link, given).text
    assert no_notice(superuser)
    assert superuser.execute("SELECT count(*) FROM measures_privatelink").fetchone() == (0,)


@pytest.mark.parametrize(
    ("channel", "says"), [("text", "carry text messages"), ("email", "carry e-mail")]
)
def test_the_act_refuses_and_says_what_to_do(
    cast, acting, made, settings, superuser, channel, says
):
    settings.CARRIED = BOTH - {channel}
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        carer = made.carers[0]
        carer.refresh_from_db()
        with pytest.raises(PermissionDenied, match=f"{says} from this service.*Ring, or say it"):
            actions.queue_notice(carer, "please-ring", channel=channel, by=by)
    assert no_notice(superuser)


def test_a_link_is_not_sent_and_not_lost(cast, acting, made, link, settings, superuser):
    settings.CARRIED = frozenset({"text"})
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        member = made.carers[0]
        member.refresh_from_db()
        unsent = PrivateLink(carer=member, family_id=made.pk, organisation_id=by.organisation_id)
        with pytest.raises(PermissionDenied, match="carry e-mail"):
            actions.queue_link(unsent, address="https://x.example/a/b", channel="email", by=by)
    assert no_notice(superuser)


def test_agreeing_anew_is_offered_only_where_it_would_help(
    cast, acting, signed_in, made, link, settings
):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        families.agree_safe_contact(made.carers[0], by=by, channel="email", also=["text"])
    settings.CARRIED = frozenset()
    page = signed_in(cast.amina).get(link).text

    assert "Not by text message or e-mail: nobody was chosen to carry it" in page
    assert "Show the link, or print it as a slip." in page
    assert "Agree with them how to reach them" not in page


def test_a_letter_to_a_professional_goes_by_post_or_by_hand(
    cast, acting, signed_in, made, settings, superuser
):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        school = make_professional(made.family, by=by)
        settings.CARRIED = frozenset({"text"})
        with pytest.raises(PermissionDenied, match="so a letter goes by post or by hand"):
            actions.queue_letter(school, paper=b"%PDF-", by=by, at=school.added_at)
    where = f"/informing/professionals/{school.pk}/letter/"
    page = signed_in(cast.amina).get(where).text
    assert 'value="email"' not in page
    assert "so a letter goes by post or by hand" in page
    settings.CARRIED = frozenset(BOTH)
    page = signed_in(cast.amina).get(where).text
    assert 'value="email"' in page
    assert "so a letter goes by post or by hand" not in page


def test_the_worker_holds_what_it_could_only_print(
    cast, acting, made, send, posted, settings, superuser
):
    """Without a mail server mail goes to the terminal; that is not sent, and not counted so."""
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        carer = made.carers[0]
        carer.refresh_from_db()
        notice = actions.queue_notice(carer, "please-ring", channel="email", by=by)
    settings.CARRIED = frozenset({"text"})

    assert send() == {"held": 1}
    with acting(cast.amina):
        assert Notice.objects.get(pk=notice.pk).sent_at is None
    with pytest.raises(NotTaken, match="No mail server is chosen here"):
        send_email("a@b.example", sender="x", subject="y", text="z")


@pytest.mark.parametrize(
    ("given", "carried"),
    [
        ({}, set()),
        ({"SAFEHOME_TEXTS": "notify"}, {"text"}),
        ({"SAFEHOME_SMTP": "host=mail.example.org"}, {"email"}),
        ({"SAFEHOME_OUTBOX": "/somewhere"}, {"email"}),
        ({"SAFEHOME_TEXTS": "file", "SAFEHOME_SMTP": "host=mail.example.org"}, BOTH),
    ],
)
def test_every_door_reads_the_same(monkeypatch, given, carried):
    for name in ("SAFEHOME_TEXTS", "SAFEHOME_SMTP", "SAFEHOME_OUTBOX"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    for door in ("staff", "worker"):
        monkeypatch.setenv("SAFEHOME_DOOR", door)
        assert environment.carried() == carried
