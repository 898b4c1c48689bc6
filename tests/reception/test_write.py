"""Writing a referral, page by page: nothing is lost, nothing is overwritten unseen."""

from __future__ import annotations

import re

import pytest

from tests.reception.conftest import Referrer

PAGE = "outline/1/words"


@pytest.fixture
def writing(referrer: Referrer) -> Referrer:
    referrer.starts()
    return referrer


def test_what_is_missing_is_said_and_the_words_stay(writing: Referrer) -> None:
    said = writing.answers("you/1/who", agency="Northtown")
    assert said.status_code == 200
    assert "Write your name" in said.text
    assert "There is a problem" in said.text
    again = writing.browser.get("/harbour/tasks/you/1/who/").text
    assert "Northtown" in again
    assert "There is a problem" not in again
    assert "In progress" in writing.browser.get("/harbour/tasks/").text


def test_save_and_come_back_later(writing: Referrer) -> None:
    answer = writing.answers("you/1/who", agency="Northtown", act="later")
    there = answer.headers["Location"]
    assert there == "/harbour/tasks/?kept=yes"
    said = writing.browser.get(there).text
    assert "What you wrote is saved." in said
    assert f"the reference {writing.reference} and your code" in said
    assert "What you wrote is saved." not in writing.browser.get("/harbour/tasks/").text
    assert "Northtown" in writing.browser.get("/harbour/tasks/you/1/who/").text


@pytest.mark.parametrize("number", ["Ring Wren", "960321", "01632"])
def test_a_number_that_cannot_be_rung_is_asked_for_again(writing: Referrer, number: str) -> None:
    said = writing.answers("you/1/reach", phone=number)
    assert "Write the whole number with its area code, such as 01632 960 001" in said.text
    assert writing.answers("you/1/reach", phone="+44 1632 960321").status_code == 302


def test_an_age_out_of_range_is_said_in_our_words(writing: Referrer) -> None:
    said = writing.answers("children/1/who", name="Jay", age="140")
    assert "Write the age in years, such as 11" in said.text
    assert "Ensure this value" not in said.text


def test_nothing_is_handed_in_while_something_is_missing(writing: Referrer, superuser) -> None:
    said = writing.browser.post("/harbour/check/").text
    assert "It was not handed in yet" in said
    assert "Say how soon somebody should be in touch" in said
    assert superuser.execute("SELECT count(*) FROM referrals_arrival").fetchone() == (0,)


def test_two_tabs_never_overwrite_each_other_unseen(writing: Referrer) -> None:
    seen = writing.state(PAGE)
    writing.answers(PAGE, words="From the first tab.", seen_draft=seen)

    second = writing.answers(PAGE, words="From the second tab.", seen_draft=seen)

    assert second.status_code == 200
    assert "Two versions" in second.text
    assert "From the first tab." in second.text
    assert "From the second tab." in second.text
    assert "From the first tab." in writing.browser.get(f"/harbour/tasks/{PAGE}/").text
    knowing = re.search(r'name="seen_draft" value="(\w+)"', second.text)[1]
    assert writing.answers(PAGE, words="Both.", seen_draft=knowing).status_code == 302


def test_other_pages_of_two_tabs_do_not_meet(writing: Referrer) -> None:
    seen = writing.state(PAGE)
    writing.answers("you/1/who", name="Wren", kind="school")
    assert writing.answers(PAGE, words="Hello.", seen_draft=seen).status_code == 302
    assert "Wren" in writing.browser.get("/harbour/tasks/you/1/who/").text


def kept(writing: Referrer, words: str, version: str):
    return writing.browser.post(
        f"/harbour/keep/{PAGE}/", {"words": words, "draft_version": version}
    )


def test_words_are_kept_as_they_are_typed(writing: Referrer) -> None:
    first = kept(writing, "Half a sen", writing.state(PAGE))
    assert first.json()["saved_at"]
    assert "Half a sen" in writing.browser.get(f"/harbour/tasks/{PAGE}/").text
    assert kept(writing, "Half a sentence.", first.json()["version"]).status_code == 200

    other = kept(writing, "Another.", first.json()["version"])
    assert other.status_code == 409
    assert other.json()["theirs"] == {"words": "Half a sentence."}
    assert kept(writing, "Another.", other.json()["version"]).status_code == 200


def test_words_typed_and_never_sent_are_handed_in_with_the_rest(writing: Referrer, acting, door):
    from safehome.referrals import actions
    from safehome.referrals.models import Arrival
    from safehome.referrals.queries import arrivals as queries

    writing.writes_all()
    kept(writing, "Typed, and never sent.", writing.state(PAGE))
    assert "Typed, and never sent." in writing.browser.get("/harbour/check/").text
    assert writing.browser.post("/harbour/check/").status_code == 302
    with acting(door.ben) as by:
        referral = actions.take_in(Arrival.objects.get(), by=by)
        assert queries.body_of(referral).behaviour.words == "Typed, and never sent."


def test_a_page_half_done_is_finished_or_emptied_first(writing: Referrer, superuser) -> None:
    writing.writes_all()
    writing.answers("others/1/who", agency="Quay Street", act="later")
    said = writing.browser.post("/harbour/check/").text
    assert "finish this page, or empty it" in said
    assert superuser.execute("SELECT count(*) FROM referrals_arrival").fetchone() == (0,)
    writing.answers("others/1/who", agency="", act="later")
    assert writing.browser.post("/harbour/check/").status_code == 302


