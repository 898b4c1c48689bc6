"""A carer who waits answers by a private link: kept as of those who wait, and ended in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.agreements import actions as agreements
from safehome.families import actions as families
from safehome.measures import actions
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
from tests.factories.links import Carer

PURPOSE = "waiting-questions"
FIVES = ["5"] * 12


@pytest.fixture(autouse=True)
def _no_knocks(superuser):
    superuser.execute("DELETE FROM ctx.knock")


@pytest.fixture
def waits(cast, acting):
    open_pack_version()
    with acting(cast.amina) as by:
        made = make_family(by, cast, name="Waiting", carers=("Carol", "Dean"))
        make_agreement(made.carers[0], by=by, purpose=PURPOSE)
        return made


def link_for(by, waits, *names, carer=0, **more):
    open_family(waits.pk, purpose="test")
    version = open_pack_version()
    return actions.make_link(
        waits.carers[carer], [pack_of(version).questionnaire(one) for one in names or ("kuc",)],
        journey=waits.pk, pack_version=version, point=WAITING, by=by, **more,
    )  # fmt: skip


@pytest.fixture
def made(cast, acting, waits):
    with acting(cast.amina) as by:
        return link_for(by, waits)


def answered(made):
    carol = Carer(made)
    carol.begins()
    carol.answers_all(FIVES)
    carol.sends()
    return carol


def why(superuser):
    return superuser.execute("SELECT ended_because, sheet FROM measures_privatelink").fetchone()


@pytest.mark.feature("MEA2", "NEW27")
def test_made_answered_alone_and_taken_in(cast, acting, signed_in, waits):
    amina, (carol, _) = signed_in(cast.amina), waits.carers
    form = f"{there(waits)}{carol.pk}/link/"
    assert form in amina.get(there(waits)).text
    page = amina.get(form).text
    key = page.split('name="key" value="')[1].split('"')[0]
    posted = {"asked": ["kuc"], "days": "7", "safe": "on", "how": "show", "key": key}
    shown = amina.post(form, posted).text
    code = shown.split('class="sh-slip__letters">')[1].split("<")[0]
    assert "Not opened yet" in amina.get(there(waits)).text
    looked = Carer(code).opens().text
    for word in ("Carol", "Waiting", "Harbour", "wait", "question"):
        assert word not in looked, word

    answered(code)
    page = amina.get(there(waits)).text
    assert "Answers have come" in page
    assert f'href="{there(waits, carol)}"' not in page, "and is not asked again meanwhile"
    assert "Carol have come by a link" in amina.get("/").text
    assert there(waits) in amina.get("/").text
    link = page.split("/journeys/links/")[1].split("/")[0]
    taken = amina.post(f"/journeys/links/{link}/take-in/", follow=True)
    assert taken.redirect_chain == [(there(waits), 302)]
    assert "are kept" in taken.text
    with acting(cast.amina):
        kept = Answers.objects.get()
        assert (kept.journey_id, kept.point, kept.mode) == (waits.pk, WAITING, "link")
        assert kept.scores["total"] == 5


@pytest.mark.parametrize(
    "how", ["by us", "day", "answered", "left", "begun", "said no", "not valid"]
)
def test_it_ends(cast, acting, signed_in, waits, made, superuser, how):
    carol, today = waits.carers[0], timezone.localdate()
    begun = Carer(made)
    begun.begins()
    begun.answers(1, "9")
    with acting(cast.ben) as by:
        open_family(waits.pk, purpose="test")
        if how == "left":
            families.leave_family(carol, on=today, because="Moved.", seen=carol.version, by=by)
        elif how == "said no":
            agreements.take_back(carol, purpose=PURPOSE, on=today, by=by)
        elif how == "not valid":
            agreements.invalidate_agreement(
                carol, purpose=PURPOSE, reason="pressure", because="Was pressed.", by=by
            )
    if how == "by us":
        signed_in(cast.amina).post(f"/journeys/links/{made.link.pk}/end/")
    elif how == "day":
        superuser.execute("UPDATE measures_privatelink SET until = now()")
        superuser.execute("SELECT ctx.empty_links()")
    elif how == "answered":
        signed_in(cast.amina).post(there(waits, carol), sent(4))
    elif how == "begun":
        with acting(cast.amina) as by:
            make_journey(by, waits, carers=[waits.carers[1]])  # and not even hers
    reasons = {"by us": "by-us", "day": "run-out", "not valid": "said-no", "said no": "said-no"}
    assert why(superuser) == (reasons.get(how, how), b"")
    assert Carer(made).opens().status_code == 404
    assert begun.browser.get("/page/line/2/").status_code == 404


def test_another_carers_no_ends_nothing(cast, acting, waits, made, superuser):
    with acting(cast.amina) as by:
        make_agreement(waits.carers[1], by=by, purpose=PURPOSE, said="refused")
        make_agreement(waits.carers[0], by=by, purpose="research", said="refused")
        # What was said before, and is typed in late, does not outweigh what was said since.
        make_agreement(
            waits.carers[0], by=by, purpose=PURPOSE, on=timezone.localdate() - timedelta(days=300)
        )
    assert why(superuser)[0] == ""
    assert Carer(made).opens().status_code == 200


@pytest.mark.parametrize("since", ["a journey began", "taken back", "left"])
def test_what_was_sent_while_they_waited_is_kept_all_the_same(
    cast, acting, signed_in, waits, made, since
):
    carol, today = waits.carers[0], timezone.localdate()
    answered(made)
    with acting(cast.amina) as by:
        open_family(waits.pk, purpose="test")
        if since == "a journey began":
            make_journey(by, waits)
        elif since == "left":
            families.leave_family(carol, on=today, because="Moved.", seen=carol.version, by=by)
        else:
            agreements.take_back(carol, purpose=PURPOSE, on=today, by=by)
    amina = signed_in(cast.amina)
    assert "Take in the answers" in amina.get(there(waits)).text
    amina.post(f"/journeys/links/{made.link.pk}/take-in/")
    with acting(cast.amina):
        assert Answers.objects.get().point == WAITING
        assert PrivateLink.objects.get().not_kept == []


def test_it_is_refused(cast, acting, signed_in, waits):
    carol, dean = waits.carers
    amina = signed_in(cast.amina)
    assert f"{dean.pk}/link/" not in amina.get(there(waits)).text
    led = amina.get(f"{there(waits)}{dean.pk}/link/", follow=True)
    assert led.redirect_chain == [(there(waits), 302)]
    with acting(cast.amina) as by:
        with pytest.raises(PermissionDenied, match="Ask them first"):
            link_for(by, waits, carer=1)
        make_agreement(
            dean, by=by, purpose=PURPOSE, on=timezone.localdate(),
            until=timezone.localdate() + timedelta(days=3),
        )  # fmt: skip
        with pytest.raises(PermissionDenied, match="Choose fewer days"):
            link_for(by, waits, carer=1, days=7)
        link_for(by, waits, carer=1, days=3)
        with pytest.raises(PermissionDenied, match="is open already"):
            link_for(by, waits, carer=1, days=3)
    with acting(cast.amina) as by:
        make_journey(by, waits)
    led = amina.get(f"{there(waits)}{carol.pk}/link/", follow=True)
    assert led.redirect_chain == [(there(waits), 302)]
    for person in (cast.noor, cast.sam, cast.dev):
        assert signed_in(person).get(f"{there(waits)}{carol.pk}/link/").status_code == 404


def test_a_link_outlives_the_pack_that_it_was_made_of(cast, signed_in, waits, made, superuser):
    """Answers that have come can be taken in, though no pack is in force any more."""
    answered(made)
    yesterday = timezone.localdate() - timedelta(days=1)
    superuser.execute("UPDATE programme_packversion SET valid_until = %s", [yesterday])
    try:
        page = signed_in(cast.amina).get(f"/families/{waits.pk}/waiting-answers/")
    finally:
        superuser.execute("UPDATE programme_packversion SET valid_until = NULL")
    assert page.status_code == 200
    assert "Answers have come" in page.text
    assert f"/journeys/links/{made.link.pk}/take-in/" in page.text
