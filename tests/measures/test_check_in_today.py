"""A low answer asks a person to check in the same day, and goes on asking until somebody has."""

import doctest
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.measures.actions import give_answers, write_check_in
from safehome.measures.models import CheckInAsked, CheckInDone
from safehome.measures.queries import check_ins_waiting
from safehome.measures.rules import low
from safehome.programme.queries import pack_of
from safehome.programme.shapes import AskToday
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey

HOME = [f"{letter}{number}" for letter in "th" for number in range(1, 5)]


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


def answer(journey, by, value, *, point="baseline", mode="together", on=None):
    carer = journey.carers.select_related("carer").get().carer
    open_family(journey.family_id, purpose="test")
    return give_answers(
        carer, pack_of(journey.pack_version).questionnaire("home"), dict.fromkeys(HOME, value),
        journey=journey.pk, pack_version=journey.pack_version, point=point, mode=mode,
        on=on or timezone.localdate(), by=by,
    )  # fmt: skip


def home_of(signed_in, somebody):
    return signed_in(somebody).get("/").content.decode()


@pytest.mark.parametrize("mode", ["together", "alone", "paper", "link"])
def test_it_works_however_the_answers_came(cast, acting, journey, mode):
    with acting(cast.amina) as by:
        answer(journey, by, 2, mode=mode)
        ask = CheckInAsked.objects.get()
        assert ask.of == "home-life"
        assert list(check_ins_waiting(by)) == [ask]


@pytest.mark.parametrize(("value", "asked"), [(0, 1), (2, 1), (3, 0), (10, 0)])
def test_only_at_the_rule_or_beyond(cast, acting, journey, value, asked):
    with acting(cast.amina) as by:
        answer(journey, by, value)
        assert CheckInAsked.objects.count() == asked


def test_those_who_work_with_them_are_told_and_nobody_else(cast, acting, signed_in, journey):
    with acting(cast.amina) as by:
        answer(journey, by, 1)
    for told in (cast.amina, cast.ben, cast.priya):  # practitioner, supervisor, safeguarding lead
        assert "check in with Carol" in home_of(signed_in, told), told.name
    for nobody in (cast.noor, cast.mo, cast.ada, cast.rita, cast.dev):
        assert "check in with" not in home_of(signed_in, nobody).lower(), nobody.name


def test_two_sets_of_answers_of_one_day_are_one_line(cast, acting, signed_in, journey):
    with acting(cast.amina) as by:
        answer(journey, by, 1)
        answer(journey, by, 1, point="mid")
        assert CheckInAsked.objects.count() == 2
    page = home_of(signed_in, cast.amina)
    assert page.count("check in with Carol") == 1
    assert "check in with Carol, after 2 sets of answers" in page


def test_the_page_says_why_and_is_quiet_once_somebody_wrote(cast, acting, signed_in, journey):
    with acting(cast.amina) as by:
        answer(journey, by, 1)
        pk = CheckInAsked.objects.get().pk
    amina = signed_in(cast.amina)
    page = amina.get(f"/check-ins/{pk}/").content.decode()
    assert "Check in with Carol today" in page
    assert "Home life: 1" in page
    assert "The rule:" in page
    assert "2 or less" in page
    assert "written for this pack" in page

    today = timezone.localdate()
    on = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    wrong = amina.post(f"/check-ins/{pk}/", on | {"who": "Amina"}).content.decode()
    assert "Write a few words on how it was" in wrong
    later = today + timedelta(days=1)
    to_come = {"on_day": later.day, "on_month": later.month, "on_year": later.year}
    assert "in the future" in amina.post(
        f"/check-ins/{pk}/", to_come | {"who": "Amina", "found": "Tired."}
    ).content.decode()  # fmt: skip
    done = amina.post(
        f"/check-ins/{pk}/", on | {"who": "Amina", "found": "Rang. Tired; her sister is there."},
        follow=True,
    ).content.decode()  # fmt: skip

    assert "her sister is there" in done
    assert "check in with" not in home_of(signed_in, cast.ben).lower()
    again = amina.post(f"/check-ins/{pk}/", on | {"who": "Ben", "found": "Other."}, follow=True)
    assert "wrote this down already" in again.content.decode()
    with acting(cast.amina):
        assert CheckInDone.objects.count() == 1


def test_the_next_day_it_is_said_to_be_late(cast, acting, signed_in, journey, superuser):
    with acting(cast.amina) as by:
        answer(journey, by, 1)
    superuser.execute("UPDATE measures_checkinasked SET asked_at = asked_at - interval '1 day'")
    page = home_of(signed_in, cast.amina)
    assert "asked for yesterday, and nobody has written that they did" in page
    assert "Late" in page


def test_who_may_not_write_it(cast, acting, journey):
    with acting(cast.amina) as by:
        answer(journey, by, 1)
    with acting(cast.rita) as by:
        open_family(journey.family_id, purpose="test")
        with pytest.raises(PermissionDenied, match="practitioners, supervisors"):
            write_check_in(
                CheckInAsked.objects.get(), who="Rita", on=timezone.localdate(), found="x", by=by
            )
    with acting(cast.noor):
        assert not CheckInAsked.objects.exists()


def test_it_never_names_a_risk(cast, acting, signed_in, journey):
    with acting(cast.amina) as by:
        answer(journey, by, 0)
        pk = CheckInAsked.objects.get().pk
    page = signed_in(cast.amina).get(f"/check-ins/{pk}/").content.decode().lower()
    main = page[page.index("<main") : page.index("</main")]
    assert not any(word in main for word in ("risk", "score of", "threshold", "flagged", "severe"))


def test_a_rule_says_itself_in_words():
    rule = AskToday(of="total", at_most=28, source="A guide.")
    assert rule.says("The score in all") == (
        "“The score in all” of 28 or less asks a person to check in the same day."
    )


def test_the_examples_are_true():
    assert doctest.testmod(low).failed == 0
