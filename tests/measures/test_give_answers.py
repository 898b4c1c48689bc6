"""Giving answers: a carer answers twelve lines at the start, half-way and at the end."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.measures.actions import give_answers
from safehome.measures.models import Answers
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey

ITEMS = [f"{letter}{number}" for letter in "kuc" for number in range(1, 5)]


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


def give(journey, by, *, point="baseline", value=4, leaving_out=()):
    carer = journey.carers.select_related("carer").get().carer
    pack = pack_of(journey.pack_version)
    return give_answers(
        carer, pack.questionnaire("kuc"),
        {item: value for item in ITEMS if item not in leaving_out},
        journey=journey.pk, pack_version=journey.pack_version, point=point, mode="together",
        on=timezone.localdate(), by=by,
    )  # fmt: skip


@pytest.mark.feature("MEA1", "PRG19")
def test_it_works(cast, acting, journey):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="answers")
        answers = give(journey, by, value=4)

        assert answers.scores == {
            "knowledge": 4.0, "understanding": 4.0, "confidence": 4.0, "total": 4.0,
        }  # fmt: skip


def test_too_much_left_out_is_no_score(cast, acting, journey):
    with acting(cast.amina) as by:
        answers = give(journey, by, leaving_out=("k1", "k2"))

        assert answers.scores["knowledge"] is None
        assert answers.scores["confidence"] == 4.0


def test_the_same_point_is_answered_once(cast, acting, journey):
    with acting(cast.amina) as by:
        give(journey, by)
        with pytest.raises(PermissionDenied, match="already answered"):
            give(journey, by, value=9)


def test_a_manager_enters_none(cast, acting, journey):
    with acting(cast.mo) as by, pytest.raises(PermissionDenied, match="practitioners"):
        give(journey, by)


def test_another_organisation_sees_none(cast, acting, journey):
    with acting(cast.amina) as by:
        give(journey, by)
    with acting(cast.dev):
        assert not Answers.objects.exists()
