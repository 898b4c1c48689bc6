"""The pages of the evaluation room."""

import csv
import doctest
import io
import re

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehome.evaluation import sheets
from safehome.evaluation.rules.indicators import INDICATORS
from tests.evaluation.test_counting import journey  # noqa: F401
from tests.factories.referrals import make_referral


@pytest.mark.feature("EVA1", "EVA7")
def test_it_works(cast, signed_in, journey):  # noqa: F811
    page = signed_in(cast.mo).get("/outcomes/").content.decode()

    assert "Change over time, not proof of effect." in page
    assert "held back" in page
    assert "Too few to say" in page
    assert 'href="/outcomes/"' in page  # in the navigation
    assert "Marlow" not in page


def test_before_the_first_journey_it_says_what_will_be_there(cast, signed_in):
    page = signed_in(cast.priya).get("/outcomes/").content.decode()

    assert "Nothing to report yet" in page


@pytest.mark.parametrize(
    "asked", ["team=North", "year=2026", "later=mid", "team=Nowhere", "year=x"]
)
def test_every_choice_has_its_page(cast, signed_in, journey, asked):  # noqa: F811
    assert signed_in(cast.mo).get(f"/outcomes/?{asked}").status_code == 200


def test_the_list_behind_a_figure_has_what_the_reader_may_see(cast, signed_in, journey):  # noqa: F811
    address = "/outcomes/journeys/not-yet/"
    assert "Marlow" in signed_in(cast.mo).get(address).content.decode()
    assert "Marlow" in signed_in(cast.ben).get(address).content.decode()
    elsewhere = signed_in(cast.sam).get(address).content.decode()  # supervises another team
    assert "Marlow" not in elsewhere
    assert "Nobody that you may see" in elsewhere
    assert signed_in(cast.mo).get("/outcomes/journeys/start/").status_code == 404


@pytest.mark.parametrize("who", ["mo", "ben", "priya", "amina"])
def test_a_journey_under_way_is_listed_where_it_is_counted(
    cast, signed_in, journey, superuser, who  # noqa: F811
):  # fmt: skip
    """For a manager too, who may read no session of it."""
    superuser.execute(
        "UPDATE journeys_session SET signed_at = now(), signed_by_id = %s, held_on = now()"
        " WHERE number <= 3",
        [cast.amina.pk],
    )
    reader = signed_in(getattr(cast, who))
    assert "Marlow" in reader.get("/outcomes/journeys/first-half/").text
    assert "Marlow" not in reader.get("/outcomes/journeys/not-yet/").text


def test_every_figure_of_the_way_and_of_coming_opens_its_list(cast, signed_in, journey):  # noqa: F811
    page = signed_in(cast.ben).get("/outcomes/").text
    there = set(re.findall(r'href="(/outcomes/journeys/[^"]+)"', page))
    assert {"all", "answered", "answered-again"} <= {one.split("/")[3] for one in there}
    for one in there:
        assert signed_in(cast.ben).get(one.replace("&amp;", "&")).status_code == 200, one


def test_how_carers_came_is_listed_by_journey(cast, signed_in, journey, superuser):  # noqa: F811
    """For a manager too, who may read no session; and only of families that they may see."""
    superuser.execute(
        "UPDATE journeys_session SET signed_at = now(), signed_by_id = %s, held_on = now()"
        " WHERE number <= 2",
        [cast.amina.pk],
    )
    superuser.execute(
        "INSERT INTO journeys_attendance (id, organisation_id, family_id, session_id, carer_id,"
        " outcome) SELECT gen_random_uuid(), s.organisation_id, s.family_id, s.id, c.carer_id,"
        " CASE s.number WHEN 1 THEN 'came' ELSE 'missed' END"
        " FROM journeys_session s JOIN journeys_journeycarer c ON c.journey_id = s.journey_id"
        " WHERE s.number <= 2"
    )
    for who in (cast.mo, cast.ben, cast.amina):
        page = signed_in(who).get("/outcomes/journeys/missed/").text
        assert "Marlow" in page
        assert "How often" in page
    assert "Marlow" not in signed_in(cast.mo).get("/outcomes/journeys/late/").text
    assert "Marlow" not in signed_in(cast.sam).get("/outcomes/journeys/missed/").text


def test_who_answered_is_listed_for_those_who_may_read_answers(cast, signed_in, journey):  # noqa: F811
    start, again = (f"/outcomes/journeys/{one}/?of=kuc" for one in ("answered", "answered-again"))
    for there in (start, again):
        assert "Marlow" in signed_in(cast.ben).get(there).text
        assert "Marlow" not in signed_in(cast.mo).get(there).text, "a manager reads no answers"
    assert "Marlow" not in signed_in(cast.ben).get(f"{again}&later=mid").text
    assert signed_in(cast.ben).get("/outcomes/journeys/answered/?of=nothing").status_code == 404


def test_referrals_behind_the_way(cast, acting, signed_in, journey):  # noqa: F811
    with acting(cast.priya) as by:
        referral = make_referral(by)
    there = f'href="/referrals/{referral.pk}/"'
    assert there in signed_in(cast.mo).get("/outcomes/journeys/referred/").text
    assert there not in signed_in(cast.mo).get("/outcomes/journeys/opened/").text
    assert there not in signed_in(cast.amina).get("/outcomes/journeys/referred/").text


