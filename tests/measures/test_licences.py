"""Other people's words: never without a licence in force, whoever asks; scores without any word."""

import doctest
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

import safehome
from safehome.measures import actions
from safehome.measures.models import Answers, CheckInAsked, InstrumentWording
from safehome.measures.queries.licences import words_for
from safehome.measures.rules import Words, held, wording
from safehome.programme.instruments import instruments
from tests.factories.families import make_family, make_journey

ITEMS = {f"w{number}": f"An invented line, number {number}." for number in range(1, 6)}
FILE = "id,text\ntitle,Invented\n0,Never\n5,Always\n" + "".join(
    f'{name},"{text}"\n' for name, text in ITEMS.items()
)
TODAY = timezone.localdate


def licence(by, instrument="who-5", *, begins=-10, ends=None, **uses):
    today = TODAY()
    allowed = {"display": True, "print": True, "export": False} | uses
    return actions.record_licence(
        instrument, granted_by="Its owner", reference="Letter of spring",
        begins_on=today + timedelta(begins),
        ends_on=None if ends is None else today + timedelta(ends), by=by, **allowed,
    )  # fmt: skip


def load(by, instrument="who-5", items=ITEMS):
    return actions.load_words(instrument, Words(items=dict(items)), on=TODAY(), by=by)


def may(by, use, *, instrument="who-5", days=0):
    asked, verdict = words_for(
        by.organisation_id, instrument, use=use, on=TODAY() + timedelta(days)
    )
    assert bool(asked) == bool(verdict)
    return bool(asked)


@pytest.mark.feature("MEA10")
def test_it_works(cast, acting):
    with acting(cast.ada) as by:
        licence(by, ends=30)
        load(by)
        asked, _ = words_for(by.organisation_id, "who-5", use="display", on=TODAY())
        assert [one.text for one in asked.items] == list(ITEMS.values())
        assert may(by, "print")


@pytest.mark.parametrize("use", ["display", "print", "export"])
def test_without_a_licence_there_are_no_words(cast, acting, use):
    with acting(cast.ada) as by:
        assert not may(by, use)
        with pytest.raises(PermissionDenied, match="Record the licence first"):
            load(by)


@pytest.mark.parametrize("use", ["display", "print", "export"])
def test_only_what_it_allows(cast, acting, use):
    with acting(cast.ada) as by:
        licence(by, **{one: one == use for one in ("display", "print", "export")})
        load(by)
        assert [one for one in ("display", "print", "export") if may(by, one)] == [use]


def test_before_its_first_day_and_after_its_last(cast, acting):
    with acting(cast.ada) as by:
        licence(by, begins=0, ends=3)
        load(by)
        assert [may(by, "display", days=day) for day in (-1, 0, 3, 4)] == [
            False, True, True, False,
        ]  # fmt: skip


def test_ended_sooner_the_words_go_and_the_answers_stay(cast, acting, signed_in):
    with acting(cast.ada) as by:
        held_licence = licence(by)
        load(by)
    with acting(cast.amina) as by:
        journey = make_journey(by, make_family(by, cast))
        carer = journey.carers.get().carer_id
    there = f"/journeys/{journey.pk}/answers/{carer}/baseline/who-5/"
    amina = signed_in(cast.amina)
    assert ITEMS["w1"] in amina.get(there).content.decode()
    today = TODAY()
    amina.post(there, {
        "mode": "together", "help": "none", "given_on_day": today.day,
        "given_on_month": today.month, "given_on_year": today.year, **dict.fromkeys(ITEMS, "4"),
    })  # fmt: skip
    with acting(cast.ada) as by:
        actions.end_licence(held_licence, on=TODAY() - timedelta(1), by=by)
        with pytest.raises(PermissionDenied, match="already"):
            actions.end_licence(held_licence, on=TODAY(), by=by)
        assert not any(may(by, use) for use in ("display", "print", "export"))

    gone = amina.get(there.replace("baseline", "mid"))
    assert gone.status_code == 403
    assert ITEMS["w1"] not in gone.content.decode()
    assert ITEMS["w1"] not in signed_in(cast.ada).get("/instruments/who-5/").content.decode()
    with acting(cast.amina):
        assert Answers.objects.get().scores == {"total": 80}
    assert "80" in amina.get(f"/journeys/{journey.pk}/answers/{carer}/").content.decode()


