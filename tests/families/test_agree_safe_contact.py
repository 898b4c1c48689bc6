"""Agreeing how somebody may be reached: ways, days and times; the newest rule holds."""

import re
from datetime import time

import pytest
from django.urls import reverse

from safehome.families import actions
from safehome.families.models import SafeContact
from safehome.families.queries import contact_rules
from safehome.families.telling import rule_in_words
from safehome.vault.keyring import open_family

AGREED = {
    "channel": "text", "also": ["email", "post"], "days": ["1", "2", "3"], "not_before": "09:00",
    "not_after": "11:30", "hours": "before school is out", "must_not_know": "her brother",
}  # fmt: skip


def send(signed_in, cast, made, **changes):
    there = reverse("families:agree-safe-contact", args=[made.carers[0].pk])
    client = signed_in(cast.amina)
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(there).content.decode())[1]
    sent = client.post(there, AGREED | changes | {"seen": seen}, follow=True)
    return sent.content.decode()


@pytest.mark.feature("NEW19")
def test_it_works(cast, acting, signed_in, made):
    assert "How to reach Carol is agreed" in send(signed_in, cast, made)

    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        rule = contact_rules(made.family)[made.carers[0].pk]
        assert (rule.also, rule.days) == (["email", "post"], [1, 2, 3])
        assert (rule.not_before, rule.not_after) == (time(9), time(11, 30))
        assert rule_in_words(made.carers[0], rule) == (
            "Carol: text message, e-mail, post; Monday to Wednesday; 09:00 to 11:30; "
            "before school is out; must not know: her brother"
        )


def test_what_was_agreed_stands_there_to_be_gone_through(cast, signed_in, made):
    send(signed_in, cast, made)
    there = reverse("families:agree-safe-contact", args=[made.carers[0].pk])
    page = signed_in(cast.amina).get(there).content.decode()
    assert 'value="09:00"' in page
    assert page.count("checked") == 1 + 2 + 3, "a way, two more, three days"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"not_after": ""}, "Give both times, or neither"),
        ({"not_after": "08:00"}, "Give a time later than the one before it"),
        ({"not_before": "soon"}, "Write a time such as 9:00 or 14:30"),
        ({"channel": ""}, "Choose how they may be reached"),
    ],
)
def test_what_is_wrong_is_said(cast, acting, signed_in, made, changes, said):
    assert said in send(signed_in, cast, made, **changes)

    with acting(cast.amina):
        assert not SafeContact.objects.exists()


@pytest.mark.feature("FAM4")
def test_two_who_agree_it_at_once_both_read_both(cast, acting, signed_in, made):
    """A rule agreed meanwhile is not buried under one that did not know of it."""
    carol = made.carers[0]
    address = reverse("families:agree-safe-contact", args=[carol.pk])
    client = signed_in(cast.amina)
    assert 'name="seen" value=""' in client.get(address).content.decode()
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="test")
        ben = actions.agree_safe_contact(carol, channel="in-person", by=by)
    typed = {"channel": "text", "hours": "after ten", "seen": ""}
    said = client.post(address, typed).content.decode()
    assert "Somebody else agreed this anew" in said
    assert "only in person" in said
    assert "after ten" in said
    assert f'name="seen" value="{ben.pk}"' in said
    with acting(cast.amina):
        assert SafeContact.objects.count() == 1
    assert client.post(address, typed | {"seen": str(ben.pk)}).status_code == 302
    with acting(cast.amina):
        assert SafeContact.objects.count() == 2
