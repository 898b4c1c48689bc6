"""A copy on a carer's telephone: explained, cut, sealed; opened once, withdrawn, emptied."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from safehome.audit.ledger import audited
from safehome.families import actions as families
from safehome.informing.models import Told
from safehome.plans import actions, queries, telephone
from safehome.plans.actions import LineWords
from safehome.plans.models import Copy, Explained, PhoneCopy, Plan
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import ask_everybody, next_version, sections
from tests.factories.reception import standing_at_reception
from tests.plans.copying import HERS, give, make_planned
from tests.plans.phoning import SAID_BACK, offer, opened
from tests.plans.test_give_a_copy import dates, today


@pytest.fixture
def planned(cast, acting):
    open_pack_version()
    with acting(cast.amina) as by:
        return make_planned(by, make_family(by, cast, carers=("Carol", "Gran")))


@pytest.fixture
def offered(cast, acting, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        return offer(planned, planned.made.carers[0], by=by)


def take(offered):
    with standing_at_reception(), audited():
        return telephone.take(offered.token)


def stands(offered):
    with standing_at_reception(), audited():
        return telephone.stands(offered.token)


def state(cast, acting, planned, *, who=None):
    with acting(who or cast.amina):
        open_family(planned.made.pk, purpose="test")
        plan = Plan.objects.get(pk=planned.version.plan_id)
        return queries.copies_of(plan, today=today())[0]


def filled(who, **more):
    return {
        "who": who.pk, "part": "part", "explained": Explained.values, "said_back": SAID_BACK,
        "basis": "explained", "looked": "on", "act": "offer", **dates("expires_on", today(60)),
        **more,
    }  # fmt: skip


def post(client, planned, who, **more):
    address = reverse("plans:offer-phone", args=[planned.version.plan_id])
    return client.post(address, filled(who, **more))


@pytest.mark.feature("PLN6")
def test_it_is_explained_offered_once_and_stands_in_the_ledger(cast, acting, signed_in, planned):
    client, carol = signed_in(cast.amina), planned.made.carers[0]
    looked = post(client, planned, carol, act="look")
    assert looked.headers["Content-Type"] == "application/pdf"
    assert not Copy.objects.exists()

    page = post(client, planned, carol).content.decode()

    link = re.search(r'id="phone-link">(\S+)</p>', page)[1]
    assert re.fullmatch(r"http://localhost:8412/notes/#[\w-]{86}", link)
    assert "<svg" in page
    with acting(cast.amina):
        open_family(planned.made.pk, purpose="test")
        phone, told = PhoneCopy.objects.select_related("copy").get(), Told.objects.get()
        assert (phone.member_id, phone.made_by_id) == (carol.pk, cast.amina.pk)
        assert set(phone.explained) == set(Explained.values)
        assert phone.said_back == SAID_BACK
        assert "On a phone" in told.words
        assert phone.link_until - phone.made_at <= timedelta(minutes=21)
    copies = client.get(reverse("plans:copies", args=[planned.version.plan_id])).content.decode()
    assert "Offered" in copies
    assert SAID_BACK in copies
    assert link[-80:] not in copies


def test_sent_twice_it_is_offered_once(cast, acting, signed_in, planned):
    from safehome.drafts.keys import new_key

    client, carol, key = signed_in(cast.amina), planned.made.carers[0], str(new_key())
    assert post(client, planned, carol, key=key).status_code == 200
    assert post(client, planned, carol, key=key).status_code == 302
    with acting(cast.amina):
        assert PhoneCopy.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"explained": Explained.values[:-1]}, "Go through all of it with them"),
        ({"said_back": " "}, "in their own words"),
        ({"looked": ""}, "Look at it on paper first"),
        ({"basis": "agreed"}, "Choose the agreement"),
        (dates("expires_on", today(101)), "100 days at most"),
        (dates("expires_on", today()), "100 days at most"),
    ],
)
def test_it_is_refused(signed_in, cast, planned, more, said):
    answer = post(signed_in(cast.amina), planned, planned.made.carers[0], **more)

    assert said in answer.content.decode()
    assert not Copy.objects.exists()


def test_only_a_carer_has_one(cast, acting, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        for who in (planned.made.children[0], planned.school):
            field = "professional" if who is planned.school else "member"
            with pytest.raises(PermissionDenied, match="Only a carer"):
                actions.give_copy(
                    planned.version, kind="phone", for_role=True, how="in-person",
                    given_on=today(), expires_on=today(9), by=by, **{field: who.pk},
                )  # fmt: skip
        with pytest.raises(PermissionDenied, match="Only a carer"):
            offer(planned, planned.made.children[0], by=by)
        with pytest.raises(PermissionDenied, match="all of it"):
            offer(planned, planned.made.carers[0], by=by, explained=["pin"])


def test_it_holds_what_its_cut_holds_and_nothing_else(cast, acting, planned, offered):
    page = opened(offered, take(offered))

    said = json.dumps(page, ensure_ascii=False)
    assert "Sasha meets Jay at the gate" in said
    assert "Ring Carol, then ring us" in said
    assert ["The people who work with us", "01632 960100"] in page["ring"]
    assert page["until"] / 1000 == offered.phone.until.timestamp()
    for canary in planned.canaries:
        assert canary not in said
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        whole = offer(planned, planned.made.carers[0], by=by, whole=True)
    page = opened(whole, take(whole))
    assert "Canary text SP4" in str(page)
    assert "Canary helps Mina" in str(page)
    for hidden in ("Canary account", "Canary stand", "Canary from_what", "Canary helps Jay"):
        assert hidden not in str(page)


def test_what_gives_a_hidden_home_away_is_not_offered(cast, acting, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        draft = next_version(by, planned.version, stage="interim")
        actions.write_line(
            draft, section="SP8", words=LineWords(f"Meet at {HERS.splitlines()[0]}"), by=by,
            children=[one.pk for one in planned.made.children], hands={planned.gran.pk: []},
        )  # fmt: skip
        ask_everybody(by, draft, planned.made)
        held = actions.put_in_force(draft, sections=sections(), by=by)
        version = queries.version_for(by, held.pk, purpose="test")
        with pytest.raises(PermissionDenied, match="must not learn"):
            offer(replace(planned, version=version), planned.gran, by=by)


def test_the_box_is_given_once_and_is_empty_then(offered, superuser, cast, acting, planned):
    assert take(offered)
    assert take(offered) is None
    assert superuser.execute("SELECT box FROM plans_phonecopy").fetchone() == (b"",)
    assert state(cast, acting, planned).state == "Holds"
    verbs = superuser.execute(
        "SELECT door, about_id, family_id, person_id FROM audit_event"
        " WHERE verb = 'plan.phone-taken'"
    ).fetchall()
    assert verbs == [("sh_reception", offered.phone.pk, planned.made.pk, None)]


@pytest.mark.parametrize(
    "ended",
    ["link_until = now()", "until = now()", "ended_at = now()", "newer_at = now()"],
)
def test_a_link_that_has_ended_opens_nothing(offered, superuser, ended, cast, acting, planned):
    superuser.execute(f"UPDATE plans_phonecopy SET {ended}")
    assert take(offered) is None
    if ended != "until = now()":
        assert state(cast, acting, planned).state == "Was not taken up"
        assert not state(cast, acting, planned).to_fetch


def test_how_it_stands_is_told_by_its_token_alone(offered):
    assert stands(offered) == "", "nobody has it yet"
    take(offered)
    assert stands(offered) == "holds"
    with standing_at_reception(), audited():
        assert telephone.stands(offered.key) == ""


@pytest.mark.feature("PLN6")
def test_withdrawn_in_one_press(cast, acting, signed_in, planned, offered, superuser):
    take(offered)
    client = signed_in(cast.amina)
    address = reverse("plans:withdraw-phone", args=[offered.copy.pk])
    copies = reverse("plans:copies", args=[planned.version.plan_id])
    assert address in client.get(copies).content.decode()

    assert client.post(address).status_code == 302

    assert stands(offered) == "over"
    held = state(cast, acting, planned)
    assert (held.state, held.to_fetch) == ("Withdrawn", True)
    with standing_at_reception(), audited():
        telephone.erased(offered.token)
        telephone.erased(offered.token)  # said twice, heard once
    held = state(cast, acting, planned)
    assert (held.state, held.to_fetch) == ("Erased from the phone", False)
    assert client.post(address).status_code == 403
    told = superuser.execute(
        "SELECT count(*) FROM audit_event WHERE verb = 'plan.phone-erased'"
    ).fetchone()
    assert told == (1,)


def test_a_paper_copy_is_not_withdrawn_so(cast, acting, signed_in, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        paper = give(planned, planned.school, by=by)
    answer = signed_in(cast.amina).post(reverse("plans:withdraw-phone", args=[paper.pk]))
    assert answer.status_code == 403


def test_it_is_not_printed(cast, signed_in, offered):
    answer = signed_in(cast.amina).get(reverse("plans:paper", args=[offered.copy.pk]))
    assert answer.status_code == 403


@pytest.mark.parametrize("how", ["returned", "closed", "left"])
def test_it_is_over_when_given_back_the_plan_closed_or_the_carer_gone(
    how, cast, acting, planned, offered, superuser
):
    take(offered)
    with acting(cast.ben if how == "closed" else cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        copy = queries.copy_for(by, offered.copy.pk, purpose="test")
        if how == "returned":
            actions.note_copy_returned(copy, on=today(), by=by)
        elif how == "closed":
            superuser.execute("UPDATE plans_plan SET closed_at = now(), closed_by_id = %s", [by.pk])
        else:
            superuser.execute(
                "UPDATE families_familymember SET left_on = now() WHERE id = %s",
                [planned.made.carers[0].pk],
            )
    assert stands(offered) == "over"


def test_a_newer_version_is_told_also_of_a_carer_whom_its_writer_may_not_see(
    cast, acting, planned, offered
):
    take(offered)
    with acting(cast.priya) as by:
        open_family(planned.made.pk, purpose="test")
        families.restrict_member(planned.made.carers[0], readers=[by.pk], because="few", by=by)
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        assert not PhoneCopy.objects.exists()
        draft = next_version(by, planned.version, stage="interim")
        actions.write_line(
            draft, section="SP12", words=LineWords("Ring us"), hands={planned.gran.pk: []}, by=by,
            children=[one.pk for one in planned.made.children],
        )  # fmt: skip
        ask_everybody(by, draft, planned.made, stand=False)
        for member in (planned.gran, *planned.made.children):
            how = "content" if member.is_child else "agrees"
            actions.keep_stand(draft, member, stand=how, on=today(), by=by)
        actions.put_in_force(draft, sections=sections(), by=by)
    assert stands(offered) == "newer"


def test_no_door_reads_the_table_by_hand(offered):
    with standing_at_reception(), audited(), pytest.raises(DatabaseError, match="denied"):
        connection.cursor().execute("SELECT * FROM plans_phonecopy")


def test_the_staff_cannot_change_what_was_offered(cast, acting, offered):
    with acting(cast.amina), pytest.raises(DatabaseError, match="denied"):
        PhoneCopy.objects.update(until=timezone.now() + timedelta(days=999))


def test_neither_token_nor_key_nor_words_stand_in_the_database(offered):
    from tests.prepared import NAME
    from tests.vault.test_a_stolen_backup import dump, spellings

    backup = dump(NAME) + dump(f"{NAME}_keyring")
    assert offered.phone.token_hash.hex().encode() in backup, "the search finds what is there"
    for secret in (offered.token, offered.key):
        assert secret.hex().encode() not in backup
    for word in (SAID_BACK, "Sasha meets Jay at the gate"):
        assert not any(one in backup for one in spellings(word))


def test_the_worker_empties_what_was_not_fetched(offered, superuser, worker):
    assert telephone.empty_boxes(using=worker) == 0
    superuser.execute("UPDATE plans_phonecopy SET link_until = now()")
    assert telephone.empty_boxes(using=worker) == 1
    assert superuser.execute("SELECT box FROM plans_phonecopy").fetchone() == (b"",)
