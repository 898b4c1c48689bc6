"""Every page of a journey opens for those who work with the family, and for nobody else."""

import pytest
from django.urls import reverse

from tests.factories.families import sessions_of, sign_whole


@pytest.fixture
def addresses(cast, acting, made, journey):
    with acting(cast.amina) as by:
        first, second, *_ = sessions_of(journey)
        sign_whole(first, by=by)
    one = {"pk": journey.pk}
    return {
        "start": reverse("journeys:start-journey", kwargs={"family": made.pk}),
        "journey": reverse("journeys:journey", kwargs=one),
        "end": reverse("journeys:end-journey", kwargs=one),
        "extra": reverse("journeys:add-extra-session", kwargs=one),
        "summary": reverse("journeys:summary", kwargs=one | {"carer": made.carers[0].pk}),
        "signed": reverse("journeys:session", kwargs={"pk": first.pk}),
        "prepare": reverse("journeys:prepare-session", kwargs={"pk": second.pk}),
        "manual": reverse("journeys:manual", kwargs={"pk": second.pk}),
        "record": reverse("journeys:record-session", kwargs={"pk": second.pk}),
        "replan": reverse("journeys:replan-session", kwargs={"pk": second.pk}),
    }


PAGES = [
    "start", "journey", "end", "extra", "summary", "signed", "prepare", "manual", "record",
    "replan",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_it_opens_for_those_who_work_with_the_family(cast, addresses, signed_in, page):
    assert signed_in(cast.amina).get(addresses[page]).status_code == 200


@pytest.mark.parametrize("who", ["dev", "noor", "sam"])
@pytest.mark.parametrize("page", PAGES)
def test_it_does_not_exist_for_anybody_else(cast, addresses, signed_in, page, who):
    assert signed_in(getattr(cast, who)).get(addresses[page]).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_posting_there_from_elsewhere_finds_nothing(cast, addresses, signed_in, page):
    assert signed_in(cast.dev).post(addresses[page], {"text": "x"}).status_code in (404, 405)


@pytest.mark.feature("SES9")
def test_preparing_shows_where_we_left_off(cast, addresses, signed_in):
    page = signed_in(cast.amina).get(addresses["prepare"]).content.decode()
    assert "Ring on Monday" in page
    assert "I slept for the first time this week." in page
    assert "Ten quiet minutes" in page


@pytest.mark.feature("SES14", "NEW1")
def test_the_journey_shows_its_sessions_and_who_was_in_mind(cast, addresses, signed_in):
    page = signed_in(cast.amina).get(addresses["journey"]).content.decode()
    assert "1 of 13 sessions recorded" in page
    assert page.count("<svg") >= 2
    assert "Which child was in mind" in page
