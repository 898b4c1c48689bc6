"""What others laid down, where it clashes, and what-ifs that are walked through."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.plans import actions, queries
from safehome.plans.actions import RehearsalWords
from safehome.plans.actions.agreeing import NotYet
from safehome.plans.models import Condition, Line, Version
from safehome.vault.keyring import open_family
from safehome.workspace.planning import pack
from tests.factories.families import open_pack_version, whole_open_pack
from tests.factories.plans import fill, make_plan, sections
from tests.plans.test_pages import days, text_of


@pytest.fixture(autouse=True)
def _pack(clean):
    open_pack_version()


@pytest.fixture
def draft(cast, acting, made):
    with acting(cast.amina) as by:
        return fill(by, make_plan(by, made, stage="interim"), made)


@pytest.mark.feature("PLN1")
def test_a_clash_refuses_agreement_until_it_is_settled(cast, acting, signed_in, made, draft):
    amina = signed_in(cast.amina)
    note = reverse("plans:note-condition", args=[made.pk])
    said = {"kind": "bail", "reference": "Police bail, in the blue folder"}
    assert amina.post(note, said | {"clash": "It says not alone upstairs"}).status_code == 302
    assert "Clashes with ours" in text_of(amina, "plans:conditions", made.pk)
    agree = text_of(amina, "plans:agree", draft.pk)
    assert "Not settled yet: Bail or police conditions" in agree
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        with pytest.raises(NotYet, match="Not settled yet"):
            actions.put_in_force(draft, sections=sections(), by=by)
        one = Condition.objects.get()
    settle = reverse("plans:settle-condition", args=[one.pk])
    assert "Write how it was settled" in amina.post(settle, {}).content.decode()
    amina.post(settle, {"settled": "With the officer: an adult is on the landing"})
    assert "an adult is on the landing" in text_of(amina, "plans:conditions", made.pk)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        assert actions.put_in_force(draft, sections=sections(), by=by).in_force_at is not None


def test_what_agrees_or_is_over_stands_in_nobody_s_way(cast, acting, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        today = timezone.localdate()
        some = {"kind": "court", "reference": "Order of May", "by": by}
        agrees = actions.note_condition(made.family, clash="", until=None, **some)
        clashes = actions.note_condition(made.family, clash="Not after six", until=None, **some)
        with pytest.raises(PermissionDenied, match="nothing to settle"):
            actions.settle_condition(agrees, settled="with nobody", by=by)
        assert queries.clashes_of(queries.read(draft), today=today) == [clashes]
        actions.end_condition(clashes, on=today - timedelta(days=1), by=by)
        assert queries.clashes_of(queries.read(draft), today=today) == []


def test_a_clash_with_one_line_goes_with_that_line(cast, acting, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        today = timezone.localdate()
        line = Line.objects.filter(version=draft, section="SP9").get()
        actions.note_condition(
            made.family, kind="licence", reference="Licence", clash="Not that", until=None,
            root=line.root, by=by,
        )  # fmt: skip
        assert len(queries.clashes_of(queries.read(draft), today=today)) == 1
        actions.remove_line(line, because="It clashed", by=by)
        assert queries.clashes_of(queries.read(draft), today=today) == []


@pytest.mark.feature("NEW10")
def test_a_what_if_is_walked_through_and_stands_in_the_plan(cast, acting, signed_in, made, draft):
    amina = signed_in(cast.amina)
    page = text_of(amina, "plans:rehearse", draft.pk, prompt="sp13-ill")
    assert "If the adult who supervises is ill" in page
    there = reverse("plans:rehearse", args=[draft.pk])
    said = {"what_if": "Carol is ill on a Tuesday", "we_would": "Ring Gran; she comes at three"}
    walked = said | days("rehearsed_on", timezone.localdate())
    assert "Write who was there" in amina.post(there, walked).content.decode()
    with acting(cast.amina):
        root = str(Line.objects.filter(version=draft, section="SP4").get().root)
    more = {"who": "Carol and Gran", "changed": "Gran has a key now", "root": root}
    assert amina.post(there, walked | more).status_code == 302
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        actions.put_in_force(draft, sections=sections(), by=by)
    plan = text_of(amina, "plans:plan", draft.plan_id)
    assert "Carol is ill on a Tuesday" in plan
    assert "with Carol and Gran" in plan
    assert "Gran has a key now" in plan


@pytest.mark.feature("NEW10")
def test_those_the_pack_asks_for_come_before_agreement(cast, acting, made):
    book = whole_open_pack()[0]
    (first, *others) = book.plan_lines["SP13"]
    lines = {"SP13": (first.model_copy(update={"rehearse": True}), *others)}
    wanted = pack.to_rehearse(replace(book, plan_lines=lines), setting="home")
    assert wanted == {first.id: first.text}
    assert pack.to_rehearse(book, setting="home") == {}
    with acting(cast.amina) as by:
        whole = Version.objects.get(pk=fill(by, make_plan(by, made), made).pk)
        today = timezone.localdate()

        def missing():
            found = queries.what_is_missing(
                queries.read(whole), sections(), today=today, rehearse=wanted
            )
            return [one.message for one in found]

        assert missing() == [f"Not walked through yet: {first.text}"]
        talked = RehearsalWords("Ill", "Gran comes", prompt=first.id)
        actions.rehearse(whole, words=talked, by=by)
        assert missing() != []  # talking about it is not walking through it
        actions.rehearse(whole, words=replace(talked, rehearsed_on=today, who="All"), by=by)
        assert missing() == []