@pytest.mark.parametrize(
    ("asked", "told"),
    [("team=Nowhere", True), ("year=1999", True), ("team=North&year=2026", True),
     ("team=North", False), ("", False)],
)  # fmt: skip
def test_what_an_address_asks_for_in_vain_is_said(cast, signed_in, journey, asked, told):  # noqa: F811
    page = signed_in(cast.mo).get(f"/outcomes/?{asked}").text
    assert ("Not all that the address asks for can be shown" in page) is told


@pytest.mark.feature("EVA2")
def test_each_figure_is_explained(cast, signed_in):
    page = signed_in(cast.rita).get("/outcomes/indicators/").content.decode()

    assert "Hodges–Lehmann" in page
    assert "Who answers for it" in page


def test_a_practitioner_reads_of_their_own_journeys_alone(cast, signed_in, journey):  # noqa: F811
    for asked in ("", "?team=North", "?year=2026", f"?lead={cast.noor.pk}"):
        page = signed_in(cast.amina).get(f"/outcomes/{asked}").content.decode()
        assert "Journeys that Amina Yusuf leads." in page
        assert "team=" not in page
    empty = signed_in(cast.noor).get("/outcomes/").content.decode()
    assert "Nothing to report yet" in empty


@pytest.mark.parametrize(
    ("who", "sees"), [("ben", True), ("sam", False), ("mo", False), ("priya", False)]
)
def test_a_practitioners_report_is_for_their_supervisor(cast, signed_in, journey, who, sees):  # noqa: F811
    page = signed_in(getattr(cast, who)).get(f"/outcomes/?lead={cast.amina.pk}").content.decode()

    assert ("Journeys that Amina Yusuf leads." in page) is sees
    assert (str(cast.amina.pk) in page) is sees


def test_the_list_behind_a_practitioners_figure_is_of_their_journeys(cast, signed_in, journey):  # noqa: F811
    address = "/outcomes/journeys/not-yet/"
    assert "Marlow" in signed_in(cast.amina).get(address).content.decode()
    assert "Marlow" not in signed_in(cast.noor).get(address).content.decode()
    led = signed_in(cast.ben).get(f"{address}?lead={cast.amina.pk}").content.decode()
    assert "Marlow" in led
    other = signed_in(cast.ben).get(f"{address}?lead={cast.noor.pk}").content.decode()
    assert "Marlow" not in other


@pytest.mark.feature("EVA3")
def test_the_figures_as_a_file(cast, signed_in, journey):  # noqa: F811
    answer = signed_in(cast.mo).get("/outcomes/what-changed.csv")

    assert answer["Content-Disposition"] == 'attachment; filename="what-changed.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    started = next(row for row in rows if row["figure"] == "Answered at the start")
    assert (started["value"], started["note"]) == ("", "held back")
    assert "Marlow" not in answer.content.decode()


def test_every_column_and_indicator_is_in_the_dictionary(cast, signed_in):
    answer = signed_in(cast.mo).get("/outcomes/what-the-figures-mean.csv")
    named = {row["name"] for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}

    assert named == {*sheets.COLUMNS, *(one.id for one in INDICATORS)}


def test_the_report_as_a_paper(cast, signed_in, journey):  # noqa: F811
    answer = signed_in(cast.mo).get("/outcomes/what-changed.pdf")

    assert answer.content.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert str(paper.docinfo["/Title"]) == "What changed"
        assert "/MarkInfo" in paper.Root


@pytest.mark.feature("EVA3")
@given(st.text(max_size=12))
def test_no_cell_is_a_formula(text):
    written = sheets.written([[text, "=1+1", "@a", "\t=1", -0.5]]).decode("utf-8-sig")
    row = next(csv.reader(io.StringIO(written, newline="")))

    assert row[4] == "-0.5"  # a number stays one
    for cell in row[:4]:
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_the_examples_in_the_words_are_true():
    assert doctest.testmod(sheets).failed == 0


def test_the_way_opens_its_lists(cast, signed_in, journey):  # noqa: F811
    page = signed_in(cast.mo).get("/outcomes/").content.decode()
    assert 'href="/outcomes/journeys/all/"' in page
    assert "In short" in page
    everybody = signed_in(cast.mo).get("/outcomes/journeys/all/").content.decode()
    assert "All journeys" in everybody
    assert "Marlow" in everybody
    ended = signed_in(cast.mo).get("/outcomes/journeys/as-planned/").content.decode()
    assert "Marlow" not in ended  # it has not ended


def test_the_file_of_a_part_without_journeys_is_never_of_another_part(
    cast, making, signed_in, journey  # noqa: F811
):  # fmt: skip
    making.team(cast.harbour, "Empty")
    mo = signed_in(cast.mo)
    there = "/outcomes/take-away/?team=Empty"
    assert "Families of the team Empty" in mo.get(there).text
    answer = mo.post(there, {"kind": "csv", "password": "", "again": ""})
    assert "There is nothing to show of" in answer.text
    assert "attachment" not in answer.get("Content-Disposition", "")
