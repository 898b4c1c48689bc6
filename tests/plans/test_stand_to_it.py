"""Each person says how they stand: signed or said, in words that fit them, to the words there."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.plans import actions, queries
from safehome.plans.actions.agreeing import NotYet, WordsChanged
from safehome.plans.models import Line, Said
from safehome.vault.keyring import open_family
from safehome.workspace.planning.standing_forms import asking_for
from tests.factories.families import open_pack_version
from tests.factories.plans import fill, make_line, make_plan, sections
from tests.plans.test_pages import days, text_of

DRAWN = "M12 80L14 82L20 90"


@pytest.fixture(autouse=True)
def _pack(clean):
    open_pack_version()


@pytest.fixture
def draft(cast, acting, made):
    with acting(cast.amina) as by:
        return fill(by, make_plan(by, made, stage="interim"), made)


def standing_form(**more):
    return days("said_on", timezone.localdate()) | more


@pytest.mark.feature("PLN1")
def test_a_carer_signs_on_screen_and_the_line_is_kept(cast, acting, signed_in, made, draft):
    amina = signed_in(cast.amina)
    page = reverse("plans:stand", args=[draft.pk, made.carers[0].pk])
    said = standing_form(stand="agrees", how="signed-here")
    assert "Draw in the box" in amina.post(page, said).content.decode()
    assert amina.post(page, said | {"signature": DRAWN}).status_code == 302
    agree = text_of(amina, "plans:agree", draft.pk)
    assert "Signed on screen" in agree
    assert f'd="{DRAWN}"' in agree


def test_or_types_their_name_or_signs_on_paper_or_only_says_it(cast, signed_in, made, draft):
    amina = signed_in(cast.amina)
    page = reverse("plans:stand", args=[draft.pk, made.carers[0].pk])
    typed = standing_form(stand="agrees", how="typed", typed_name="Carol Smith")
    assert "Tick this if it is what you say" in amina.post(page, typed).content.decode()
    assert amina.post(page, typed | {"confirmed": "on"}).status_code == 302
    assert "Typed their name on screen: Carol Smith" in text_of(amina, "plans:agree", draft.pk)
    paper = standing_form(stand="differs", words="Not the evenings", how="paper")
    assert "Write where the paper lies" in amina.post(page, paper).content.decode()
    amina.post(page, paper | {"paper_lies": "the blue folder"})
    agree = text_of(amina, "plans:agree", draft.pk)
    assert "Signed on paper: the blue folder" in agree
    assert "“Not the evenings”" in agree


@pytest.mark.feature("NEW7")
def test_a_child_is_asked_in_words_that_fit_and_signs_nothing(cast, acting, signed_in, made, draft):
    amina = signed_in(cast.amina)
    child = made.children[0]
    page = text_of(amina, "plans:stand", draft.pk, child.pk)
    assert "their job" in page
    assert "Do you agree to this plan?" not in page
    answer = amina.post(
        reverse("plans:stand", args=[draft.pk, child.pk]),
        standing_form(stand="content", how="spoken"),
    )
    assert answer.status_code == 302
    with acting(cast.amina):
        assert Said.objects.filter(member=child).order_by("-written_at")[0].signature == ""


def test_the_words_fit_the_age(made):
    carol, child = made.carers[0], made.children[0]
    assert asking_for(child, band="under-8").yes == "It is OK for me"
    assert asking_for(child, band="any").yes == "It is OK for me"
    assert asking_for(child, band="13-17").yes == "I am content with it"
    assert asking_for(child, band="under-8").first == "spoken"  # no child has to sign
    assert asking_for(carol, band="any").yes == "I agree"


def test_the_page_that_is_turned_to_somebody_shows_what_is_theirs(
    cast, acting, signed_in, made, draft
):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        make_line(by, draft, "The adults talk on Sundays", section="SP1")
    amina = signed_in(cast.amina)
    assert "The adults talk on Sundays" in text_of(
        amina, "plans:stand", draft.pk, made.carers[0].pk
    )
    theirs = text_of(amina, "plans:stand", draft.pk, made.children[0].pk)
    assert "The adults talk on Sundays" not in theirs
    assert "We do what SP4 asks" in theirs
    assert "The landing light" not in theirs  # nobody's voice is on it


@pytest.mark.feature("PLN1")
def test_whoever_agreed_before_a_line_changed_is_asked_again(cast, acting, signed_in, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        assert len(queries.read(draft).said) == 3
        make_line(by, draft, "Gran has the Saturdays", section="SP4", children=made.children,
                  hands={made.carers[0].pk: []})  # fmt: skip
        read = queries.read(draft)
        assert (len(read.said), len(read.earlier)) == (0, 3)
        with pytest.raises(NotYet, match="How Carol stands to it, now that its words have changed"):
            actions.put_in_force(draft, sections=sections(), by=by)
    amina = signed_in(cast.amina)
    assert "To an earlier wording" in text_of(amina, "plans:agree", draft.pk)
    page = text_of(amina, "plans:stand", draft.pk, made.carers[0].pk)
    assert "you are asked again" in page
    assert page.count("New or changed") == 1
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        for member in (*made.carers, *made.children):
            how = "content" if member.is_child else "agrees"
            actions.keep_stand(draft, member, stand=how, on=timezone.localdate(), by=by)
        assert actions.put_in_force(draft, sections=sections(), by=by).in_force_at is not None


@pytest.mark.parametrize("act", ["remove", "put back", "move"])
def test_a_line_that_goes_comes_back_or_moves_counts_too(cast, acting, made, draft, act):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        line = Line.objects.filter(version=draft, section="SP4").get()
        if act == "put back":
            actions.remove_line(line, because="", by=by)
            for member in (*made.carers, *made.children):
                how = "content" if member.is_child else "agrees"
                actions.keep_stand(draft, member, stand=how, on=timezone.localdate(), by=by)
            assert len(queries.read(draft).said) == 3
            actions.put_line_back(line, by=by)
        elif act == "remove":
            actions.remove_line(line, because="", by=by)
        else:
            hand = line.hands.get()
            actions.move_task(hand, to=made.carers[0].pk, professional=False, by=by)
        assert not queries.read(draft).said


@pytest.mark.fault
def test_nobody_signs_what_changed_while_they_read(cast, acting, signed_in, made, draft):
    amina = signed_in(cast.amina)
    page = reverse("plans:stand", args=[draft.pk, made.carers[0].pk])
    shown = amina.get(page).content.decode()
    read_at = shown.split('name="read_at" value="')[1].split('"')[0]
    said = standing_form(stand="agrees", how="spoken", read_at=read_at)
    assert amina.post(page, said).url == reverse("plans:agree", args=[draft.pk])
    with acting(cast.ben) as by:
        open_family(made.pk, purpose="test")
        make_line(by, draft, "Another line", section="SP1")
        before = Said.objects.count()
        with pytest.raises(WordsChanged):
            actions.keep_stand(
                draft, made.carers[0], stand="agrees", on=timezone.localdate(), by=by,
                read_at=draft.begun_at,
            )  # fmt: skip
    assert amina.post(page, said).url == page
    assert "A line changed while this was open" in amina.get(page).content.decode()
    with acting(cast.amina):
        assert Said.objects.count() == before


def test_the_action_refuses_a_stand_that_is_none(cast, acting, made, draft):
    carol, child = made.carers[0], made.children[0]
    on = timezone.localdate()
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        for member, more in (
            (carol, {"stand": "content"}),
            (child, {"stand": "agrees"}),
            (carol, {"stand": "agrees", "how": "signed-here", "signature": "<b>"}),
            (carol, {"stand": "agrees", "how": "typed"}),
            (carol, {"stand": "agrees", "how": "somehow"}),
            (carol, {"stand": "not-asked", "signature": DRAWN}),
        ):
            with pytest.raises(PermissionDenied):
                actions.keep_stand(draft, member, on=on, by=by, **more)
