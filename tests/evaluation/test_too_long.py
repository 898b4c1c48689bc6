"""Counting is bounded: what takes longer than a page says so, and leaves nothing behind."""

import pytest
from django.db import connection
from django.urls import reverse

from safehome.audit.models import Event
from safehome.evaluation import queries
from safehome.evaluation.limits import Limit, TooLong
from tests.evaluation.test_counting import journey  # noqa: F401
from tests.factories.reports import make_saved_report

PAGES = ("report", "every-figure", "paper", "figures")


@pytest.fixture
def no_time(settings):
    """PostgreSQL stops a statement after a thousandth of a second: sooner than it can count."""
    settings.OUTCOMES_SECONDS = 0.001


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_so_and_leads_on(cast, acting, signed_in, no_time, journey, name):  # noqa: F811
    answer = signed_in(cast.mo).get(reverse(f"evaluation:{name}") + "?team=North")

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Counting takes too long for a page" in page
    assert "It is on this: Team North." in page
    with acting(cast.mo):
        assert not Event.objects.filter(verb__startswith="outcomes.").exists()


def test_a_saved_report_says_so_too(cast, signed_in, acting, no_time, journey):  # noqa: F811
    with acting(cast.mo) as by:
        kept = make_saved_report(by)
    answer = signed_in(cast.mo).get(reverse("evaluation:open-saved", args=[kept.pk]))
    assert (answer.status_code, "too long for a page" in answer.text) == (503, True)
    assert 'name="part" value="all"' in answer.text


def test_what_needs_no_count_counts_nothing(cast, signed_in, no_time, journey):  # noqa: F811
    mo = signed_in(cast.mo)
    page = mo.get(reverse("evaluation:save") + "?team=North")

    assert page.status_code == 200
    assert f"Journeys begun in {journey.started_on.year}" in page.text
    assert mo.get(reverse("evaluation:saved-reports")).status_code == 200
    assert (
        "Families of the team North."
        in mo.get(reverse("evaluation:take-away") + "?team=North").text
    )
    assert "Marlow" in mo.get(reverse("evaluation:listed", args=["all"]) + "?team=North").text


def test_nothing_of_it_is_left_in_the_transaction(cast, acting, journey):  # noqa: F811
    with acting(cast.mo) as by:
        with pytest.raises(TooLong):
            queries.counts_for(by, limit=Limit(0.001))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('statement_timeout'), current_setting('app.counting', true)"
            )
            assert cursor.fetchone() in {("0", None), ("0", "")}
        bounded = queries.counts_for(by, limit=Limit(60))
        assert bounded.journeys
        assert bounded == queries.counts_for(by)
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)


def test_another_role_has_no_years(cast, acting, journey):  # noqa: F811
    with acting(cast.ada):
        assert queries.years_begun() == []
    with acting(cast.dev):
        assert queries.years_begun() == []
