"""Deciding whether the programme suits a family, with reasons that can be read years later."""

from __future__ import annotations

import json

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.kit.ids import new_id
from safehome.referrals import actions
from safehome.referrals.models import Suitability, WhatBecame
from safehome.referrals.queries.arrivals import referral_for
from tests.factories.families import open_pack_version, whole_open_pack
from tests.factories.reception import open_front_door
from tests.factories.referrals import make_referral


@pytest.fixture
def referral(cast, acting):
    open_pack_version()
    with acting(cast.priya) as by:
        return make_referral(by).pk


def answers(**said):
    pack, _ = whole_open_pack()
    names = [one.id for one in pack.suitability.criteria]
    return {f"is_{name}": "met" for name in names} | {
        "therapy": "planned", "decision": "yes", "key": str(new_id()),
    } | said  # fmt: skip


def post(client, referral, **said):
    return client.post(f"/referrals/{referral}/suitability/", answers(**said))


@pytest.mark.feature("REF3")
def test_a_yes_with_what_it_rests_on(cast, acting, signed_in, referral):
    client = signed_in(cast.ben)
    page = client.get(f"/referrals/{referral}/suitability/").content.decode()
    assert "A carer takes part of their own accord" in page

    answer = post(client, referral, note_carer="Rang us herself.")

    assert answer.url == f"/referrals/{referral}/"
    shown = client.get(answer.url).content.decode()
    assert "Suitable" in shown
    assert "Rang us herself." in shown
    with acting(cast.priya) as by:
        referral_for(by, referral, purpose="test")
        row = Suitability.objects.get()
        assert row.criteria["carer"] == "met"
        assert json.loads(row.notes) == {"carer": "Rang us herself."}
        assert row.pack_version_id == open_pack_version().pk


@pytest.mark.feature("PRG27")
def test_a_gap_in_the_childs_own_support_is_named_with_a_way(cast, signed_in, referral):
    client = signed_in(cast.ben)
    refused = post(client, referral, therapy="none").content.decode()
    assert "Name the way to support for the child first" in refused
    post(client, referral, therapy="none", way_to_therapy="Ben asks the children’s team by Friday")
    page = client.get(f"/referrals/{referral}/").content.decode()
    assert "No support for the child yet" in page
    assert "Ben asks the children’s team by Friday" in page


@pytest.mark.feature("REF11")
def test_a_no_has_reason_words_and_signposts_and_prepares_a_letter(
    cast, acting, signed_in, referral
):
    client = signed_in(cast.mo)
    refused = post(client, referral, decision="no").content.decode()
    for asked in ("Write why, in words", "Choose the main reason", "Write where else they can"):
        assert asked in refused
    answer = post(client, referral, decision="no", words="We are full until May.",
                  reason="no-room", signposts="Meadow: they ring you.", tell="on")  # fmt: skip
    assert answer.url == f"/referrals/{referral}/letter/"
    letter = client.get(answer.url).content.decode()
    assert "Dear Carol Marlow" in letter
    assert "We are full until May." in letter
    assert "Meadow: they ring you." in letter
    paper = client.get(f"/referrals/{referral}/letter/paper/")
    assert paper.content.startswith(b"%PDF")
    listed = client.get("/referrals/").content.decode()
    assert "Not taken on (1)" in listed
    assert "No referral is being considered" in listed
    with acting(cast.mo):
        assert WhatBecame.objects.get().stage == "not-here"


def test_a_changed_mind_is_a_new_row(cast, acting, signed_in, referral):
    client = signed_in(cast.priya)
    post(client, referral, decision="more", words="Ask the school.")
    post(client, referral)
    page = client.get(f"/referrals/{referral}/").content.decode()
    assert "Before: More is needed to decide" in page
    with acting(cast.priya):
        assert [one.decision for one in Suitability.objects.all()] == ["yes", "more"]


def test_a_form_is_sent_once(cast, acting, signed_in, referral):
    client, key = signed_in(cast.priya), str(new_id())
    for _ in range(2):
        assert post(client, referral, key=key).status_code == 302
    with acting(cast.priya):
        assert Suitability.objects.count() == 1


def test_yes_although_something_is_not_met_needs_words(cast, signed_in, referral):
    said = post(signed_in(cast.priya), referral, is_enquiry="not-met").content.decode()
    assert "write why it is a yes all the same" in said


def test_nobody_else_decides(cast, acting, signed_in, referral):
    assert signed_in(cast.amina).get(f"/referrals/{referral}/suitability/").status_code in (
        403,
        404,
    )
    with acting(cast.rita) as by:
        found = referral_for(by, referral, purpose="test")
        with pytest.raises(PermissionDenied, match="decides on a referral"):
            actions.decide_suitability(found, decision="yes", criteria={}, therapy="planned", by=by)


def test_the_letter_is_there_only_after_a_no(cast, signed_in, referral):
    assert signed_in(cast.mo).get(f"/referrals/{referral}/letter/").status_code == 404


