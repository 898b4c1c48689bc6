"""Frozen sets: kept as they were, without anybody's identity, and withdrawn for good."""

import csv
import hashlib
import io
import re

import pytest
import pyzipper
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from safehome.agreements.actions import take_back
from safehome.evaluation.__main__ import main
from safehome.evaluation.actions import freeze_set, withdraw_set
from safehome.evaluation.models import FrozenRows, FrozenSet
from safehome.evaluation.rules.rows import HEADS
from safehome.evaluation.sets import pieces_of, set_of
from safehome.families.actions import lift_restriction, restrict_member
from safehome.families.models import FamilyMember
from safehome.vault.keyring import open_family
from tests.evaluation.test_counting import journey  # noqa: F401
from tests.factories.families import make_agreement

PASSWORD = "otter lantern quilt seven"


@pytest.fixture
def agreed(cast, acting, journey):  # noqa: F811
    """Carol agrees to the use of her answers for research; Colin was not asked."""
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="agreeing")
        carol = FamilyMember.objects.get(pk=journey.carers.order_by("id").first().carer_id)
        make_agreement(carol, purpose="research", by=by)
    return carol


@pytest.fixture
def frozen(cast, acting, agreed):
    with acting(cast.mo) as by:
        return freeze_set("Autumn", by=by)


def unpacked(content, password=PASSWORD):
    with pyzipper.AESZipFile(io.BytesIO(content)) as box:
        box.setpassword(password.encode())
        return {name: box.read(name) for name in box.namelist()}


def take(client, frozen, kind="frozen", password=PASSWORD, asked=""):
    told = {"kind": kind, "password": password, "again": password}
    return client.post(f"/outcomes/frozen/{frozen.pk}/take-away/{asked}", told)


@pytest.mark.feature("NEW28")
def test_it_works(cast, signed_in, frozen, journey, agreed, tmp_path, capsys):  # noqa: F811
    answer = take(signed_in(cast.eve), frozen)
    files = unpacked(answer.content)

    assert files.keys() == {
        "frozen-set.json", "carers.csv", "answers.csv", "what-the-columns-mean.csv",
        "what-the-figures-mean.csv", "read-me.txt",
    }  # fmt: skip
    (tmp_path / "frozen-set.json").write_bytes(files["frozen-set.json"])
    assert main([str(tmp_path / "frozen-set.json")]) == 0
    figures = capsys.readouterr().out
    taken = take(signed_in(cast.eve), frozen, "csv", "").content.decode("utf-8-sig")
    assert figures.encode() == taken.encode()  # to the last digit, hashes too
    page = signed_in(cast.mo).get(f"/outcomes/frozen/{frozen.pk}/figures/").content.decode()
    hashes = [row["hash"] for row in csv.DictReader(io.StringIO(figures))]
    assert len(hashes) > 20
    assert all(one in page for one in hashes)


def test_each_file_has_the_digest_that_is_told(cast, signed_in, frozen):
    files = unpacked(take(signed_in(cast.eve), frozen).content)

    for name, digest in (("carers", frozen.carers_digest), ("answers", frozen.answers_digest)):
        assert hashlib.sha256(files[f"{name}.csv"]).hexdigest() == digest
        assert digest in files["read-me.txt"].decode()
    assert frozen.digest in files["read-me.txt"].decode()


def test_rows_are_of_those_who_agreed_alone_and_name_nobody(
    cast, signed_in, frozen, journey, agreed  # noqa: F811
):  # fmt: skip
    files = unpacked(take(signed_in(cast.eve), frozen).content)
    (carer,) = csv.DictReader(io.StringIO(files["carers.csv"].decode()))
    answers = list(csv.DictReader(io.StringIO(files["answers.csv"].decode())))

    assert ",".join(carer) == HEADS["carers"]
    assert {(one["point"], one["part"], float(one["score"])) for one in answers} >= {
        ("baseline", "total", 3.0), ("end", "total", 7.0),
    }  # fmt: skip
    assert {one["person"] for one in answers} == {carer["person"]}
    # One alone is like nobody else: what could single her out is left out.
    assert {carer[name] for name in ("team", "began", "language", "carer")} == {""}
    everything = b"".join(files.values()).decode()
    for told in ("Marlow", "Carol", "Colin", "North", str(journey.pk), str(agreed.pk),
                 str(journey.family_id), f"{journey.started_on:%Y-%m-%d}"):  # fmt: skip
        assert told not in everything
        assert told.replace("-", "") not in everything


def test_ids_are_drawn_anew_for_each_set(cast, acting, signed_in, frozen):
    with acting(cast.rita) as by:
        other = freeze_set("Again", by=by)
    told = [
        next(csv.DictReader(io.StringIO(unpacked(take(signed_in(cast.eve), one).content)[
            "carers.csv"].decode())))
        for one in (frozen, other)
    ]  # fmt: skip

    assert re.fullmatch("[0-9a-f]{32}", told[0]["person"])
    assert told[0]["person"] != told[1]["person"]
    assert told[0]["journey"] != told[1]["journey"]
    assert frozen.digest != other.digest  # the salt is another, too


def test_who_took_it_back_or_is_hidden_is_in_no_later_set(cast, acting, agreed):
    def rows(name):
        with acting(cast.mo) as by:
            made = freeze_set(name, by=by)
            return made.carers, made.answers > 0

    assert rows("one") == (1, True)
    with acting(cast.priya) as by:
        open_family(agreed.family_id, purpose="hiding")
        carol = FamilyMember.objects.select_related("family").get(pk=agreed.pk)
        restrict_member(carol, readers=[cast.mo.pk], because="A reason.", by=by)
    assert rows("two") == (0, False)
    with acting(cast.priya) as by:
        open_family(agreed.family_id, purpose="showing")
        lift_restriction(FamilyMember.objects.select_related("family").get(pk=agreed.pk), by=by)
    assert rows("three") == (1, True)
    with acting(cast.amina) as by:
        open_family(agreed.family_id, purpose="taking back")
        take_back(agreed, purpose="research", on=timezone.localdate(), by=by)
    assert rows("four") == (0, False)


