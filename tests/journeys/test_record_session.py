"""Recording on the page: refused kindly, saved whatever happens, sent once, two writers."""

import pytest
from django.urls import reverse

from safehome.drafts.actions import draft_of
from safehome.drafts.models import SetAside
from safehome.journeys.models import Session
from safehome.journeys.rules import STANCE
from safehome.kit.ids import new_id
from safehome.vault.keyring import open_family
from tests.factories.families import sessions_of, sign_whole, whole_record


@pytest.fixture
def session(cast, acting, journey):
    with acting(cast.amina):
        return sessions_of(journey)[0]


@pytest.fixture
def page(session):
    return reverse("journeys:record-session", kwargs={"pk": session.pk})


@pytest.fixture
def filled(cast, acting, made, session):
    """The form as a practitioner fills it in, every box."""
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        return as_form(whole_record(session))


def as_form(record):
    return {
        "held_on": record.held_on.isoformat(),
        "minutes": "75",
        "setting": "home",
        "wellbeing": record.wellbeing,
        "support_challenge": "3",
        "home_activity": record.home_activity,
        "next_step": record.next_step,
        **{f"attendance_{pk}": "came" for pk in record.attendance},
        **{f"words_{pk}": words for pk, words in record.words.items()},
        **{f"component_{pk}": "delivered" for pk in record.components},
        **{f"line_{pk}": child.line for pk, child in record.children.items()},
        **{f"rating_{name}": "3" for name in STANCE},
        "act": "sign",
        "seen": "1",
        "key": str(new_id()),
    }


def signed(acting, who):
    with acting(who):
        return Session.objects.filter(signed_at__isnull=False).count()


@pytest.mark.feature("SES6", "SES7", "SES8", "SES10")
def test_it_works(cast, acting, page, filled, signed_in):
    answer = signed_in(cast.amina).post(page, filled, follow=True)
    assert "is recorded and signed" in answer.content.decode()
    assert "Session 2" in answer.content.decode(), "the next session's day"
    assert signed(acting, cast.amina) == 1


@pytest.mark.feature("NEW1")
def test_a_child_forgotten_is_asked_after_and_nothing_is_lost(
    cast, acting, made, session, page, filled, signed_in
):
    mina = made.children[1].pk
    browser = signed_in(cast.amina)
    answer = browser.post(page, filled | {f"line_{mina}": ""})
    words = answer.content.decode()
    assert answer.status_code == 200
    assert "Write a line about Mina" in words
    assert f'href="#id_line_{mina}"' in words
    assert "Jay laughed at supper." in words
    assert signed(acting, cast.amina) == 0
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        assert "Jay laughed" in draft_of("session-record", session.pk).body

    browser.post(page, filled)
    assert signed(acting, cast.amina) == 1


def test_what_cannot_be_read_is_in_the_list_and_in_our_words(cast, acting, page, filled, signed_in):
    answer = signed_in(cast.amina).post(page, filled | {"minutes": "900", "next_step": ""})
    words = answer.content.decode()
    assert "Nearly there: 2 things still to do" in words
    assert 'href="#id_minutes">Write the minutes as a number from 1 to 600, such as 75<' in words
    assert 'href="#id_next_step"' in words
    assert "Ensure this value" not in words
    assert signed(acting, cast.amina) == 0


def test_pressed_twice_it_counts_once(cast, acting, page, filled, signed_in):
    browser = signed_in(cast.amina)
    first = browser.post(page, filled)
    second = browser.post(page, filled)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert signed(acting, cast.amina) == 1


@pytest.mark.feature("SES11")
def test_what_was_typed_is_there_when_the_page_is_opened_again(
    cast, session, page, filled, signed_in, made
):
    browser = signed_in(cast.amina)
    url = reverse(
        "drafts:keep",
        kwargs={"form": "session-record", "family": made.pk, "about": session.pk},
    )
    browser.post(url, filled | {"draft_version": "0", "next_step": "Ring the school"})
    words = browser.get(page).content.decode()
    assert "Ring the school" in words
    assert 'data-draft-version="1"' in words


def test_two_writers_are_shown_both_texts(cast, acting, made, page, filled, signed_in):
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    amina.post(page, filled | {"act": "save", "next_step": "Amina's step"})

    told = ben.post(page, filled | {"act": "save", "next_step": "Ben's step", "seen_draft": "0"})
    words = told.content.decode()
    assert "Amina Yusuf wrote in this record" in words
    assert "Amina&#39;s step" in words
    assert "Ben&#39;s step" in words
    with acting(cast.priya):
        open_family(made.pk, purpose="test")
        (aside,) = SetAside.objects.all()
        assert "Ben's step" in aside.body


def test_what_is_not_one_of_the_choices_is_not_taken(cast, acting, page, filled, signed_in):
    browser = signed_in(cast.amina)
    for wrong in ({"support_challenge": "9"}, {"minutes": "many"}, {"held_on": "soon"}):
        assert browser.post(page, filled | wrong).status_code == 200
    assert signed(acting, cast.amina) == 0


def test_last_time_is_shown_and_not_filled_in(cast, acting, journey, session, signed_in):
    with acting(cast.amina) as by:
        sign_whole(session, by=by, wellbeing="Very tired")
        second = sessions_of(journey)[1]
    page = reverse("journeys:record-session", kwargs={"pk": second.pk})
    words = signed_in(cast.amina).get(page).content.decode()
    assert "Last time: Very tired" in words
    assert words.count("Very tired") == 1


def test_a_signed_session_leads_to_its_record(cast, acting, session, page, filled, signed_in):
    with acting(cast.amina) as by:
        sign_whole(session, by=by)
    answer = signed_in(cast.amina).get(page)
    assert answer["Location"] == reverse("journeys:session", kwargs={"pk": session.pk})
