"""The staff's pages open for those who may, and are not there for anybody else."""

import pytest
from django.urls import reverse

TABS = ["family", "people", "sessions", "measures", "chronology"]


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.feature("FAM1")
def test_every_tab_opens(cast, signed_in, journey, tab):
    page = signed_in(cast.amina).get(reverse(f"workspace:{tab}", args=[journey.family_id]))

    assert page.status_code == 200
    assert "Carol Marlow" in page.content.decode()


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_before_there_is_a_journey(cast, signed_in, made, tab):
    page = signed_in(cast.amina).get(reverse(f"workspace:{tab}", args=[made.pk]))

    assert page.status_code == 200


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("who", ["priya", "ben", "mo", "rita"])
def test_those_who_answer_for_it_see_it(cast, signed_in, journey, tab, who):
    client = signed_in(getattr(cast, who))

    assert client.get(reverse(f"workspace:{tab}", args=[journey.family_id])).status_code == 200


def test_home_and_caseload_open_for_everybody_who_works_with_families(cast, signed_in, journey):
    for who in ("amina", "noor", "ben", "sam", "priya", "mo", "rita"):
        client = signed_in(getattr(cast, who))
        for page in ("/", "/families/", "/families/search/?q=car"):
            assert client.get(page).status_code == 200, (who, page)
