"""Asking on the page that is turned to a carer, and the pages around it."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.agreements.rules import KINDS, Kind
from safehome.families.actions import agree_safe_contact
from safehome.journeys.models import Journey
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement, make_family, make_journey

TODAY = timezone.localdate()
DAY = {"said_on_day": TODAY.day, "said_on_month": TODAY.month, "said_on_year": TODAY.year}
ASKED = {
    "say_taking-part": "given", "how": "signed-here", "signature": "M10 10L200 90", "lasts": "12",
    **DAY,
}  # fmt: skip


@pytest.fixture
def browser(cast, signed_in):
    return signed_in(cast.amina)


def ask(made, kind="taking-part", who=0):
    return reverse("agreements:ask", args=[made.carers[who].pk, kind])


def rows(cast, acting):
    with acting(cast.amina):
        return list(Agreement.objects.order_by("purpose", "written_at"))


@pytest.mark.feature("REF7", "REF12")
def test_a_carer_signs_on_the_screen(cast, acting, made, browser):
    page = browser.get(ask(made)).text
    assert "Do you want to take part?" in page
    assert "If you say no, we do not meet." in page

    answer = browser.post(ask(made), ASKED | {"key": str(uuid4())})

    assert answer.headers["Location"] == reverse("agreements:thanks", args=[made.carers[0].pk])
    (kept,) = rows(cast, acting)
    assert (kept.said, kept.how, kept.language) == ("given", "signed-here", "en")
    assert kept.until > TODAY + timedelta(days=360)
    with acting(cast.amina):
        open_family(made.pk, purpose="reading")
        assert kept.signature == "M10 10L200 90"
        assert "we have to tell people who can help" in kept.explained


def test_the_page_turned_to_one_carer_says_nothing_of_anybody_else(made, browser):
    for kind in ("taking-part", "optional", "contact", "explained"):
        page = browser.get(ask(made, kind)).text
        assert "Carol" in page
        for other in ("Dan", "Jay", "Mina", made.family.reference):
            assert not re.search(rf"\b{other}\b", page), (kind, other)
    thanks = browser.get(reverse("agreements:thanks", args=[made.carers[0].pk])).text
    assert "Dan" not in thanks


def test_sent_twice_it_is_kept_once(cast, acting, made, browser):
    form = ASKED | {"key": str(uuid4())}
    assert browser.post(ask(made), form).status_code == 302
    assert browser.post(ask(made), form).status_code == 302
    assert len(rows(cast, acting)) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"say_taking-part": ""}, "Choose an answer"),
        ({"say_taking-part": "refused"}, "Choose why not"),
        ({"signature": ""}, "Sign in the box, or choose another way"),
        ({"signature": "<svg onload=x>"}, "Sign in the box, or choose another way"),
        ({"how": "typed"}, "Type your name"),
        ({"how": "typed", "typed_name": "Carol"}, "Tick this if it is your answer"),
        ({"how": "paper"}, "Write where the paper lies"),
        ({"said_on_year": TODAY.year + 1}, "has not come yet"),
    ],
)
def test_it_says_what_to_do(cast, acting, made, browser, changes, says):
    answer = browser.post(ask(made), ASKED | changes)
    assert answer.status_code == 200
    assert says in answer.text
    assert rows(cast, acting) == []


def test_while_waiting_nobody_is_made_to_say_why_not(cast, acting, browser):
    with acting(cast.amina) as by:
        waits = make_family(by, cast, name="Waiting", carers=("Carol",))
    no = {"say_waiting-questions": "refused", "how": "spoken", "lasts": "12", **DAY}
    assert browser.post(ask(waits, "while-waiting"), no).status_code == 302
    with acting(cast.amina):
        kept = Agreement.objects.get(purpose="waiting-questions")
    assert (kept.said, kept.reason) == ("refused", "not-said")


def test_without_scripts_drawing_is_not_offered(made, browser):
    page = browser.get(ask(made)).text
    assert not re.search(r'name="how"[^>]* checked', page), "nothing is chosen for anybody"
    assert "sh-without-drawing" in page, "hidden, until the script that draws shows it"


def test_things_to_choose_are_answered_one_by_one(cast, acting, made, browser):
    form = {"say_research": "given", "say_recording": "refused", "reason": "who-will-know",
            "how": "paper", "paper_lies": "Locked cabinet", "lasts": "6", **DAY}  # fmt: skip
    assert browser.post(ask(made, "optional"), form).status_code == 302
    assert [(one.purpose, one.said) for one in rows(cast, acting)] == [
        ("recording", "refused"), ("research", "given"),
    ]  # fmt: skip


def test_a_yes_becomes_a_no_on_the_same_page(cast, acting, made, browser):
    browser.post(ask(made), ASKED)
    no = ASKED | {"say_taking-part": "refused", "reason": "not-now"}
    assert browser.post(ask(made), no).status_code == 302

    _, back = rows(cast, acting)
    assert (back.said, back.reason, back.how) == ("withdrawn", "not-now", "signed-here")
    with acting(cast.amina):
        open_family(made.pk, purpose="reading")
        assert back.signature == "M10 10L200 90"


def test_a_no_that_ends_the_journey_says_so_first(cast, acting, browser):
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol",))
        make_journey(by, made)
    assert "The journey ends" not in browser.get(ask(made)).text

    no = ASKED | {"say_taking-part": "refused", "reason": "not-now"}
    answer = browser.post(ask(made), no)
    assert "Tick that the journey ends with this no" in answer.text
    assert "withdrawn" not in {one.said for one in rows(cast, acting)}

    sure = no | {"ends_journey": "on", "what_next": "We write to school."}
    assert browser.post(ask(made), sure).status_code == 302
    with acting(cast.amina):
        open_family(made.pk, purpose="reading")
        journey = Journey.objects.get()
        assert (journey.ending, journey.what_next) == ("taken-back", "We write to school.")


def test_what_was_explained_is_not_taken_back(cast, acting, made, browser):
    (purpose,) = KINDS[Kind.EXPLAINED]
    with acting(cast.amina) as by:
        make_agreement(made.carers[0], purpose=purpose, on=TODAY, by=by)
    no = {name: said for name, said in ASKED.items() if name != "say_taking-part"}
    no |= {f"say_{purpose}": "refused", "reason": "not-now"}

    assert "cannot be taken back" in browser.post(ask(made, "explained"), no).text


def test_contact_shows_the_carers_own_rule(cast, acting, made, browser):
    assert "Agree that first" in browser.get(ask(made, "contact")).text
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="agreeing")
        agree_safe_contact(made.carers[0], channel="text", hours="after ten", by=by)
    assert "text message; after ten" in browser.get(ask(made, "contact")).text


def test_in_the_carers_language(cast, acting, made, browser):
    page = browser.get(ask(made) + "?language=cy").text
    assert "Ydych chi eisiau cymryd rhan?" in page
    assert "translation is a draft" in page
    browser.post(ask(made) + "?language=cy", ASKED | {"with_interpreter": "on"})
    (kept,) = rows(cast, acting)
    assert (kept.language, kept.with_interpreter) == ("cy", True)


@pytest.mark.feature("REF8", "REF9")
def test_the_tab_tells_it_all(cast, acting, made, browser, signed_in):
    carol, dan = made.carers
    with acting(cast.amina) as by:
        make_agreement(carol, by=by, until=TODAY + timedelta(days=9))
        make_agreement(dan, said="refused", by=by)
        make_agreement(carol, purpose="research", by=by)
    page = browser.get(reverse("workspace:agreements", args=[made.pk])).text
    for words in (
        "They answer differently",
        "No journey starts.",
        "In force, ends soon",
        "Did not agree",
        "Not asked yet",
        "A supervisor, manager or safeguarding lead",
    ):
        assert words in page, words  # fmt: skip
    assert "Decide this" not in page

    ben = signed_in(cast.ben)
    assert "Decide this" in ben.get(reverse("workspace:agreements", args=[made.pk])).text
    decide = reverse("agreements:resolve", args=[made.pk, "taking-part"])
    assert "Write why" in ben.post(decide, {"goes_on": "yes"}).text
    assert ben.post(decide, {"goes_on": "yes", "decided": "Spoke with both."}).status_code == 302
    after = ben.get(reverse("workspace:agreements", args=[made.pk])).text
    assert "Spoke with both. (Ben Carter)" in after
    assert "To be decided" not in after


def test_it_is_taken_back_and_found_not_valid_on_pages(cast, acting, made, browser, signed_in):
    carol = made.carers[0]
    with acting(cast.amina) as by:
        for purpose in ("research", "recording"):
            make_agreement(carol, purpose=purpose, by=by)
    day = {"on_day": TODAY.day, "on_month": TODAY.month, "on_year": TODAY.year}
    back = reverse("agreements:take-back", args=[carol.pk, "research"])
    assert "They do not need a reason" in browser.get(back).text
    early = browser.post(back, day | {"on_year": TODAY.year - 3})
    assert "agreed to after that day" in early.text
    assert browser.post(back, day).status_code == 302
    assert browser.get(back).status_code == 302, "there is nothing left to take back"

    ben = signed_in(cast.ben)
    invalid = reverse("agreements:not-valid", args=[carol.pk, "recording"])
    assert "Choose why it is not valid" in ben.post(invalid, {}).text
    assert ben.post(invalid, {"reason": "pressure", "because": "He spoke."}).status_code == 302
    assert [one.said for one in rows(cast, acting)] == [
        "given", "invalidated", "given", "withdrawn",
    ]  # fmt: skip


@pytest.mark.feature("REF11")
@pytest.mark.parametrize(("many", "seen"), [(2, "held back"), (6, "6")])
def test_reasons_are_counted_without_pointing_at_anybody(cast, acting, signed_in, many, seen):
    with acting(cast.amina) as by:
        names = [f"Carer{place}" for place in range(many)]
        for carer in make_family(by, cast, carers=names, agreed=False).carers:
            make_agreement(carer, said="refused", by=by, on=TODAY)
    page = signed_in(cast.ben).get(reverse("agreements:why-not")).text
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page.partition("Not now</th>")[2])
    assert cells[0] == seen
    assert "Carer1" not in page
    assert "Nobody said no" in signed_in(cast.sam).get(reverse("agreements:why-not")).text


def test_unknown_kinds_and_purposes_are_not_there(made, browser):
    assert browser.get(ask(made, "everything")).status_code == 404
    nothing = reverse("agreements:take-back", args=[made.carers[0].pk, "everything"])
    assert browser.get(nothing).status_code == 404


@pytest.mark.parametrize("answered", [False, True])
def test_the_paper_is_a_pdf_for_that_carer_alone(cast, acting, made, browser, answered):
    import io

    import pikepdf

    carol, dan = made.carers
    if answered:
        browser.post(ask(made), ASKED)
        with acting(cast.amina) as by:
            make_agreement(dan, said="refused", by=by)
    made_pdf = browser.get(reverse("agreements:paper", args=[carol.pk, "taking-part"]))
    assert made_pdf.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(made_pdf.content)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.docinfo["/Title"]) == "What we agreed"
    welsh = browser.get(reverse("agreements:paper", args=[carol.pk, "optional"]) + "?language=cy")
    assert welsh.content.startswith(b"%PDF-")


def test_an_answered_paper_keeps_the_words_that_were_put(cast, acting, made):
    from safehome.agreements.wording import language_for
    from safehome.workspace.agreeing.paper import question_of

    with acting(cast.amina) as by:
        row = make_agreement(made.carers[0], by=by)
        row.explained = "An older question?\nOlder words."
        asked = question_of(language_for("cy"), "taking-part", row)
    assert (asked["question"], asked["about"]) == ("An older question?", ["Older words."])
    assert str(asked["said"]).startswith("Yes, I want to take part, ")


def test_the_paper_about_reaching_them_never_says_who_must_not_know(cast, acting, made, browser):
    """It lies at home, where he may find it. The staff's record keeps it."""
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="agreeing")
        agree_safe_contact(
            made.carers[0], channel="text", hours="after ten", must_not_know="her brother", by=by
        )
    browser.post(ask(made, "contact"), ASKED | {"say_contact": "given"})
    (kept,) = rows(cast, acting)
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        assert "her brother" in Agreement.objects.get(pk=kept.pk).explained
    paper = browser.get(reverse("agreements:paper", args=[made.carers[0].pk, "contact"]))
    pages = pypdfium2.PdfDocument(paper.content)
    said = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "after ten" in said
    assert "brother" not in said


def test_a_day_years_before_the_record_is_named(cast, acting, made, browser):
    wrong = ASKED | {"said_on_year": TODAY.year - 2, "key": str(uuid4())}
    page = browser.post(ask(made), wrong).text

    assert "more than a year before this family’s record began" in page
    assert "Check the year" in page
    assert rows(cast, acting) == []
