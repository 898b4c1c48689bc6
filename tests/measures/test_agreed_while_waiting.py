"""Nothing is asked of a carer who waits before they agreed to it, nor after they took it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from safehome.agreements import actions as agreements
from safehome.measures import actions, policies
from safehome.measures.models import Answers, PrivateLink
from safehome.measures.rules import WAITING
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.evaluation.test_while_waiting import sent, there
from tests.factories.families import (
    make_agreement,
    make_family,
    make_journey,
    open_pack_version,
)

PURPOSE = "waiting-questions"


@pytest.fixture
def waits(cast, acting):
    open_pack_version()
    with acting(cast.amina) as by:
        return make_family(by, cast, name="Waiting", carers=("Carol", "Dean"))


def agree(acting, person, carer, said="given", **more):
    with acting(person) as by:
        return make_agreement(carer, by=by, purpose=PURPOSE, said=said, **more)


def give(by, carer, *, on=None, mode="together"):
    open_family(carer.family_id, purpose="test")
    version = open_pack_version()
    return actions.give_answers(
        carer, pack_of(version).questionnaire("kuc"), {"k1": 5}, journey=carer.family_id,
        pack_version=version, point=WAITING, mode=mode, on=on or timezone.localdate(), by=by,
    )  # fmt: skip


@pytest.mark.feature("NEW27")
def test_each_carer_is_asked_first_and_then_the_questions(cast, acting, signed_in, waits):
    amina, (carol, dean) = signed_in(cast.amina), waits.carers
    page = amina.get(there(waits)).text
    assert page.count("Not asked yet") == 2
    assert "Ask now" not in page

    ask = f"/families/members/{carol.pk}/agreements/while-waiting/ask/"
    form = amina.get(ask).text
    assert "May we ask you some questions while you wait?" in form
    today = timezone.localdate()
    said = {
        "say_waiting-questions": "given", "how": "spoken", "lasts": "12",
        "said_on_day": today.day, "said_on_month": today.month,
        "said_on_year": today.year,
        "key": form.split('name="key" value="')[1].split('"')[0],
    }  # fmt: skip
    thanks = amina.post(ask, said, follow=True)
    assert f'href="{there(waits)}"' in thanks.text, "and leads on to the questions"
    page = amina.get(there(waits)).text
    assert "Said yes" in page
    assert f"written by {cast.amina.name}" in page
    assert there(waits, carol) in page
    assert there(waits, dean) not in page, "each adult decides for themselves"

    day = {"given_on_day": today.day, "given_on_month": today.month, "given_on_year": today.year}
    assert amina.post(there(waits, carol), sent(4, **day))["Location"] == there(waits)
    with acting(cast.amina):
        assert Answers.objects.get().carer_id == carol.pk


@pytest.mark.parametrize("said", [None, "refused", "taken back", "ran out", "not valid"])
def test_without_a_yes_nothing_is_asked(cast, acting, signed_in, waits, said):
    carol, today = waits.carers[0], timezone.localdate()
    if said == "refused":
        agree(acting, cast.amina, carol, "refused")
    elif said is not None:
        until = today - timedelta(days=1) if said == "ran out" else None
        agree(acting, cast.amina, carol, until=until)
    with acting(cast.ben) as by:
        open_family(waits.pk, purpose="test")
        if said == "taken back":
            agreements.take_back(carol, purpose=PURPOSE, on=today, by=by)
        elif said == "not valid":
            agreements.invalidate_agreement(
                carol, purpose=PURPOSE, reason="pressure", because="Was afraid to say no.", by=by
            )
    amina = signed_in(cast.amina)
    assert there(waits, carol) not in amina.get(there(waits)).text
    led = amina.get(there(waits, carol), follow=True)
    assert led.redirect_chain == [(there(waits), 302)]
    typed = amina.post(there(waits, carol), sent(4)).text
    assert "Ask them first" in typed
    assert 'value="4" checked' in typed, "what was typed stays"
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="Ask them first"):
        give(by, carol)
    with acting(cast.amina):
        assert not Answers.objects.exists()


def test_not_for_a_day_before_it_was_agreed_to(cast, acting, signed_in, waits):
    (carol, _), today = waits.carers, timezone.localdate()
    agree(acting, cast.amina, carol, on=today)

    with acting(cast.amina) as by:
        with pytest.raises(PermissionDenied, match="not yet on that day"):
            give(by, carol, on=today - timedelta(days=1))
        give(by, carol, on=today)


def test_what_was_answered_before_stays(cast, acting, signed_in, waits):
    carol = waits.carers[0]
    agree(acting, cast.amina, carol)
    with acting(cast.amina) as by:
        give(by, carol)
        agreements.take_back(carol, purpose=PURPOSE, on=timezone.localdate(), by=by)
    page = signed_in(cast.amina).get(there(waits)).text
    assert "Took it back" in page
    assert "Answered" in page
    with acting(cast.amina):
        assert Answers.objects.count() == 1


def test_the_database_keeps_to_it_as_well(cast, acting, waits, monkeypatch):
    """Whatever forgot to ask: a program that skips the policy is refused."""
    carol, dean = waits.carers
    agree(acting, cast.amina, carol)
    for asked in ("has_agreed_while_waiting", "agrees_for_so_long"):
        monkeypatch.setattr(policies, asked, lambda *_: policies.ALLOW)
    with acting(cast.amina) as by:
        for mode in ("together", "link"):
            with pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
                give(by, dean, mode=mode)
        with pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
            give(by, carol, mode="link")  # as if by a link: none was sent
        with pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
            actions.make_link(
                dean, [pack_of(open_pack_version()).questionnaire("kuc")], journey=waits.pk,
                pack_version=open_pack_version(), point=WAITING, by=by,
            )  # fmt: skip
        give(by, carol)
        assert not PrivateLink.objects.exists()


def test_nor_once_a_journey_has_begun(cast, acting, signed_in, waits):
    carol = waits.carers[0]
    agree(acting, cast.amina, carol)
    with acting(cast.amina) as by:
        make_journey(by, waits, carers=[carol])
        with pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
            give(by, carol)
    amina = signed_in(cast.amina)
    page = amina.get(there(waits)).text
    assert "A journey has begun" in page
    assert "Ask whether" not in page
    led = amina.get(f"/families/members/{carol.pk}/agreements/while-waiting/ask/", follow=True)
    assert led.redirect_chain == [(there(waits), 302)]


def test_the_agreement_stands_with_the_others_and_is_chased_by_nobody(
    cast, acting, signed_in, waits
):
    amina = signed_in(cast.amina)
    tab = f"/families/{waits.pk}/agreements/"
    assert "Questions while they wait" not in amina.get(tab).text
    carol, today = waits.carers[0], timezone.localdate()
    agree(acting, cast.amina, carol, until=today + timedelta(days=3))

    board = amina.get(tab).text
    assert "Questions while they wait" in board
    assert f"/families/members/{carol.pk}/agreements/waiting-questions/take-back/" in board
    assert "questions while they wait" not in amina.get("/").text


def test_a_day_years_before_the_record_is_refused(cast, acting, signed_in, superuser, waits):
    """Also where an agreement of long ago still stands, from before its day was bounded."""
    (carol, _), long_ago = waits.carers, timezone.localdate() - timedelta(days=400)
    agree(acting, cast.amina, carol)
    superuser.execute("UPDATE agreements_agreement SET said_on = %s", [long_ago])
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="a year before"):
        give(by, carol, on=long_ago)
    on = {"given_on_day": long_ago.day, "given_on_month": long_ago.month,
          "given_on_year": long_ago.year}  # fmt: skip
    page = signed_in(cast.amina).post(there(waits, carol), sent(4) | on)
    assert "more than a year before this family’s record began" in page.text
