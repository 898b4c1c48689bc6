"""The page where a private link is made: sent as they agreed, once; anew; and how it stands."""

from __future__ import annotations

import re

import pytest

from safehome.families import actions as families
from safehome.measures import actions as measures
from safehome.measures.models import PrivateLink
from safehome.vault.keyring import open_family
from tests.factories.families import make_journey
from tests.factories.links import Carer
from tests.notices.test_send_a_private_link import CODE, _no_knocks  # noqa: F401


@pytest.fixture
def journey(cast, acting, made):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        return make_journey(by, made, carers=made.carers[:1])


@pytest.fixture
def where(journey, made):
    return f"/journeys/{journey.pk}/links/{made.carers[0].pk}/baseline/"


def press(person, where, **more):
    """Fill the form in as its page offers it, and send it."""
    page = person.get(where).text
    hidden = dict(re.findall(r'type="hidden" name="(key|instead)" value="([^"]+)"', page))
    usual = {"asked": ["kuc"], "days": "7", "safe": "on", "how": "email", "language": "en"}
    return person.post(where, hidden | usual | more, follow=True), hidden | usual | more


def rule(cast, acting, made, **facts):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        families.agree_safe_contact(made.carers[0], by=by, **facts)


@pytest.mark.feature("MEA2")
def test_it_works(cast, signed_in, journey, where, send, posted, superuser):
    amina = signed_in(cast.amina)
    answer, given = press(amina, where)
    assert "The message goes now" in answer.text
    assert "E-mail: goes" in answer.text
    assert not CODE.search(answer.text), "what is sent is not shown"
    assert superuser.execute("SELECT count(*) FROM notices_notice").fetchone() == (1,)

    again = amina.post(where, given, follow=True).text
    assert "done already" in again
    assert superuser.execute("SELECT count(*) FROM notices_notice").fetchone() == (1,)

    assert send() == {"sent": 1}
    assert "E-mail: sent" in amina.get(f"/journeys/{journey.pk}/answers/").text
    code = CODE.search(posted.mails[0].get_body(("plain",)).get_content()).group(1)
    carol = Carer(code)
    carol.begins()
    carol.answers_all(["6"] * 12)
    carol.sends()
    (link,) = superuser.execute("SELECT id FROM measures_privatelink").fetchone()
    assert "are kept" in amina.post(f"/journeys/links/{link}/take-in/", follow=True).text


@pytest.mark.feature("MEA2")
def test_what_they_did_not_agree_to_is_not_offered(cast, acting, signed_in, made, where, superuser):
    rule(cast, acting, made, channel="phone", also=["email"])
    amina = signed_in(cast.amina)
    page = amina.get(where).text
    assert 'value="email"' in page
    assert 'value="text"' not in page
    assert "Not by text message. They have not agreed" in page
    answer, _ = press(amina, where, how="text")
    assert "They have not agreed to be reached in this way" in answer.text
    assert superuser.execute("SELECT count(*) FROM measures_privatelink").fetchone() == (0,)


def test_nobody_without_a_rule_is_sent_anything(cast, acting, signed_in, made, superuser):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        journey = make_journey(by, made, carers=made.carers[1:2])
    where = f"/journeys/{journey.pk}/links/{made.carers[1].pk}/baseline/"
    page = signed_in(cast.amina).get(where).text
    assert "so it can only be shown" in page
    assert 'value="email"' not in page


@pytest.mark.feature("MEA2", "MEA4")
def test_a_reminder_is_a_new_link_in_one_press(cast, signed_in, where, send, posted, superuser):
    amina = signed_in(cast.amina)
    press(amina, where)
    send()
    page = amina.get(where).text
    assert "was not begun" in page
    answer, _ = press(amina, where)
    assert "The message goes now" in answer.text
    send()
    first, second = (
        CODE.search(mail.get_body(("plain",)).get_content()).group(1) for mail in posted.mails
    )
    assert Carer(first).opens().status_code == 404
    assert Carer(second).opens().status_code == 200
    third, _ = press(amina, where)
    assert "A message and a reminder" in third.text
    assert Carer(second).opens().status_code == 200, "a refusal ends nothing"
    shown, _ = press(amina, where, how="show")
    assert "Give this to Carol" in shown.text