def test_the_report_of_it_stays_when_the_record_goes_on(cast, signed_in, frozen, superuser):
    client = signed_in(cast.mo)
    address = f"/outcomes/frozen/{frozen.pk}/figures/"
    before = client.get(address).content.decode()
    live = client.get("/outcomes/figures/").content.decode()
    superuser.execute("UPDATE journeys_journey SET started_on = started_on - 800")
    superuser.execute("DELETE FROM measures_answers")

    def table(page):
        return page[page.index("<table") : page.index("</table>")]

    assert table(client.get(address).content.decode()) == table(before)
    assert table(client.get("/outcomes/figures/").content.decode()) != table(live)


def test_changed_since_it_is_not_read_and_what_to_do_is_said(cast, signed_in, frozen, superuser):
    superuser.execute(
        "UPDATE evaluation_frozenset SET tallies = convert_to(replace("
        "convert_from(tallies, 'UTF8'), '\"frozen_in\": 2', '\"frozen_in\": 1'), 'UTF8') "
        "WHERE id = %s",
        [frozen.pk],
    )  # fmt: skip
    answer = signed_in(cast.mo).get(f"/outcomes/frozen/{frozen.pk}/")
    assert answer.status_code == 403
    assert "changed since it was frozen" in answer.content.decode()
    assert "withdraw it and to freeze another" in answer.content.decode()


def test_withdrawn_it_is_gone_but_for_its_name(cast, acting, signed_in, frozen, superuser):
    asked = signed_in(cast.mo).get(f"/outcomes/frozen/{frozen.pk}/withdraw/").content.decode()
    assert "cannot be called back" in asked
    assert signed_in(cast.mo).post(f"/outcomes/frozen/{frozen.pk}/withdraw/").status_code == 302

    assert superuser.execute("SELECT count(*) FROM evaluation_frozenrows").fetchone() == (0,)
    assert superuser.execute("SELECT tallies FROM evaluation_frozenset").fetchone() == (None,)
    for who in (cast.mo, cast.eve, cast.rita):
        for page in ("", "figures/", "take-away/"):
            answer = signed_in(who).get(f"/outcomes/frozen/{frozen.pk}/{page}")
            assert answer.status_code == 404
    assert "Withdrawn on" in signed_in(cast.mo).get("/outcomes/frozen/").content.decode()
    assert "Autumn" not in signed_in(cast.eve).get("/outcomes/frozen/").content.decode()
    with acting(cast.mo) as by, pytest.raises(PermissionDenied, match="withdrawn already"):
        withdraw_set(FrozenSet.objects.get(), by=by)


def test_whoever_may_not_read_answers_freezes_and_never_sees_a_row(cast, acting, frozen):
    with acting(cast.mo) as by:
        assert FrozenSet.objects.get().carers == 1
        assert not FrozenRows.objects.exists()
        held = set_of(by, frozen.pk)
        assert list(pieces_of(held, "carers")) == [f"{HEADS['carers']}\n".encode()]
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM measures_answers")
            assert cursor.fetchone() == (0,)
    with acting(cast.rita):
        assert FrozenRows.objects.count() == 2


def test_who_may_take_the_set_itself(cast, signed_in, frozen):
    kinds = {
        who: take(signed_in(getattr(cast, who)), frozen).headers["Content-Type"]
        for who in ("eve", "rita", "priya", "mo", "ben")
    }
    assert kinds.pop("mo") == kinds.pop("ben") == "text/html; charset=utf-8"  # no such choice
    assert set(kinds.values()) == {"application/zip"}


@pytest.mark.parametrize("who", ["ben", "amina", "ada", "eve"])
def test_who_may_not_freeze(cast, acting, signed_in, journey, who):  # noqa: F811
    person = getattr(cast, who)
    assert signed_in(person).post("/outcomes/frozen/freeze/", {"name": "x"}).status_code == 403
    with acting(person) as by, pytest.raises(PermissionDenied, match="Sets are frozen by"):
        freeze_set("x", by=by)


def test_what_is_wrong_is_said(cast, acting, signed_in, settings):
    client = signed_in(cast.mo)
    empty = client.post("/outcomes/frozen/freeze/", {"name": "x"})
    assert empty.status_code == 403
    assert "nothing to freeze yet" in empty.content.decode()
    assert (
        "Write what the set is for"
        in client.post("/outcomes/frozen/freeze/", {"name": ""}).content.decode()
    )


def test_too_many_rows_are_refused_and_nothing_is_half_done(cast, acting, agreed, settings):
    settings.EXPORT_ROWS = 3
    with pytest.raises(PermissionDenied, match="more rows than one"), acting(cast.mo) as by:
        freeze_set("x", by=by)
    with acting(cast.mo):
        assert not FrozenSet.objects.exists()


def test_it_is_of_the_own_organisation_alone(cast, signed_in, frozen, acting):
    address = f"/outcomes/frozen/{frozen.pk}/"
    assert signed_in(cast.dev).get(address).status_code == 404
    with acting(cast.dev), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ctx.rows_of_set(%s, 'carers')", [frozen.pk])
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT ctx.forget_rows(%s)", [frozen.pk])
    with acting(cast.rita):
        assert FrozenRows.objects.exists()
