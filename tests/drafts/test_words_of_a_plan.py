"""On the pages of a plan every place keeps its own words, and none takes another's."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from safehome.drafts.models import Draft, SetAside
from safehome.drafts.queries import body_of
from safehome.drafts.registry import form_at, takes_a_draft
from safehome.families.actions import restrict_member
from safehome.people.access import acting_as
from safehome.plans import actions as plans
from safehome.plans.actions.living import BreachWords
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import make_in_force, make_line, make_plan, next_version


@pytest.fixture
def made(clean, cast, acting):
    open_pack_version()
    with acting(cast.amina) as by:
        return make_family(by, cast)


@pytest.fixture
def draft(cast, acting, made):
    with acting(cast.amina) as by:
        return make_plan(by, made)


def write(version, section):
    return f"{reverse('plans:write', args=[version.pk])}?section={section}"


def page_of(client, address):
    return html.unescape(client.get(address).content.decode())


def type_into(client, address, **words):
    """What the page sends as one types: to its own address, with its own version."""
    page = page_of(client, address)
    (url,) = re.findall(r'data-draft-url="([^"]+)"', page)
    (version,) = re.findall(r'data-draft-version="([^"]+)"', page)
    return client.post(url, words | {"draft_version": version})


def bodies(cast):
    with acting_as(cast.amina):
        found = Draft.objects.select_related("family")
        for family in {one.family_id for one in found}:
            open_family(family, purpose="test")
        return {one.form: body_of(one) for one in Draft.objects.all()}


@pytest.mark.feature("PLN1", "SES11")
def test_two_sections_keep_their_words_apart(cast, signed_in, made, draft):
    client, carol = signed_in(cast.amina), str(made.carers[0].pk)
    for section, text in (("SP5", "We knock"), ("SP7", "Phones sleep downstairs")):
        answer = type_into(client, write(draft, section), text=text, hands=carol, days="0")
        assert answer.status_code == 200, answer.content

    for section, text, other in (
        ("SP5", "We knock", "Phones sleep"), ("SP7", "Phones sleep downstairs", "We knock"),
    ):  # fmt: skip
        page = page_of(client, write(draft, section))
        assert f">{text}</textarea>" in page.replace("\n", "")
        assert other not in page
        assert re.search(rf'value="{carol}"[^>]*checked', page)
        assert "Words that were begun elsewhere" in page
    home = page_of(client, "/")
    assert home.count("a line of the safety plan") == 2
    assert write(draft, "SP5") in home


def test_a_sent_line_takes_its_own_words_and_no_others(cast, signed_in, made, draft):
    client = signed_in(cast.amina)
    type_into(client, write(draft, "SP5"), text="We kn")
    type_into(client, write(draft, "SP7"), text="Phones")
    line = {
        "text": "We knock", "children": [made.children[0].pk], "closeness": "", "direction": "",
    }  # fmt: skip
    assert client.post(write(draft, "SP5"), line).status_code == 302

    assert bodies(cast) == {"plan-section_SP7": {"text": "Phones"}}


def test_a_suggestion_comes_after_what_was_typed(cast, signed_in, draft):
    client = signed_in(cast.amina)
    type_into(client, write(draft, "SP5"), text="We knock")
    page = page_of(client, write(draft, "SP5"))
    idea = re.findall(r"suggestion=([\w.-]+)#line\">([^<]+)<", page)[0]

    begun = page_of(client, f"{write(draft, 'SP5')}&suggestion={idea[0]}")
    assert f"We knock\n{idea[1]}</textarea>" in begun


@pytest.fixture
def whole(cast, acting, made):
    """A plan in force, something that did not work, a review asked for, and a next version."""
    with acting(cast.amina) as by:
        held = make_in_force(by, made)
        held.plan.family = made.family
        breach = plans.tell_breach(
            held.plan, by=by,
            words=BreachWords("near-miss", held.in_force_at.date(), "A door open"),
        )  # fmt: skip
        return held, next_version(by, held), breach


def places(held, version, breach, made):
    """Every place of a plan where somebody writes, and a box of its form."""
    carol, (jay, mina) = made.carers[0].pk, [one.pk for one in made.children]
    line = version.lines.first()
    assert line is not None
    return {
        reverse("plans:voice", args=[version.pk, jay]): "helps",
        reverse("plans:voice", args=[version.pk, mina]): "helps",
        reverse("plans:account", args=[version.pk, carol]): "words",
        reverse("plans:line", args=[line.pk]): "how_we_know",
        reverse("plans:remove-line", args=[line.pk]): "because",
        reverse("plans:answer", args=[version.pk, breach.pk]): "words",
        reverse("plans:breach", args=[held.plan_id]): "what",
        reverse("plans:ask-review", args=[held.plan_id]): "note",
    }


@pytest.mark.feature("PLN1", "SES11")
def test_every_place_of_a_plan_keeps_its_own(cast, acting, signed_in, made, whole):
    client = signed_in(cast.amina)
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        where = places(*whole, made)
    for place, (address, box) in enumerate(where.items()):
        answer = type_into(client, address, **{box: f"Words of place {place}"})
        assert answer.status_code == 200, (address, answer.content)
    for place, (address, _) in enumerate(where.items()):
        page = page_of(client, address)
        found = re.findall(r"Words of place (\d)", page)
        assert found == [str(place)], address
    assert len(bodies(cast)) == len(where)


def test_what_was_sent_and_not_taken_is_kept_without_a_script(cast, signed_in, made, draft):
    address = reverse("plans:voice", args=[draft.pk, made.children[0].pk])
    client = signed_in(cast.amina)
    assert client.post(address, {"helps": "The landing light"}).status_code == 200

    assert "The landing light" in page_of(client, address)


def test_a_colleague_sees_whose_words_they_are_and_both_are_kept(cast, signed_in, made, draft):
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    address = reverse("plans:voice", args=[draft.pk, made.children[0].pk])
    drawn = page_of(ben, address)
    type_into(amina, address, helps="The landing light")
    (url,) = re.findall(r'data-draft-url="([^"]+)"', drawn)

    told = ben.post(url, {"helps": "A night light", "draft_version": "0"})
    assert told.status_code == 409
    assert told.json()["theirs"] == {"helps": "The landing light"}
    assert f"by {cast.amina.name}" in page_of(ben, address)
    with acting_as(cast.amina):
        assert SetAside.objects.count() == 1


def test_words_for_a_version_in_force_come_too_late_and_are_kept_apart(
    cast, signed_in, made, whole
):
    held, _, _ = whole
    voice = form_at("voice", made.children[0].pk)
    for form in (voice, "plan-section_SP5"):
        url = reverse("drafts:keep", args=[form, made.pk, held.pk])
        answer = signed_in(cast.amina).post(url, {"helps": "Late", "draft_version": "0"})
        assert answer.status_code == 409
        assert answer.json()["apart"]
    assert bodies(cast) == {}


def test_a_place_that_is_none_is_refused(cast, acting, signed_in, made, draft):
    with acting(cast.amina) as by:
        stranger = make_family(by, cast, name="Okafor").children[0].pk
    for form in (
        "voice", "plan-section", "plan-section_", "plan-section_SP5;", "voice_SP5",
        f"voice_{made.pk.hex}", form_at("voice", stranger), "plan-line_SP5", "session-record_1",
    ):  # fmt: skip
        url = f"/drafts/{form}/{made.pk}/{draft.pk}/"
        assert signed_in(cast.amina).post(url, {"draft_version": "0"}).status_code == 404, form


def test_words_about_somebody_whom_few_may_know_are_not_shown_to_others(
    cast, acting, signed_in, made, draft
):
    """Not on a page, and not by sending words to their place and reading what comes back."""
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    mina = made.children[1]
    address = reverse("plans:voice", args=[draft.pk, mina.pk])
    drawn = page_of(amina, address)
    type_into(amina, address, helps="Kestrel")
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="test")
        restrict_member(mina, readers=[cast.amina.pk], because="For her safety", by=by)
    (url,) = re.findall(r'data-draft-url="([^"]+)"', drawn)

    answer = ben.post(url, {"helps": "Ben's", "draft_version": "0"})
    assert answer.status_code == 404
    assert b"Kestrel" not in answer.content
    with acting(cast.ben) as by:
        form = form_at("voice", mina.pk)
        assert not takes_a_draft(form, family=made.pk, about=draft.pk, by=by.pk)


def test_a_line_that_was_taken_out_takes_no_more(cast, acting, signed_in, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        line = make_line(by, draft, "We knock", children=made.children)
        plans.remove_line(line, because="", by=by)
    url = reverse("drafts:keep", args=["plan-line", made.pk, line.pk])
    assert signed_in(cast.amina).post(url, {"draft_version": "0"}).status_code == 409
    assert bodies(cast) == {}


@pytest.mark.feature("NEW10")
def test_a_what_if_keeps_its_words_while_another_suggestion_is_looked_at(
    cast, signed_in, made, draft
):
    client, there = signed_in(cast.amina), reverse("plans:rehearse", args=[draft.pk])
    type_into(client, there, what_if="The car fails", we_would="Gran comes")

    page = page_of(client, there)
    assert "The car fails" in page
    (other,) = re.findall(r'href="(\?prompt=[^"]+)"', page)[:1]
    anew = page_of(client, there + other)
    assert "Gran comes" in anew
    assert "The car fails" not in anew

    assert client.post(there, {"what_if": "The car fails", "we_would": "Gran comes"}).url
    assert bodies(cast) == {}


@pytest.mark.feature("PLN1")
def test_what_others_laid_down_keeps_its_words(cast, signed_in, made):
    client, there = signed_in(cast.amina), reverse("plans:note-condition", args=[made.pk])
    type_into(client, there, clash="They say evenings")
    assert "They say evenings" in page_of(client, there)
    assert "what somebody else laid down" in page_of(client, "/")
    sent = {"kind": "court", "reference": "The family court, 3 May", "clash": "They say evenings"}
    assert client.post(there, sent).status_code == 302
    assert bodies(cast) == {}