def test_one_that_waits_is_called_back_with_its_link(cast, signed_in, where, send, superuser):
    amina = signed_in(cast.amina)
    press(amina, where)
    press(amina, where, how="show")
    assert superuser.execute(
        "SELECT recalled_at IS NOT NULL, box FROM notices_notice"
    ).fetchall() == [(True, b"")]
    assert send() == {}


def test_by_ending_the_link_too(cast, acting, signed_in, where, send, superuser):
    amina = signed_in(cast.amina)
    press(amina, where)
    (link,) = superuser.execute("SELECT id FROM measures_privatelink").fetchone()
    amina.post(f"/journeys/links/{link}/end/")
    assert send() == {}


def test_one_that_was_begun_is_not_ended_in_passing(
    cast, acting, signed_in, where, send, posted, superuser
):
    amina = signed_in(cast.amina)
    _, given = press(amina, where)
    send()
    code = CODE.search(posted.mails[0].get_body(("plain",)).get_content()).group(1)
    (link,) = superuser.execute("SELECT id FROM measures_privatelink").fetchone()
    fresh = re.search(r'name="key" value="([^"]+)"', amina.get(where).text).group(1)
    Carer(code).begins()
    answer = amina.post(where, given | {"instead": str(link), "key": fresh}).text
    assert "They have begun to answer" in answer
    assert "They have begun to answer" in amina.get(where).text
    with acting(cast.amina):
        assert PrivateLink.objects.get().is_open()


@pytest.mark.feature("MEA2")
def test_held_it_says_why_where_links_are_listed_and_on_home(
    cast, acting, signed_in, made, journey, where, send, posted
):
    amina = signed_in(cast.amina)
    press(amina, where)
    rule(cast, acting, made, channel="phone")
    assert send() == {"held": 1}
    asking = amina.get(f"/journeys/{journey.pk}/answers/").text
    assert "E-mail: did not go" in asking
    assert "The rule for reaching them does not allow it" in asking
    assert "Not opened yet" in asking
    assert "Make it anew, to show or send" in asking
    home = amina.get("/").text
    assert "did not go: the rule for reaching them does not allow it" in home
    informed = amina.get(f"/families/{made.pk}/informed/").text
    assert "(the address of the link)" in informed
    press(amina, where, how="show")
    assert "did not go: the rule" not in amina.get("/").text, "looked at: it was shown instead"


def test_it_stands_with_the_other_messages_and_its_code_does_not(
    cast, signed_in, made, where, send, posted
):
    amina = signed_in(cast.amina)
    press(amina, where)
    send()
    code = CODE.search(posted.mails[0].get_body(("plain",)).get_content()).group(1)
    informed = amina.get(f"/families/{made.pk}/informed/").text
    assert "Here is your page" in informed
    assert code not in informed
    writing = amina.get(f"/informing/families/{made.pk}/message/")
    assert writing.status_code == 200
    assert "private-link" not in writing.text


def test_a_manager_who_may_not_know_of_the_link_sees_the_message(
    cast, acting, signed_in, made, where, send
):
    """Managers see what went to whom, and no private link: row security leaves it out for them."""
    press(signed_in(cast.amina), where)
    with acting(cast.amina) as by:
        link = PrivateLink.objects.get()
        open_family(made.pk, purpose="test")
        measures.end_link(link, by=by)
    send()

    mo = signed_in(cast.mo)
    informed = mo.get(f"/families/{made.pk}/informed/")
    assert informed.status_code == 200
    assert "Here is your page" in informed.text
    assert "(its last day)" in informed.text
    assert "did not go" not in mo.get("/").text, "it was not wanted any more"
