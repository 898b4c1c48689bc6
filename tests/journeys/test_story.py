"""The journey's page: what each carer said of themselves, as lines above the sessions."""

import pytest
from django.urls import reverse

from safehome.measures.actions import give_answers
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family

HEADING = "What they said of themselves"


@pytest.fixture
def answered(cast, acting, made, journey):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        asked = pack_of(journey.pack_version).questionnaire("kuc")
        for point, value in (("baseline", asked.scale.lowest), ("end", asked.scale.highest)):
            give_answers(
                made.carers[0], asked, {item.id: value for item in asked.items}, by=by,
                point=point, journey=journey.pk, pack_version=journey.pack_version, mode="paper",
                on=journey.started_on,
            )  # fmt: skip
    return [part.title for part in asked.subscales]


@pytest.mark.feature("SES14")
def test_scores_stand_above_the_sessions(cast, journey, answered, signed_in):
    page = signed_in(cast.amina).get(reverse("journeys:journey", kwargs={"pk": journey.pk})).text

    assert HEADING in page
    assert page.index(HEADING) < page.index("How far we are")
    for title in answered:
        assert title in page


def test_before_anything_was_asked_there_is_none(cast, journey, signed_in):
    page = signed_in(cast.amina).get(reverse("journeys:journey", kwargs={"pk": journey.pk})).text

    assert HEADING not in page


def test_answers_are_not_for_a_manager(cast, journey, answered, signed_in):
    page = signed_in(cast.mo).get(reverse("journeys:journey", kwargs={"pk": journey.pk})).text

    assert HEADING not in page
