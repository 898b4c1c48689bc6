"""The list behind each figure: exactly those counted, and of them whom the reader may see."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehome.evaluation import queries
from safehome.evaluation.listing import ANSWERED, rows_behind, sought_by
from safehome.evaluation.listing.places import CAME, JOURNEYS
from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.indicators import GROUNDS
from safehome.evaluation.rules.report import Asked, way
from safehome.families.actions import assign_family, restrict_member
from safehome.families.models import FamilyMember
from safehome.measures.models import Answers
from safehome.vault.keyring import open_family
from tests.evaluation.test_counted_in_one_reading import journeys, rows  # noqa: F401
from tests.evaluation.test_counting import answer, journey  # noqa: F401
from tests.factories.families import make_family, make_journey, open_pack_version

THERE = "/outcomes/journeys"
KUC = {"of": "kuc", "part": "total"}


def found(by, place, query=(), *, scope=None):
    """How many lines a list has, and of attendance how many times in all."""
    asked = QueryDict(mutable=True)
    asked.update(dict(query))
    sought = sought_by(by, place, asked)
    if scope is not None:
        assert sought.scope == scope
    lines = rows_behind(by, sought)
    if not lines:
        return 0
    assert lines[0][-1] == len(lines)  # all on one page
    return int(lines[0][-2]) if place in CAME else len(lines)


def counted_of(counts, scope, asked: Asked, place, *, band=None):
    """What the report counts for that list, before anything is held back."""
    scores = [one for one in counts.scores if scope.holds(one)] if band is None else [
        one for one in counts.bands if (one.ground, one.band) == band
    ]  # fmt: skip
    mine = [one for one in scores if (one.questionnaire, one.part) == ("kuc", "total")]
    started = sum(one.n for one in mine if one.what == "start")
    ways = dict.fromkeys(("better", "same", "worse"), 0)
    for one in mine:
        if one.what == "change":
            ways[way(asked, one.value)] += one.n
    again = sum(ways.values())
    told = {"answered": started, "answered-again": again, "not-again": started - again, **ways}
    if place in told:
        return told[place]
    return sum(one.n for one in mine if one.what == "start" and one.fate == place)


@pytest.fixture
def asked(cast):
    """The questionnaire as the pack in force has it."""
    open_pack_version()
    return queries.questionnaire_asked("kuc")


@pytest.mark.feature("EVA1")
@settings(
    deadline=None, max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(journeys, min_size=1, max_size=5))
def test_a_list_holds_exactly_those_counted(cast, acting, rows, asked, had):  # noqa: F811
    """For whoever reads all, whatever part is looked at and whichever band."""
    rows.found.clear()
    with rows.db.transaction():
        rows.empty()
        for one in had:
            rows.journey(one)
    with acting(cast.priya) as by:
        counts = queries.counts_for(by)
        scopes = [({}, Scope()), *(({"team": one}, Scope(team=one)) for one in counts.teams),
                  *(({"year": str(one)}, Scope(year=one)) for one in counts.years)]  # fmt: skip
        for query, scope in scopes:
            for place in ANSWERED:
                wanted = counted_of(counts, scope, asked, place)
                assert found(by, place, KUC | query, scope=scope) == wanted, (place, query)
            for places, counted in ((JOURNEYS, counts.journeys), (CAME, counts.attendance)):
                for place, (_, codes) in places.items():
                    wanted = sum(
                        one.n for one in counted if scope.holds(one) and one.place in codes
                    )
                    assert found(by, place, query, scope=scope) == wanted, (place, query)
        for ground, band in ((one, band) for one in GROUNDS for band in GROUNDS[one].bands):
            query = {"by": ground, "band": band}
            for place in ("answered", "not-again", "better", "same", "worse"):
                wanted = counted_of(counts, Scope(), asked, place, band=(ground, band))
                assert found(by, place, KUC | query) == wanted, (place, band)
            here = [one for one in counts.bands if (one.ground, one.band) == (ground, band)]
            for place, (_, codes) in CAME.items():
                came = [one for one in here if one.what == "attendance"]
                wanted = sum(one.n for one in came if one.part in codes)
                assert found(by, place, query) == wanted, (place, band)


@pytest.mark.parametrize(
    ("second", "place"),
    [(5.5, "same"), (5.501, "better"), (4.5, "same"), (4.499, "worse"), (5, "same")],
)
def test_at_the_very_edge_of_a_change_the_list_is_the_reports(
    cast, acting, rows, asked, second, place  # noqa: F811
):  # fmt: skip
    """More than half a point, on a questionnaire that has no tested value."""
    with rows.db.transaction():
        rows.empty()
        rows.journey({
            "team": True, "lead": False, "started": date(2025, 5, 1), "ending": "", "held": [],
            "referred": None,
            "carers": [{"kind": "birth", "language": "en", "needs": [], "came": [],
                        "answers": {("kuc", "baseline"): {"total": 5},
                                    ("kuc", "end"): {"total": second}}}],
        })  # fmt: skip
    with acting(cast.priya) as by:
        counts = queries.counts_for(by)
        for one in ("better", "same", "worse"):
            assert counted_of(counts, Scope(), asked, one) == (one == place)
            assert found(by, one, KUC) == (one == place)


def many(rows):  # noqa: F811
    """Enough, and alike enough, that a report may show them by band."""
    for n in range(60):
        second = {0: 3, 1: 7, 2: 1}[n % 3]
        again = {("kuc", "end"): {"total": second}} if n % 4 else {}
        rows.journey({
            "team": True, "lead": False, "started": date(2025, 5, 1) + timedelta(days=n),
            "ending": ("completed", "family-stopped", "")[n // 20], "held": [True, False],
            "referred": None,
            "carers": [{
                "kind": "kinship" if n % 2 else "birth", "language": "pl" if n % 5 < 2 else "en",
                "needs": [], "came": ["came" if n < 40 else "missed"],
                "answers": {("kuc", "baseline"): {"total": 3}, **again},
            }],
        })  # fmt: skip


LINK = re.compile(rf'<a class="govuk-link" href="{THERE}/([a-z-]+)/([^"]*)">([^<]+)')


@pytest.mark.feature("EVA1")
def test_each_number_that_the_page_shows_is_as_long_as_the_list_it_opens(
    cast, acting, signed_in, rows, asked  # noqa: F811
):  # fmt: skip
    with rows.db.transaction():
        rows.empty()
        many(rows)
    page = signed_in(cast.rita).get("/outcomes/").text
    seen = set()
    with acting(cast.rita) as by:
        for place, query, text in LINK.findall(page):
            told = QueryDict(query.removeprefix("?").replace("&amp;", "&")).dict()
            near = page.split(f'href="{THERE}/{place}/{query}">', 1)[1][:400]
            number = text if text.isdigit() else re.search(
                r"</a>(?:</th><td[^>]*>| \()(held back|\d+)", near
            )[1]  # fmt: skip
            if number != "held back":
                assert found(by, place, told) == int(number), (place, query)
                seen.add((place, told.get("by", "")))
    assert {place for place, _ in seen} >= {
        "all", "completed", "came", "coming", "answered", "answered-again", "not-again", "better",
        "same", "worse", "left", "stayed",
    }  # fmt: skip
    assert {("better", "carer"), ("came", "carer"), ("coming", "language")} <= seen


def test_a_manager_has_the_counts_and_is_told_why_no_list_is_behind(
    cast, signed_in, rows, asked  # noqa: F811
):  # fmt: skip
    with rows.db.transaction():
        rows.empty()
        many(rows)
    page = signed_in(cast.mo).get("/outcomes/").text
    assert "Which carers are counted here is for those who may read answers" in page
    assert not {place for place, *_ in LINK.findall(page)} & {*ANSWERED}
    assert "of=kuc" not in page
    assert f"{THERE}/came/?by=carer" in page  # how carers came is a manager's to read
    assert "Which carers are counted here" not in signed_in(cast.ben).get("/outcomes/").text


@pytest.mark.parametrize("place", ["answered", "answered-again", "better", "waited", "left"])
def test_a_manager_learns_of_nobody_by_the_address_either(
    cast, signed_in, acting, journey, place  # noqa: F811
):  # fmt: skip
    """Not even of a family that they were assigned to: their role reads no answers."""
    with acting(cast.priya) as by:
        open_family(journey.family_id, purpose="assigning")
        assign_family(journey.family, person=cast.mo.pk, by=by)
    page = signed_in(cast.mo).get(f"{THERE}/{place}/?of=kuc")
    assert page.status_code == 200
    assert "Which carers are counted here is for those who may read answers" in page.text
    assert not {"Carol", "Colin", "Marlow"} & set(re.findall(r"\w+", page.text))


def test_carers_are_named_with_what_changed_in_words_and_lead_to_their_picture(
    cast, signed_in, journey  # noqa: F811
):  # fmt: skip
    for who in (cast.amina, cast.ben, cast.priya, cast.rita):
        reader = signed_in(who)
        page = reader.get(f"{THERE}/better/?of=kuc").text
        assert "Carol" in page
        assert "Colin" in page
        assert page.count("Higher than at the start") == 2
        assert not re.search(r"\b[37]\.0\b", page)
        for picture in re.findall(rf'href="(/journeys/{journey.pk}/answers/[^"]+)"', page):
            assert reader.get(picture).status_code == 200
        assert "Carol" not in reader.get(f"{THERE}/worse/?of=kuc").text
        assert "Carol" in reader.get(f"{THERE}/better/?of=kuc&part=knowledge").text
        assert "Carol" in reader.get(f"{THERE}/not-again/?of=kuc&later=mid").text
        assert "Carol" not in reader.get(f"{THERE}/not-again/?of=kuc").text


def test_whoever_does_not_work_with_the_family_finds_nobody(cast, making, signed_in, journey):  # noqa: F811
    making.block(cast.priya, journey.family_id)
    for who in (cast.noor, cast.sam, cast.priya, cast.dev):
        page = signed_in(who).get(f"{THERE}/better/?of=kuc").text
        assert "Nobody that you may see" in page
        assert "Carol" not in page
    assert signed_in(cast.ada).get(f"{THERE}/better/?of=kuc").status_code == 403


@pytest.mark.parametrize("query", ["of=nothing", "", "of=kuc&part=x", "of=kuc&by=age&band=old",
                                   "of=kuc&by=carer&band=x"])  # fmt: skip
def test_what_there_is_not_is_not_found(cast, signed_in, journey, query):  # noqa: F811
    assert signed_in(cast.ben).get(f"{THERE}/better/?{query}").status_code == 404


def test_nothing_is_sorted_by_how_it_went(cast, acting, signed_in, superuser):
    """The newest journey first, whoever fared how."""
    open_pack_version()
    for name, later, began in (("First", 1, 3), ("Second", 9, 5), ("Third", 3, 7)):
        with acting(cast.amina) as by:
            made = make_journey(by, make_family(by, cast, name=name, carers=(f"Of{name}",)))
            answer(made, by, "baseline", 5)
            answer(made, by, "end", later)
        superuser.execute(
            "UPDATE journeys_journey SET started_on = %s WHERE id = %s",
            [date(2026, 1, began), made.pk],
        )
    page = signed_in(cast.ben).get(f"{THERE}/answered-again/?of=kuc").text
    assert re.findall(r">(Of\w+)</a>", page) == ["OfThird", "OfSecond", "OfFirst"]


def carers_in(acting, cast, journey):  # noqa: F811
    with acting(cast.priya):
        return list(journey.carers.order_by("pk").values_list("carer_id", flat=True))


def hide(acting, cast, pk):
    with acting(cast.priya) as by:
        carer = FamilyMember.objects.select_related("family").get(pk=pk)
        open_family(carer.family_id, purpose="hiding")
        restrict_member(carer, readers=[], because="A reason.", by=by)
        return carer.called


def test_a_hidden_carer_is_in_no_list_and_in_no_number_of_it(
    cast, acting, signed_in, journey, superuser  # noqa: F811
):  # fmt: skip
    superuser.execute(
        "UPDATE journeys_session SET signed_at = now(), signed_by_id = %s, held_on = now()"
        " WHERE number = 1",
        [cast.amina.pk],
    )
    superuser.execute(
        "INSERT INTO journeys_attendance (id, organisation_id, family_id, session_id, carer_id,"
        " outcome) SELECT gen_random_uuid(), s.organisation_id, s.family_id, s.id, c.carer_id,"
        " 'came' FROM journeys_session s JOIN journeys_journeycarer c"
        " ON c.journey_id = s.journey_id WHERE s.number = 1"
    )
    before = signed_in(cast.mo).get(f"{THERE}/came/").text
    assert "How often, in all: 2." in before
    name = hide(acting, cast, carers_in(acting, cast, journey)[1])
    for who in (cast.ben, cast.amina, cast.rita):
        page = signed_in(who).get(f"{THERE}/better/?of=kuc").text
        assert name not in page
        assert "1 carer" in page
    for who in (cast.ben, cast.mo):
        assert "How often, in all: 1." in signed_in(who).get(f"{THERE}/came/").text


@pytest.mark.parametrize("who", ["amina", "ben", "priya"])
def test_what_waits_for_supervision_puts_nobody_in_any_list(
    cast, acting, signed_in, journey, superuser, who  # noqa: F811
):  # fmt: skip
    """Nor among those who did not answer again, where it would stand for whoever cannot read it."""
    first, second = carers_in(acting, cast, journey)
    with acting(cast.priya):
        (answers,) = Answers.objects.filter(carer_id=first, point="end")
    superuser.execute(
        "UPDATE measures_answers SET kept_from_id = %s WHERE id = %s", [cast.amina.pk, answers.pk]
    )
    superuser.execute(
        "INSERT INTO measures_forsupervision (id, organisation_id, family_id, answers_id, carer_id,"
        " journey_id, questionnaire, point, about_id, kept_at) VALUES (gen_random_uuid(), %s, %s,"
        " %s, %s, %s, 'kuc', 'end', %s, now())",
        [answers.organisation_id, answers.family_id, answers.pk, first, journey.pk, cast.amina.pk],
    )
    reader = signed_in(getattr(cast, who))
    for place in ANSWERED:
        page = reader.get(f"{THERE}/{place}/?of=kuc").text
        assert str(first) not in page, place
    assert str(second) in reader.get(f"{THERE}/better/?of=kuc").text
    superuser.execute(
        "UPDATE measures_forsupervision SET opened_at = now(), opened_by_id = %s", [cast.ben.pk]
    )
    assert str(first) in reader.get(f"{THERE}/better/?of=kuc").text


def test_who_answered_while_they_waited(cast, acting, signed_in, superuser):
    """Before a journey their line leads to what they said; later to their picture."""
    open_pack_version()
    with acting(cast.amina) as by:
        made = make_family(by, cast, name="Waiting", carers=("Carol",))
        (carol,) = made.carers
    superuser.execute(
        "INSERT INTO measures_answers (id, organisation_id, family_id, carer_id, journey_id,"
        " pack_version_id, questionnaire, point, mode, given_on, given, scores, entered_at,"
        " entered_by_id) SELECT gen_random_uuid(), %s, %s, %s, %s, id, 'kuc', 'waiting',"
        " 'together', '2026-01-02', '{}', '{\"total\": 4}', now(), %s FROM programme_packversion"
        " LIMIT 1",
        [cast.harbour.pk, made.pk, carol.pk, made.pk, cast.amina.pk],
    )
    ben = signed_in(cast.ben)
    assert f'href="/families/{made.pk}/waiting-answers/"' in ben.get(f"{THERE}/waited/?of=kuc").text
    assert "Carol" not in ben.get(f"{THERE}/waited-again/?of=kuc").text
    with acting(cast.amina) as by:
        begun = make_journey(by, made)
        answer(begun, by, "baseline", 5)
    for place in ("waited", "waited-again"):
        page = ben.get(f"{THERE}/{place}/?of=kuc").text
        assert f'href="/journeys/{begun.pk}/answers/{carol.pk}/"' in page
    with acting(cast.priya) as by:
        waits = queries.counts_for(by).waits
        told = {one.what: one.n for one in waits if one.part == "total"}
        assert (told["start"], told["change"]) == (1, 1)
        assert (found(by, "waited", KUC), found(by, "waited-again", KUC)) == (1, 1)


def test_opening_a_list_is_in_the_audit(cast, signed_in, journey, superuser):  # noqa: F811
    signed_in(cast.ben).get(f"{THERE}/better/?of=kuc")
    listed = superuser.execute(
        "SELECT count(*) FROM audit_event WHERE verb = 'outcomes.listed' AND person_id = %s",
        [cast.ben.pk],
    ).fetchone()
    assert listed == (1,)
    opened = superuser.execute(
        "SELECT count(*) FROM audit_event WHERE verb = 'family.opened' AND purpose = 'outcomes'"
        " AND family_id = %s AND person_id = %s", [journey.family_id, cast.ben.pk],
    ).fetchone()  # fmt: skip
    assert opened == (1,)
    signed_in(cast.mo).get(f"{THERE}/better/?of=kuc")
    (of_mo,) = superuser.execute(
        "SELECT count(*) FROM audit_event WHERE verb = 'family.opened' AND person_id = %s",
        [cast.mo.pk],
    ).fetchone()
    assert of_mo == 0


def test_a_list_asks_as_often_for_many_as_for_one(cast, acting, signed_in, journey):  # noqa: F811
    ben = signed_in(cast.ben)

    def asked_for(place):
        with CaptureQueriesContext(connection) as seen:
            assert "Carol" in ben.get(f"{THERE}/{place}/?of=kuc").text or place == "all"
        return len(seen)

    one = {place: asked_for(place) for place in ("better", "answered", "all")}
    with acting(cast.amina) as by:
        for n in range(4):
            made = make_journey(by, make_family(by, cast, name=f"More{n}", carers=("Carol",)))
            answer(made, by, "baseline", 3)
            answer(made, by, "end", 7)
    assert {place: asked_for(place) for place in one} == one


def test_a_long_list_has_pages(cast, signed_in, acting, journey, monkeypatch):  # noqa: F811
    monkeypatch.setattr("safehome.evaluation.listing.lines.ON_A_PAGE", 1)
    ben = signed_in(cast.ben)
    first, second = (ben.get(f"{THERE}/better/?of=kuc&page={n}").text for n in (1, 2))
    assert ("Carol" in first) != ("Carol" in second)
    assert "2 carers, page 1" in first
    assert "page=2" in first
    assert 'rel="next"' not in second
    assert "2 carers" in ben.get(f"{THERE}/better/?of=kuc&page=9").text  # there are fewer by now