@pytest.mark.feature("REF11")
def test_refusals_are_counted_without_pointing_at_anybody(cast, acting, signed_in):
    with acting(cast.mo) as by:
        for number in range(9):
            found = make_referral(by, name=f"Family{number}")
            actions.decide_suitability(
                found, decision="no", criteria={}, therapy="planned", words="w", signposts="s",
                reason="no-room" if number < 7 else "area", by=by,
            )  # fmt: skip
    client = signed_in(cast.mo)
    page = client.get("/referrals/refusals/").content.decode()
    assert "Outside our area" in page
    assert "held back" in page
    sheet = client.get("/referrals/refusals/sheet/").content.decode()
    assert sheet.splitlines()[0].startswith(f"Reason,{timezone.localdate().year}")
    assert "Outside our area,held back,held back" in sheet
    assert ",2" not in sheet.split("\n", 1)[1]
    assert ",7" not in sheet  # or the two could be had from the total
    assert signed_in(cast.ben).get("/referrals/refusals/").status_code == 403


def declined(acting, signed_in, cast, carers) -> tuple[object, str]:
    with acting(cast.priya) as by:
        made = make_referral(by, carers=carers)
    client = signed_in(cast.mo)
    answer = post(client, made.pk, decision="no", words="We are full until May.",
                  reason="no-room", signposts="Meadow: they ring you.")  # fmt: skip
    return client, answer.url


@pytest.mark.feature("REF11")
def test_no_letter_to_a_carer_who_does_not_know_of_the_referral(cast, acting, signed_in, referral):
    """A letter would be how they learn of it."""
    client, address = declined(acting, signed_in, cast, [
        {"name": "Carol Marlow", "knows": "yes"}, {"name": "Dan Marlow", "knows": "no"},
    ])  # fmt: skip
    said = client.get(address).text
    assert "Dear Carol Marlow" in said
    assert "Dear Dan Marlow" not in said
    assert "No letter to Dan Marlow" in said
    assert "knows of it. Find out" not in said
    paper = pypdfium2.PdfDocument(client.get(f"{address}paper/").content)
    assert len(paper) == 1

    spoken = client.get(f"{address}?told=1").text
    assert "Dear Dan Marlow" in spoken
    assert "No letter to" not in spoken
    assert f'href="{address}paper/?told=1"' in spoken
    assert len(pypdfium2.PdfDocument(client.get(f"{address}paper/?told=1").content)) == 2


def test_where_no_carer_knows_there_is_no_paper(cast, acting, signed_in, referral):
    client, address = declined(acting, signed_in, cast, [{"name": "Dan Marlow", "knows": "no"}])
    said = client.get(f"{address}?told=x&told=99999").text
    assert "No letter to Dan Marlow" in said
    assert "Open as a paper" not in said
    assert client.get(f"{address}paper/").status_code == 404


def test_where_it_is_not_said_who_knows_somebody_finds_out(cast, acting, signed_in, referral):
    client, address = declined(acting, signed_in, cast, [{"name": "Carol Marlow"}])
    said = client.get(address).text
    assert "Dear Carol Marlow" in said
    assert "does not say whether Carol Marlow knows of it" in said


@pytest.mark.feature("NEW19")
def test_a_letter_never_says_where_a_hidden_home_is(cast, acting, signed_in, referral):
    client, _ = declined(acting, signed_in, cast, [
        {"name": "Carol Marlow", "knows": "yes", "address": "3 Quiet Lane\nHartwell\nHW2 3CD",
         "address_is_hidden": True},
        {"name": "Dan Marlow", "knows": "yes", "address": "9 Made-up Road"},
    ])  # fmt: skip
    with acting(cast.priya):
        made = Suitability.objects.get().referral_id
    answer = post(client, made, decision="no", words="We are full until May.", reason="no-room",
                  signposts="The centre near Quiet Lane rings you.")  # fmt: skip
    said = client.get(answer.url).text
    assert "Dear Carol Marlow" in said, "she lives there"
    assert "Dear Dan Marlow" not in said
    assert "says where a home is" in said
    assert len(pypdfium2.PdfDocument(client.get(f"{answer.url}paper/").content)) == 1


@pytest.mark.feature("FAM4")
def test_who_does_not_know_and_whose_address_is_hidden_is_said_at_once(
    cast, acting, signed_in, referral
):
    with acting(cast.priya) as by:
        made = make_referral(by, urgency="today", carers=[
            {"name": "Dan Marlow", "knows": "no", "address": "3 Quiet Lane",
             "address_is_hidden": True, "phone": "01632 960002"},
        ])  # fmt: skip
    said = signed_in(cast.mo).get(f"/referrals/{made.pk}/").text
    first, _, _ = said.partition("Every answer")
    assert "somebody in the family must not learn this address" in first
    assert "does not know of this referral" in first


def test_the_letter_gives_the_number_that_referrers_ring(cast, acting, signed_in, referral):
    client, address = declined(acting, signed_in, cast, [{"name": "Carol Marlow"}])
    assert "[telephone]" in client.get(address).text
    open_front_door(cast.mo, phone="01632 960100")
    said = client.get(address).text
    assert "01632 960100" in said
    assert "[telephone]" not in said
