"""Everything a carer answered, over time, in words first; and what differs, for staff alone."""

import doctest
import re

import pytest
from django.utils import timezone

from safehome.measures.actions import give_answers, open_in_supervision
from safehome.measures.queries import kind_of, look
from safehome.measures.rules import wobble
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey
from tests.factories.links import make_kept_feedback


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Dean"))
        return make_journey(by, made)


def carers(journey):
    return [one.carer for one in journey.carers.select_related("carer").order_by("carer_id")]


def give(journey, by, carer, name, value, point="baseline", mode="together", **words):
    open_family(journey.family_id, purpose="test")
    asked = pack_of(journey.pack_version).questionnaire(name)
    given = value if isinstance(value, dict) else {one.id: value for one in asked.items}
    return give_answers(
        carer, asked, given, journey=journey.pk, pack_version=journey.pack_version, point=point,
        mode=mode, on=timezone.localdate(), by=by, words=words,
    )  # fmt: skip


def main_of(answer):
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main")]


@pytest.mark.feature("MEA5", "MEA6")
def test_it_works(cast, acting, signed_in, journey):
    with acting(cast.amina) as by:
        carol, _ = carers(journey)
        called, pk = carol, carol.pk
        for point, value in (("baseline", 3), ("mid", 6)):
            for name in ("kuc", "home", "support-challenge"):
                give(journey, by, called, name, value, point)
        give(journey, by, called, "goals", {"g1": 2}, w1="To sleep.")
        give(journey, by, called, "feedback", 1, "session-1")
    page = main_of(signed_in(cast.amina).get(f"/journeys/{journey.pk}/answers/{pk}/"))

    for title in ("What I know, understand", "Talking and home life", "How we work together"):
        assert title in page
    assert page.count('class="sh-picture sh-picture--wide"') == 5
    assert page.count('class="sh-picture--narrow"') == 5
    ids = re.findall(r'id="(pic-[^"]+)"', page)
    assert len(ids) == len(set(ids)) == 20  # a title and a description of each
    assert page.count("The same in figures") == 5
    assert "<strong>How we talk</strong>: higher than at the start." in page
    assert "“To sleep.”" in page
    assert "How was today? What you said of our sessions" in page


def test_what_they_would_rather_not_answer_is_no_empty_picture(cast, acting, signed_in, journey):
    with acting(cast.amina) as by:
        carol, _ = carers(journey)
        give(journey, by, carol, "kuc", {})
    page = main_of(signed_in(cast.amina).get(f"/journeys/{journey.pk}/answers/{carol.pk}/"))

    assert "You would rather not answer these" in page
    for drawn in ("<svg", "The same in figures", "your first answers", "What counts as a change"):
        assert drawn not in page


def test_a_change_is_said_since_the_point_that_was_first(cast, acting, signed_in, journey):
    with acting(cast.amina) as by:
        carol, _ = carers(journey)
        for point, value in (("mid", 3), ("end", 6)):
            give(journey, by, carol, "home", value, point)
    page = main_of(signed_in(cast.amina).get(f"/journeys/{journey.pk}/answers/{carol.pk}/"))

    assert "at the start" not in page.split("What counts as a change")[0]
    assert "<strong>How we talk</strong>: higher than the first time (" in page


@pytest.mark.feature("MEA5")
def test_what_was_said_of_sessions_stands_apart_in_the_order_of_sessions(
    cast, acting, signed_in, journey
):
    with acting(cast.amina) as by:
        carol, dean = carers(journey)
        pk = carol.pk
        for number, value in ((10, 4), (2, 8), (1, 6)):
            give(journey, by, carol, "feedback", value, f"session-{number}")
        give(journey, by, dean, "feedback", 1, "session-1")
    page = main_of(signed_in(cast.amina).get(f"/journeys/{journey.pk}/answers/{pk}/"))

    apart = page[page.index('id="of-sessions"') :]
    rows = re.findall(r"After session (\d+)</td>\s*<td[^>]*>(\d+)", apart)
    assert rows == [("1", "6"), ("2", "8"), ("10", "4")]
    assert "than at the start" not in apart, "one session is not better than another"
    assert "not about how you did" in apart


