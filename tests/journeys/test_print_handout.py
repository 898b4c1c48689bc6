"""Before a session each carer's papers are one click away, in the form and language they read."""

import re

import pytest
from django.urls import reverse

from safehome.families import actions as families
from safehome.families.models import FamilyMember
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey, sessions_of
from tests.programme.paper_reading import faults


@pytest.fixture
def session(cast, acting):
    """Carol reads Welsh and easy read; Dan reads neither."""
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Dan"))
        open_family(made.pk, purpose="making")
        carol = FamilyMember.objects.get(pk=made.carers[0].pk)
        families.correct_member(
            carol, seen=carol.version, by=by, language="cy", needs=["easy-read"]
        )
        return sessions_of(make_journey(by, made))[0]


def paper(session, handout: str = "01-our-plan-for-now", version: str = "cy-easy") -> str:
    return reverse("journeys:print-handout", args=[session.pk, handout, version])


def first_ways(page: str) -> dict[str, list[str]]:
    """For each carer, the version that the first link of each hand-out leads to."""
    found = {}
    for block in page.split('class="sh-bring__who"')[1:]:
        name = re.search(r"For (\w+)", block)[1]  # type: ignore[index]
        found[name] = re.findall(r'href="[^"]+/print/[^/]+/([^/]+)/">Print<', block)
    return found


@pytest.mark.feature("SES10", "POR6")
def test_each_carer_gets_their_own_form_and_language_first(cast, session, signed_in):
    page = signed_in(cast.amina).get(reverse("journeys:prepare-session", args=[session.pk]))

    ways = first_ways(page.text)
    assert set(ways["Carol"]) == {"cy-easy"}
    assert set(ways["Dan"]) == {"en"}
    assert len(ways["Carol"]) == len(ways["Dan"]) >= 2
    assert "easy read, Cymraeg, draft" in page.text


def test_the_paper_is_the_one_that_was_named(cast, session, signed_in):
    answer = signed_in(cast.amina).get(paper(session))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'inline; filename="01-our-plan-for-now.cy-easy.pdf"'
    )
    assert faults(answer.content, title="Ein cynllun am nawr", language="cy") == []


@pytest.mark.parametrize(
    ("handout", "version"),
    [("01-our-plan-for-now", "pl"), ("01-our-plan-for-now", "cy-easy-easy"), ("nowhere", "en")],
)
def test_what_the_pack_has_not_got_is_not_found(cast, session, signed_in, handout, version):
    assert signed_in(cast.amina).get(paper(session, handout, version)).status_code == 404


def test_nobody_else_prints_for_this_family(cast, session, signed_in):
    for who in (cast.dev, cast.noor, cast.sam):
        assert signed_in(who).get(paper(session)).status_code == 404
    assert signed_in(cast.ada).get(paper(session)).status_code == 403