def test_what_no_licence_can_allow(cast, acting):
    with acting(cast.ada) as by:
        with pytest.raises(ValueError, match="No licence lets the words"):
            licence(by, "sdq")
        with pytest.raises(ValueError, match="exported"):
            licence(by, "swemwbs", export=True)
        with pytest.raises(ValueError, match="at least one use"):
            licence(by, display=False, print=False)


def test_who_may_keep_them_and_another_organisation_has_its_own(cast, acting):
    for somebody in (cast.amina, cast.ben, cast.priya, cast.rita):
        with acting(somebody) as by, pytest.raises(PermissionDenied, match="administrators"):
            licence(by)
    with acting(cast.ada) as by:
        licence(by)
        load(by)
    with acting(cast.dev) as by:
        assert not InstrumentWording.objects.exists()
        assert not may(by, "display")


def test_words_are_read_in_one_place_only():
    """Whoever reads the table elsewhere goes around the licence."""
    root = Path(safehome.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if re.search(r"InstrumentWording\b", path.read_text()) and "/migrations/" not in str(path)
    }
    assert found == {
        "measures/models/__init__.py", "measures/models/licences.py",
        "measures/actions/licences.py", "measures/queries/licences.py",
    }  # fmt: skip


def on(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_a_licence_and_its_words_on_their_pages(cast, signed_in):
    ada = signed_in(cast.ada)
    assert "No licence" in ada.get("/instruments/").content.decode()
    terms = {"granted_by": "Its owner", "reference": "7", "allows": ["display"]}
    wrong = ada.post("/instruments/who-5/licence/", terms | on("begins_on", TODAY()) | on(
        "ends_on", TODAY() - timedelta(1))).content.decode()  # fmt: skip
    assert "The last day is before the first" in wrong
    old = ada.post("/instruments/who-5/licence/", terms | on("begins_on", date(1900, 1, 1)))
    assert "Check the year" in old.text
    ada.post("/instruments/who-5/licence/", terms | on("begins_on", TODAY()))
    page = ada.post(
        "/instruments/who-5/words/", {"file": SimpleUploadedFile("w.csv", FILE.encode())},
        follow=True,
    ).content.decode()  # fmt: skip
    assert ITEMS["w3"] in page
    assert "Loaded" in ada.get("/instruments/").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("w.csv", FILE.replace("w5,", "w6,"), "Line 9: There is no item ‘w6’"),
        ("w.csv", FILE + "w1,Again\n", "Line 10: ‘w1’ is here twice"),
        ("w.csv", FILE + "7,Beyond\n", "Line 10: 7 is not on the scale of 0 to 5"),
        ("w.csv", "w1,\n", "Line 1: ‘w1’ has no words"),
        ("w.yaml", "items:\n  w1: One\n", "Words are missing for: w2, w3, w4, w5"),
        ("w.yaml", "items:\n  w9: One\n", "Line 2: There is no item ‘w9’"),
        ("w.yaml", "- one\n", "Line 1:"),
        ("w.yaml", "items: [\n", "Line"),
        ("w.txt", "w1,One", "ends in .yaml or .csv"),
        ("w.csv", "", "This file is empty"),
        ("w.csv", "x" * 70_000, "larger than"),
        ("w.csv", b"\xff\xfe", "not UTF-8"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(
    cast, acting, signed_in, name, content, says
):
    with acting(cast.ada) as by:
        licence(by)
    raw = content if isinstance(content, bytes) else content.encode()
    page = signed_in(cast.ada).post(
        "/instruments/who-5/words/", {"file": SimpleUploadedFile(name, raw)}
    )
    assert page.status_code == 200
    assert says in page.content.decode()
    with acting(cast.ada):
        assert not InstrumentWording.objects.exists()


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


@pytest.fixture
def scoring(cast, acting, journey):
    with acting(cast.amina):
        carer = journey.carers.get().carer_id
    return f"/journeys/{journey.pk}/answers/{carer}/baseline/{{}}/scores/"


@pytest.mark.parametrize(
    ("instrument", "given", "scores"),
    [
        ("sdq", {"emotions": 3, "conduct": 2, "hyperactivity": 4, "peers": 1, "prosocial": 9},
         {"total": 10, "prosocial": 9}),
        ("who-5", {"total": 52}, {"total": 52}),
        ("swemwbs", {"total": "19.25"}, {"total": 19.25}),
        ("score-15", {"strengths": 10, "difficulties": 12, "communication": 9, "total": 31},
         {"strengths": 10, "total": 31}),
        ("bpses", {"total": 21}, {"total": 21}),
        ("gbo", {"total": 4}, {"total": 4}),
    ],
)  # fmt: skip
@pytest.mark.feature("MEA1")
def test_scores_without_a_word(cast, acting, signed_in, scoring, instrument, given, scores):
    amina = signed_in(cast.amina)
    answer = amina.post(scoring.format(instrument), given | on("given_on", TODAY()))
    assert answer.status_code == 302, answer.content.decode()
    with acting(cast.amina):
        kept = Answers.objects.get()
        assert scores.items() <= kept.scores.items()
        assert kept.given == {}
    assert instruments()[instrument].title in amina.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("instrument", "given", "says"),
    [
        ("sdq", {"emotions": 11, "conduct": 2, "hyperactivity": 4, "peers": 1, "prosocial": 9},
         "Emotions is from 0 to 10"),
        ("sdq", {"conduct": 2, "hyperactivity": 4, "peers": 1, "prosocial": 9}, "Write emotions"),
        ("who-5", {"total": 53}, "cannot be 53. The numbers nearest to it are 52 and 56"),
        ("swemwbs", {"total": 20}, "cannot be 20. The numbers nearest to it are 19.98 and 20.73"),
        ("score-15", {"strengths": 10, "difficulties": 12, "communication": 9, "total": 40},
         "do not add up"),
        ("bpses", {"total": "many"}, "write a number, such as 5"),
        ("bpses", {"total": "7.5"}, "is a whole number"),
    ],
)  # fmt: skip
def test_a_score_that_cannot_be_is_refused(
    cast, acting, signed_in, scoring, instrument, given, says
):
    page = signed_in(cast.amina).post(scoring.format(instrument), given | on("given_on", TODAY()))
    assert says in page.content.decode()
    with acting(cast.amina):
        assert not Answers.objects.exists()


def test_low_scores_ask_for_a_check_in_too(cast, acting, signed_in, scoring):
    signed_in(cast.amina).post(scoring.format("who-5"), {"total": 28} | on("given_on", TODAY()))
    with acting(cast.amina):
        assert CheckInAsked.objects.get().of == "total"


def test_choosing_leads_to_words_or_to_scores(cast, acting, signed_in, journey, scoring):
    amina = signed_in(cast.amina)
    carer = scoring.split("/")[4]
    given = {"carer": carer, "instrument": "who-5", "point": "baseline"}
    choose = f"/journeys/{journey.pk}/answers/others/"
    assert amina.post(choose, given)["Location"].endswith("/baseline/who-5/scores/")
    with acting(cast.ada) as by:
        licence(by)
        load(by)
    assert amina.post(choose, given)["Location"].endswith("/baseline/who-5/")
    assert "Choose a carer" in amina.post(choose, {}).content.decode()


@pytest.mark.parametrize("module", [held, wording])
def test_the_examples_are_true(module):
    assert doctest.testmod(module).failed == 0
