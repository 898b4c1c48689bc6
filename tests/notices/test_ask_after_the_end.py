"""Three and six months after the end: home leads to the link, it is sent, answered and kept."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from safehome.journeys import actions as journeys
from safehome.measures.models import Answers
from safehome.vault.keyring import open_family
from tests.factories.families import make_journey
from tests.factories.links import Carer, make_private_link
from tests.journeys.test_end_journey import WORDS
from tests.notices.test_send_a_private_link import CODE, _no_knocks  # noqa: F401
from tests.notices.test_send_it_where_it_is_made import press


def ended(cast, acting, made, superuser, *, days):
    """A journey that ended so many days ago."""
    began = timezone.localtime() - timedelta(days=days + 100)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        journey = make_journey(by, made, carers=made.carers[:1], first_session_at=began)
        journeys.end_journey(journey, seen=1, by=by, **WORDS)
    superuser.execute(
        "UPDATE journeys_journey SET ended_at = now() - make_interval(days => %s)", [days]
    )
    return journey


@pytest.mark.parametrize(
    ("days", "point", "late"),
    [(85, "three-months", False), (115, "three-months", True), (205, "six-months", True)],
)
@pytest.mark.feature("MEA2", "MEA4")
def test_it_works(cast, acting, signed_in, made, send, posted, superuser, days, point, late):
    journey = ended(cast, acting, made, superuser, days=days)
    amina = signed_in(cast.amina)
    home = amina.get("/").text
    where = f"/journeys/{journey.pk}/links/{made.carers[0].pk}/{point}/"
    line = re.search(rf'href="{where}">([^<]*)<', home)
    assert line, "home leads straight to where the link is made"
    assert "months on, 3 sets of questions: ask by a private link" in line[1]
    assert ("Late" in home[line.start() - 300 : line.end() + 300]) == late

    answer, _ = press(amina, where)
    assert "The message goes now" in answer.text
    assert send() == {"sent": 1}
    carol = Carer(CODE.search(posted.mails[0].get_body(("plain",)).get_content()).group(1))
    assert carol.opens().status_code == 200
    carol.begins()
    carol.answers_all(["6"] * 12)
    assert carol.sends().headers["Location"] == "/page/sent/"

    (link,) = superuser.execute("SELECT id FROM measures_privatelink").fetchone()
    assert "are kept" in amina.post(f"/journeys/links/{link}/take-in/", follow=True).text
    with acting(cast.amina):
        kept = Answers.objects.get()
    assert (kept.mode, kept.point, kept.questionnaire) == ("link", point, "kuc")


def test_while_it_goes_on_home_leads_to_all_the_questions(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        journey = make_journey(by, made, carers=made.carers[:1])
    home = signed_in(cast.amina).get("/").text
    assert f'href="/journeys/{journey.pk}/answers/"' in home
    assert "by a private link" not in home


def test_a_link_made_before_the_end_ends_with_it_and_one_made_after_does_not(
    cast, acting, signed_in, made, superuser
):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        journey = make_journey(by, made, carers=made.carers[:1])
        before = make_private_link(by, journey)
        journeys.end_journey(journey, seen=1, by=by, **WORDS)
        after = make_private_link(by, journey, point="end")
    assert Carer(before).opens().status_code == 404
    assert Carer(after).opens().status_code == 200


def test_what_has_come_is_not_asked_a_second_time(
    cast, acting, signed_in, made, send, posted, superuser
):
    journey = ended(cast, acting, made, superuser, days=115)
    with acting(cast.amina) as by:
        link = make_private_link(by, journey, "kuc", "home", point="three-months")
    carol = Carer(link)
    carol.begins()
    carol.answers_all(["6"] * 20)
    carol.sends()
    where = f"/journeys/{journey.pk}/links/{made.carers[0].pk}/three-months/"
    page = signed_in(cast.amina).get(where).text
    assert "Nothing is to be asked" in page
    assert "Make the link" not in page


def test_whoever_took_their_agreement_back_is_not_followed(
    cast, acting, signed_in, made, superuser
):
    journey = ended(cast, acting, made, superuser, days=115)
    superuser.execute("UPDATE journeys_journey SET ending = 'taken-back'")
    assert f"/journeys/{journey.pk}/links/" not in signed_in(cast.amina).get("/").text