@pytest.mark.parametrize("opened", [False, True])
def test_nothing_kept_for_supervision_is_on_it_whoever_looks(
    cast, acting, signed_in, journey, opened
):
    """It is turned to the carer, beside whoever it is about."""
    with acting(cast.amina) as by:
        give(journey, by, carers(journey)[0], "home", 5)
    with acting(cast.ben) as by:
        kept = make_kept_feedback(by, journey)
        asked = pack_of(journey.pack_version).questionnaire("support-challenge")
        give_answers(
            kept.carer, asked, {one.id: 1 for one in asked.items}, journey=journey.pk,
            pack_version=journey.pack_version, point="early", mode="paper",
            on=timezone.localdate(), by=by, kept_from=journey.lead_id,
        )  # fmt: skip
        if opened:
            open_in_supervision(kept, by=by)
    for person in (cast.ben, cast.priya, cast.amina):
        page = main_of(signed_in(person).get(f"/journeys/{journey.pk}/answers/{kept.carer_id}/"))
        assert ("What you said of our sessions" in page) == opened, person.name
        assert "How we work together" not in page, person.name


def test_no_other_carers_answers_are_on_it(cast, acting, signed_in, journey):
    with acting(cast.amina) as by:
        carol, dean = carers(journey)
        give(journey, by, carol, "home", 3)
        give(journey, by, dean, "home", 9)
        pk = carol.pk
    page = main_of(signed_in(cast.amina).get(f"/journeys/{journey.pk}/answers/{pk}/"))

    assert "Dean" not in page
    assert ">9<" not in page


@pytest.mark.feature("MEA9", "NEW5")
def test_what_differs_is_something_to_talk_about(cast, acting, signed_in, journey):
    with acting(cast.amina) as by:
        carol, dean = carers(journey)
        give(journey, by, carol, "home", 3)
        give(journey, by, dean, "home", 6)
        give(journey, by, carol, "kuc", 3)
        give(journey, by, dean, "kuc", 5)
        give(journey, by, carol, "support-challenge", 9, "early")
        give(journey, by, carol, "support-challenge-practitioner", 4, "early", "own")
    page = main_of(signed_in(cast.ben).get(f"/journeys/{journey.pk}/answers/talk/"))

    assert "<strong>How we talk</strong> (Talking and home life), at the start" in page
    assert "What I know" not in page  # two apart is less than three tenths
    assert "Carol 9; The practitioner, of their own work 4." in page
    assert "no mark for the practitioner" in page
    assert not any(word in page.lower() for word in ("error", "wrong", "discrep", "inaccurate"))


@pytest.mark.parametrize("who", ["mo", "ada", "noor", "dev"])
def test_who_may_not_see_what_differs(cast, signed_in, journey, who):
    answer = signed_in(getattr(cast, who)).get(f"/journeys/{journey.pk}/answers/talk/")
    assert answer.status_code in (403, 404)


class Said:
    def __init__(self, point, total):
        self.point, self.scores = point, {"total": total}


@pytest.mark.parametrize(
    ("name", "before", "after", "words", "rule"),
    [
        ("who-5", 40, 50, "worth noting: the way one hopes for", "10 points or more"),
        ("who-5", 40, 48, "too little to be worth noting", "10 points or more"),
        ("swemwbs", 23.0, 20.0, "by more than the ordinary wobble: harder", "more than 2.87"),
        ("swemwbs", 23.0, 20.13, "within the ordinary wobble", "more than 2.87"),
        ("score-15", 50, 32, "by more than the ordinary wobble: the way", "more than 17.51"),
    ],
)
def test_change_is_said_with_its_rule_and_source(name, before, after, words, rule):
    kind = kind_of(name, None)
    seen = look(kind, [Said("baseline", before), Said("end", after)], {}, key="x")

    assert words in seen.lines[-1][1]
    assert rule in kind.rules[0]
    assert kind.wobble.source in kind.rules
    assert seen.picture
    assert "<svg" in seen.picture.tall.svg


def test_the_examples_are_true():
    assert doctest.testmod(wobble).failed == 0
