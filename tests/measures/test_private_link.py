"""A carer answers by a private link: made, begun in one browser, sent once, taken in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from safehome.audit.ledger import audited
from safehome.families import actions as families
from safehome.journeys import actions as journeys
from safehome.measures import actions, outside
from safehome.measures.actions.links import token_of
from safehome.measures.models import Answers, AnswerWords, PrivateLink
from safehome.vault.boxes import put_in_box
from safehome.vault.keyring import open_family
from safehome.vault.sealing import CannotOpen
from tests.factories.families import make_family, make_journey
from tests.factories.links import Carer, make_private_link
from tests.factories.reception import Visitor, standing_at_reception
from tests.measures.test_give_answers import give
from tests.prepared import NAME
from tests.vault.test_a_stolen_backup import dump, spellings

FIVES = ["5"] * 12
WORDS = "Canary: more time to think, please."


@pytest.fixture(autouse=True)
def _no_knocks(superuser):
    superuser.execute("DELETE FROM ctx.knock")


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


@pytest.fixture
def made(cast, acting, journey):
    with acting(cast.amina) as by:
        return make_private_link(by, journey)


def row(superuser, column):
    return superuser.execute(f"SELECT {column} FROM measures_privatelink").fetchone()[0]


def taken(cast, acting, made):
    with acting(cast.amina) as by:
        open_family(made.link.family_id, purpose="test")
        return actions.take_in(made.link, by=by)


@pytest.mark.feature("MEA2")
def test_it_works(cast, acting, signed_in, journey, made, superuser):
    carol, amina = Carer(made), signed_in(cast.amina)
    asked = f"/journeys/{journey.pk}/answers/"
    assert "Not opened yet" in amina.get(asked).text

    carol.begins()
    assert "Begun" in amina.get(asked).text
    carol.answers_all(["7", *FIVES[1:]])
    assert carol.sends().headers["Location"] == "/page/sent/"

    page = amina.get(asked).text
    assert "Answers have come" in page
    answer = amina.post(f"/journeys/links/{made.link.pk}/take-in/", follow=True)
    assert "are kept" in answer.text
    # Whoever presses after a colleague is told how it is, and nothing is written anew.
    again = amina.post(f"/journeys/links/{made.link.pk}/take-in/", follow=True)
    assert again.status_code == 200
    assert "are kept already" in again.text
    assert "Answers taken in" in amina.get(asked).text
    measures = amina.get(f"/families/{journey.family_id}/measures/").text
    assert "By the carer, on a private link" in measures
    with acting(cast.amina):
        kept = Answers.objects.get()
    assert (kept.mode, kept.point, kept.given["k1"], kept.given["c4"]) == ("link", "baseline", 7, 5)
    assert kept.pack_version_id == journey.pack_version_id
    told = superuser.execute(
        "SELECT verb, door, person_id FROM audit_event WHERE verb LIKE 'answers.link-%'"
        " ORDER BY sequence"
    ).fetchall()
    assert [verb for verb, *_ in told if "seen" not in verb] == [
        "answers.link-made", "answers.link-begun", "answers.link-sent", "answers.link-taken-in",
    ]  # fmt: skip
    assert [one for one in told if one[1] == "sh_reception"] == [
        ("answers.link-begun", "sh_reception", None), ("answers.link-sent", "sh_reception", None),
    ]  # fmt: skip


def test_looking_changes_nothing(made, superuser):
    """A program that looks at links for a message must not use one up."""
    before = superuser.execute("SELECT * FROM measures_privatelink").fetchone()
    for _ in range(3):
        page = Carer(made).opens()
        assert page.status_code == 200
        assert Visitor().head(Carer(made).address).status_code == 200
    assert superuser.execute("SELECT * FROM measures_privatelink").fetchone() == before
    for word in ("Carol", "Marlow", "Harbour", "Amina", "Safe Home", "question", "child", "harm"):
        assert word not in page.text, word


def test_it_opens_in_the_browser_where_it_was_begun_and_in_no_other(made):
    carol, another = Carer(made), Carer(made)
    carol.begins()
    assert "Begun somewhere else" in another.opens().text
    assert "Begun somewhere else" in another.begins().text
    assert another.browser.get("/page/line/1/").status_code == 404
    another.browser.cookies["lines"] = carol.browser.cookies["lines"].value[:-8] + "AAAAAAA="
    assert another.browser.get("/page/line/1/").status_code == 404
    assert carol.browser.get("/page/line/1/").status_code == 200


def test_a_page_that_was_lost_is_found_again_with_its_answers(made):
    carol = Carer(made)
    carol.begins()
    carol.answers(1, "3")
    carol.answers(2, "skip")
    assert "Go on where you stopped" in carol.opens().text
    assert carol.begins().headers["Location"] == "/page/line/3/"
    assert 'value="3" checked' in carol.browser.get("/page/line/1/").text.replace("  ", " ")
    check = carol.browser.get("/page/check/").text
    assert "I’d rather not answer" in check
    assert "Not answered yet" in check
    assert "Answer what is missing" in carol.sends().text


def test_what_was_sent_is_read_by_nobody_at_the_door(made, superuser):
    carol = Carer(made)
    carol.begins()
    carol.answers_all(FIVES)
    carol.sends()
    for path in ("/page/line/1/", "/page/check/", carol.address):
        assert carol.browser.get(path).headers["Location"] == "/page/sent/", path
    assert carol.sends().headers["Location"] == "/page/sent/", "pressed twice"
    assert Carer(made).opens().status_code == 404
    sheet, written, box = superuser.execute(
        "SELECT sheet, written, box FROM measures_privatelink"
    ).fetchone()
    assert (sheet, written) == (b"", b"")
    assert box
    with standing_at_reception(), audited():
        assert outside.look(token_of(made.code), b"x" * 32).pages == ()


def test_unknown_used_ended_and_old_are_told_alike(cast, acting, journey, made, superuser):
    used = Carer(made)
    used.begins()
    used.answers_all(FIVES)
    used.sends()
    told = {Carer(made).opens().text, Carer("ACDE-FGHJ-KMNP-QRTU").opens().text}
    with acting(cast.amina) as by:
        ended = make_private_link(by, journey, "home")
        actions.end_link(ended.link, by=by)
        old = make_private_link(by, journey, "home")
    superuser.execute("UPDATE measures_privatelink SET until = now() WHERE id = %s", [old.link.pk])
    told |= {Carer(ended).opens().text, Carer(old).opens().text}
    told |= {Carer("nothing").opens().text}
    assert len(told) == 1
    assert "There is nothing here now" in told.pop()


@pytest.mark.parametrize("act", ["begins", "sends"])
def test_one_that_has_run_out_takes_nothing(made, superuser, act):
    carol = Carer(made)
    if act == "sends":
        carol.begins()
        carol.answers_all(FIVES)
    superuser.execute("UPDATE measures_privatelink SET until = now()")
    assert getattr(carol, act)().status_code == 404
    assert row(superuser, "sent_at") is None


def test_many_wrong_ones_are_slowed_and_a_right_one_works(made):
    for _ in range(20):
        assert Carer("ACDE-FGHJ-KMNP-QRTU").opens().status_code == 404
    assert Carer("ACDE-FGHJ-KMNP-QRTU").opens().status_code == 429
    assert Carer(made).opens().status_code == 200


def test_a_code_from_paper_leads_there(made):
    browser = Visitor()
    typed = made.code.lower().replace("-", " ")
    assert browser.post("/page/", {"code": typed}).headers["Location"] == f"/page/{made.code}/"
    assert "Look at yours again" in browser.post("/page/", {"code": "K4TX"}).text


def test_cleared_it_can_be_begun_anew_and_nothing_is_left(made, superuser):
    carol = Carer(made)
    carol.begins()
    carol.answers(1, "9")
    asked = carol.browser.post("/page/clear/").text
    assert "Take away your answer?" in asked
    assert "No, go back" in asked
    assert row(superuser, "written") != b"", "one tap takes nothing away"
    assert "It is cleared" in carol.browser.post("/page/clear/", {"sure": "yes"}).text
    assert row(superuser, "written") == b""
    assert not carol.browser.cookies["lines"].value
    another = Carer(made)
    another.begins()
    assert "checked" not in another.browser.get("/page/line/1/").text


def test_with_nothing_to_lose_it_is_cleared_at_once(made):
    carol = Carer(made)
    carol.begins()
    assert "It is cleared" in carol.browser.post("/page/clear/").text


def test_what_stands_in_the_database_opens_with_neither_half(cast, acting, journey, superuser):
    """So far: sealed to the browser. Sent: sealed to the staff. Never in words."""
    with acting(cast.amina) as by:
        made = make_private_link(by, journey, "feedback", point="session-1")
    carol = Carer(made)
    carol.begins()
    carol.answers_all(["5", "5", "5", "5", WORDS])
    stages = [dump(NAME)]
    carol.sends()
    stages.append(dump(NAME))
    taken(cast, acting, made)
    stages.append(dump(NAME) + dump(f"{NAME}_keyring"))
    for stage in stages:
        for word in (WORDS, made.code, made.code.replace("-", "")):
            assert not any(spelling in stage for spelling in spellings(word)), word
    with acting(cast.amina):
        open_family(journey.family_id, purpose="test")
        assert AnswerWords.objects.get().words == WORDS


def test_a_box_moved_to_another_link_does_not_open(cast, acting, made, superuser):
    carol = Carer(made)
    carol.begins()
    carol.answers_all(FIVES)
    carol.sends()
    key = bytes(row(superuser, "public_key"))
    superuser.execute(
        "UPDATE measures_privatelink SET box = %s",
        [put_in_box(key, b"{}", place="measures_privatelink|elsewhere")],
    )
    with pytest.raises(CannotOpen):
        taken(cast, acting, made)


def test_answered_on_paper_meanwhile_it_ends(cast, acting, journey, made, superuser):
    carol = Carer(made)
    carol.begins()
    carol.answers(1, "9")
    with acting(cast.amina) as by:
        give(journey, by)
    assert row(superuser, "ended_because") == "answered"
    assert (row(superuser, "sheet"), row(superuser, "written")) == (b"", b"")
    assert carol.browser.get("/page/line/2/").status_code == 404


def test_part_answered_on_paper_it_asks_the_rest(cast, acting, journey, superuser):
    with acting(cast.amina) as by:
        made = make_private_link(by, journey, "kuc", "home")
    carol = Carer(made)
    carol.begins()
    assert "Page 1 of 21" in carol.browser.get("/page/line/1/").text
    with acting(cast.amina) as by:
        give(journey, by)
    assert "Page 1 of 9" in carol.browser.get("/page/line/1/").text
    carol.answers_all(["4"] * 8)
    carol.sends()
    assert [one.questionnaire for one in taken(cast, acting, made)] == ["home"]


def test_nothing_is_overwritten_and_it_is_said(cast, acting, signed_in, journey, made, superuser):
    """In the moment between: sent by the link while somebody typed from paper."""
    carol = Carer(made)
    carol.begins()
    carol.answers_all(FIVES)
    carol.sends()
    amina = signed_in(cast.amina)
    carer = made.link.carer_id
    form = amina.get(f"/journeys/{journey.pk}/answers/{carer}/baseline/kuc/", follow=True)
    assert "have come by a private link" in form.text
    with acting(cast.amina) as by:
        give(journey, by, value=4)
    said = amina.post(f"/journeys/links/{made.link.pk}/take-in/", follow=True).text
    assert "had been answered another way meanwhile" in said
    with acting(cast.amina):
        assert Answers.objects.get().scores["total"] == 4.0
        assert PrivateLink.objects.get().not_kept == ["kuc"]
    with pytest.raises(PermissionDenied, match="taken in already"):
        taken(cast, acting, made)


@pytest.mark.parametrize("how", ["over", "left", "gone"])
def test_it_ends_with_the_journey_and_with_the_carers_part_in_it(
    cast, acting, journey, made, superuser, how
):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="test")
        carer = made.link.carer
        if how == "over":
            superuser.execute("UPDATE journeys_journey SET ended_at = now(), ended_by_id = lead_id")
        elif how == "left":
            journeys.withdraw_agreement(
                carer, purpose="taking-part", on=timezone.localdate(), reason="too-much",
                because="", what_next="A call.", by=by,
            )  # fmt: skip
        else:
            families.leave_family(
                carer, on=timezone.localdate(), because="Moved.", seen=carer.version, by=by
            )
    assert row(superuser, "ended_because") == ("over" if how == "over" else "left")
    assert Carer(made).opens().status_code == 404


def test_it_is_refused(cast, acting, journey):
    with acting(cast.amina) as by:
        make_private_link(by, journey)
        with pytest.raises(PermissionDenied, match="is open already"):
            make_private_link(by, journey)
        with pytest.raises(PermissionDenied, match="own words"):
            make_private_link(by, journey, "goals", point="mid")
        with pytest.raises(PermissionDenied, match="not for carers"):
            make_private_link(by, journey, "support-challenge-practitioner", point="mid")
        with pytest.raises(PermissionDenied, match="from one day"):
            make_private_link(by, journey, point="mid", days=15)
    with acting(cast.mo) as by, pytest.raises(PermissionDenied, match="practitioners"):
        make_private_link(by, journey, point="mid")


def test_an_old_one_gives_way_to_a_new_one(cast, acting, journey, made, superuser):
    superuser.execute("UPDATE measures_privatelink SET until = now() - interval '1 day'")
    with acting(cast.amina) as by:
        make_private_link(by, journey)
    assert superuser.execute(
        "SELECT ended_because FROM measures_privatelink ORDER BY made_at"
    ).fetchall() == [("run-out",), ("",)]


def test_the_worker_empties_what_has_run_out(made, superuser):
    assert outside_worker(superuser) == 0
    superuser.execute("UPDATE measures_privatelink SET until = now() - interval '1 minute'")
    assert outside_worker(superuser) == 1
    assert (row(superuser, "ended_because"), row(superuser, "sheet")) == ("run-out", b"")


def outside_worker(superuser):
    with superuser.transaction():
        superuser.execute("SET LOCAL SESSION AUTHORIZATION sh_worker")
        count = superuser.execute("SELECT ctx.empty_links()").fetchone()[0]
        superuser.execute("RESET SESSION AUTHORIZATION")
    return count


def test_the_door_reads_no_link(made):
    with standing_at_reception(), audited():
        for table in ("measures_privatelink", "measures_answers"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(f"SELECT * FROM {table}")


def test_the_link_is_made_and_shown_once(cast, signed_in, journey):
    amina = signed_in(cast.amina)
    page = amina.get(f"/journeys/{journey.pk}/answers/").text
    place = page.split(f"/journeys/{journey.pk}/links/")[1].split('"')[0]
    address = f"/journeys/{journey.pk}/links/{place}"
    form = amina.get(address).text
    assert "own words" in form, "goals are not asked by a link, and it says why"
    key = form.split('name="key" value="')[1].split('"')[0]
    posted = {"asked": ["kuc", "home"], "how": "show", "days": "7", "safe": "on", "key": key}
    assert "Ask the carer first" in amina.post(address, posted | {"safe": ""}).text
    shown = amina.post(address, posted).text
    code = shown.split('class="sh-slip__letters">')[1].split("<")[0]
    assert f"http://localhost:8412/page/{code}/" in shown
    again = amina.post(address, posted, follow=True).text
    assert "shown once" in again
    assert code not in again
    carol = Carer(code)
    assert "/page/line/1/" in carol.begins().headers["Location"]
    link = again.split("/journeys/links/")[1].split("/")[0]
    amina.post(f"/journeys/links/{link}/end/")
    assert carol.browser.get("/page/line/1/").status_code == 404
    ended = amina.get(f"/journeys/{journey.pk}/answers/").text
    assert "Ended by us" in ended


def test_it_lasts_to_the_end_of_its_last_day(made):
    until = timezone.localtime(made.link.until)
    assert until.date() == timezone.localdate() + timedelta(days=7)
    assert (until.hour, until.minute) == (23, 59)