def test_without_a_referral_open_the_page_is_told_that_its_words_stay(writing: Referrer) -> None:
    writing.browser.post("/harbour/clear/")
    told = kept(writing, "Words.", "x")
    assert told.status_code == 409
    assert "still on this page" in told.json()["message"]


def test_another_child_is_added_removed_and_put_back(writing: Referrer) -> None:
    for number, name in ((1, "Jay"), (2, "Mina"), (3, "Oscar")):
        writing.answers(f"children/{number}/who", name=name, age=str(5 + number))
    page = writing.browser.get("/harbour/tasks/children/").text
    forms = re.findall(r'action="([^"]+/remove/)".*?name="seen" value="(\w+)"', page, re.S)
    assert len(forms) == 3

    gone = writing.browser.post(forms[1][0], {"seen": forms[1][1]}, follow=True).text
    assert "Mina is no longer on the list" in gone
    assert re.findall(r"card__title\">(\w+)<", gone) == ["Jay", "Oscar"]
    # The same button of another tab: there is another child in that place now.
    assert "Oscar" in writing.browser.post(forms[1][0], {"seen": forms[1][1]}, follow=True).text

    back = writing.browser.post("/harbour/tasks/undo/", follow=True).text
    assert re.findall(r'card__title">(\w+)<', back) == ["Jay", "Mina", "Oscar"]


def test_what_was_typed_moves_with_its_child(writing: Referrer) -> None:
    for number, name in ((1, "Jay"), (2, "Mina")):
        writing.answers(f"children/{number}/who", name=name, age="8")
    writing.answers("children/2/life", lives_with="Her grandmother", act="")
    state = writing.state("children/2/life")
    writing.browser.post(
        "/harbour/keep/children/2/life/", {"lives_with": "Her aunt", "draft_version": state}
    )
    page = writing.browser.get("/harbour/tasks/children/").text
    first = re.search(r'action="([^"]+/1/remove/)".*?name="seen" value="(\w+)"', page, re.S)
    writing.browser.post(first[1], {"seen": first[2]})
    assert "Her aunt" in writing.browser.get("/harbour/tasks/children/1/life/").text


def test_there_is_an_end_to_how_many(writing: Referrer) -> None:
    for number in range(1, 13):
        answer = writing.answers(f"adults/{number}/who", name=f"Adult {number}")
        assert answer.status_code == 302
    assert writing.browser.get("/harbour/tasks/adults/13/who/").status_code == 404
    assert writing.browser.get("/harbour/tasks/adults/99999999999/who/").status_code == 404


@pytest.mark.feature("NEW16")
def test_a_kinder_word_is_offered_once_and_never_forced(writing: Referrer) -> None:
    said = writing.answers(PAGE, words="The perpetrator is eleven.")
    assert said.status_code == 200
    assert "child who has displayed harmful sexual behaviour" in said.text
    assert "Keep it as it is" in said.text
    assert "The perpetrator is eleven." in writing.browser.get("/harbour/check/").text
    kept_as_it_is = writing.answers(
        PAGE, words="The perpetrator is eleven.", act="keep", prompted="1"
    )
    assert kept_as_it_is.status_code == 302


def test_no_word_no_offer(writing: Referrer) -> None:
    assert writing.answers(PAGE, words="Jay is eleven.").status_code == 302


@pytest.mark.parametrize(
    ("page", "given", "said"),
    [
        ("you/1/reach", {}, "Write a telephone number or an e-mail address"),
        ("you/1/reach", {"email": "wren"}, "Write an e-mail address such as"),
        ("children/1/who", {"name": "Jay", "birth_date_day": "31", "birth_date_month": "2",
                            "birth_date_year": "2014"}, "Write a real date"),
        ("children/1/who", {"name": "Jay", "birth_date_day": "1", "birth_date_month": "1",
                            "birth_date_year": "2099"}, "Write"),
        ("children/1/part", {}, "Choose at least one"),
        ("outline/1/kind", {"kinds": "made-up"}, "not one of the available choices"),
        (PAGE, {"words": "x" * 4001}, "Use 4000 characters or fewer"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(writing: Referrer, page, given, said) -> None:
    answer = writing.answers(page, **given)
    assert answer.status_code == 200
    assert said in answer.text


def test_pages_that_there_are_not(writing: Referrer) -> None:
    for page in ("you/2/who", "you/0/who", "you/1/nothing", "nothing/1/who", "adults/3/who"):
        assert writing.browser.get(f"/harbour/tasks/{page}/").status_code == 404, page


def test_lines_kept_by_the_script_and_sent_by_the_browser_are_the_same_words(
    writing: Referrer,
) -> None:
    """A browser ends a line in one way when a script keeps it, in another when it is sent."""
    drawn = writing.state(PAGE)
    assert kept(writing, "Carol noticed.\nThe school knows.", drawn).status_code == 200

    sent = writing.answers(PAGE, words="Carol noticed.\r\nThe school knows.", seen_draft=drawn)

    assert sent.status_code == 302, "no other tab wrote anything"


def test_a_language_that_nobody_named_is_not_english(writing: Referrer) -> None:
    writing.answers("adults/1/who", name="Carol")
    writing.answers("adults/1/needs", needs="Large print.")
    said = writing.browser.get("/harbour/tasks/adults/").text
    assert "Large print." in said
    assert "English" not in said
