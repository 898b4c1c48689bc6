"""Reports saved under a name, which make themselves: on their day, once, as their owner may."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from safehome.audit.models import Event
from safehome.evaluation import saved, saving
from safehome.evaluation.making import KEPT, make_due
from safehome.evaluation.models import Every, Export, Part, SavedReport
from safehome.evaluation.policies import SAVES_AT_MOST
from safehome.evaluation.rules.schedule import due_by, next_after, nth_day
from safehome.people.models import Role
from tests.evaluation.test_counting import journey  # noqa: F401
from tests.factories.families import make_family, make_journey
from tests.prepared import ADMIN, NAME

FIRST = date(2027, 1, 31)
NOON = datetime(2027, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def make(worker):
    """The worker at work at a moment, with its own role."""
    return lambda at=NOON: dict(make_due(at, using=worker))


@pytest.fixture
def keep(acting):
    """Somebody saves a report that makes itself each month from the last day of January."""

    def run(person, name="For the board", part=Part.ALL, every=Every.MONTH, **more):
        chosen = saving.Choices(name, part, "end", every, FIRST if every else None, **more)
        with acting(person) as by:
            return saving.save_report(chosen, by=by)

    return run


@pytest.fixture
def made(acting):
    def run(person):
        with acting(person) as by:
            return list(saved.made_by(by))

    return run


@pytest.mark.feature("EVA5")
def test_it_works(cast, signed_in, journey, keep, make, made):  # noqa: F811
    keep(cast.mo)

    assert make() == {"made": 1}
    (one,) = made(cast.mo)
    mo = signed_in(cast.mo)
    assert "Report made: For the board" in mo.get("/").content.decode()
    page = mo.get(f"/outcomes/saved/made/{one.pk}/").content.decode()
    assert "Of Sunday 31 January 2027" in page
    assert "held back" in page  # of two carers nothing is told
    assert "/outcomes/journeys/" not in page  # the lists are of now, and these figures are not
    assert "Report made" not in mo.get("/").content.decode()
    password = {"kind": "csv", "password": "", "again": ""}
    file = mo.post(f"/outcomes/saved/made/{one.pk}/take-away/", password).content
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert {row["note"] for row in rows if row["figure"] == "Answered at the start"} == {
        "held back"
    }


def test_saved_on_the_page_it_opens_with_one_click(cast, signed_in, journey):  # noqa: F811
    mo = signed_in(cast.mo)
    asked = f"?year={journey.started_on.year}"
    page = mo.get(f"/outcomes/saved/save/{asked}").content.decode()
    assert f'value="year:{journey.started_on.year}" selected' in page
    told = {"name": "This year", "part": "this-year", "later": "end", "every": ""}

    there = mo.post("/outcomes/saved/save/", told)

    opened = mo.get(f"{there['Location']}open/")
    assert opened["Location"] == f"/outcomes/?year={timezone.localdate().year}"
    assert "Not by itself" in mo.get(there["Location"]).content.decode()


def test_the_figures_are_of_its_day(cast, acting, signed_in, journey, keep, make, made):  # noqa: F811
    for number in range(5):
        with acting(cast.amina) as by:
            make_journey(by, make_family(by, cast, name=f"Family {number}"))
    keep(cast.mo)
    make()
    for number in range(3):
        with acting(cast.amina) as by:
            make_journey(by, make_family(by, cast, name=f"Later {number}"))

    (one,) = made(cast.mo)
    page = signed_in(cast.mo).get(f"/outcomes/saved/made/{one.pk}/").content.decode()
    assert "6 journeys have begun." in page
    assert "9 journeys have begun." in signed_in(cast.mo).get("/outcomes/").content.decode()


def test_not_before_its_day_and_never_twice(cast, keep, make, made):
    keep(cast.mo)

    assert make(NOON - timedelta(days=1)) == {}
    assert make() == {"made": 1}
    assert make() == {}
    assert make(NOON + timedelta(hours=11)) == {}
    assert make(NOON - timedelta(days=40)) == {}  # a clock that was put back
    assert len(made(cast.mo)) == 1


def test_put_back_to_the_same_day_it_is_not_made_twice(cast, keep, make, made, superuser):
    keep(cast.mo)
    make()
    superuser.execute("UPDATE evaluation_savedreport SET next_on = first_on")

    assert make() == {"passed over": 1}
    assert [one.due_on for one in made(cast.mo)] == [FIRST]


def test_two_workers_make_one(cast, keep, make, made):
    keep(cast.mo)
    with psycopg.connect(psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME)) as db:
        db.execute("SET SESSION AUTHORIZATION sh_worker")
        ((pk,),) = db.execute("SELECT id FROM ctx.reports_due(%s, 5)", [FIRST]).fetchall()
        db.execute("SELECT * FROM ctx.make_report(%s, %s, %s, NULL, now(), 12)",
                   [pk, FIRST, date(2027, 2, 28)])  # fmt: skip
        assert make() == {"passed over": 1}
    assert len(made(cast.mo)) == 1


def test_days_that_were_missed_are_made_once_late(cast, keep, make, made):
    keep(cast.mo)

    assert make(datetime(2027, 4, 12, 9, tzinfo=UTC)) == {"made": 1}
    (one,) = made(cast.mo)
    assert one.due_on == date(2027, 3, 31)  # the latest of three
    assert one.made_at == datetime(2027, 4, 12, 9, tzinfo=UTC)
    assert make(datetime(2027, 4, 30, 9, tzinfo=UTC)) == {"made": 1}


def test_its_day_is_the_day_here_in_summer_too(cast, keep, make, superuser):
    keep(cast.mo)
    superuser.execute(
        "UPDATE evaluation_savedreport SET first_on = '2027-06-01', next_on = '2027-06-01'"
    )

    assert make(datetime(2027, 5, 31, 22, 59, tzinfo=UTC)) == {}  # one minute to midnight here
    assert make(datetime(2027, 5, 31, 23, 1, tzinfo=UTC)) == {"made": 1}


def test_paused_it_makes_none_and_goes_on_with_its_next_day(
    cast, signed_in, keep, make, made, monkeypatch
):
    one = keep(cast.mo)
    mo = signed_in(cast.mo)
    mo.post(f"/outcomes/saved/{one.pk}/pause/")
    assert make(NOON + timedelta(days=40)) == {}
    assert "Paused" in mo.get("/outcomes/saved/").content.decode()

    with monkeypatch.context() as then:
        then.setattr(saving.timezone, "localdate", lambda *_: date(2027, 3, 3))
        mo.post(f"/outcomes/saved/{one.pk}/pause/", {"go-on": "yes"})
    assert make(datetime(2027, 3, 4, 9, tzinfo=UTC)) == {}
    assert make(datetime(2027, 3, 31, 9, tzinfo=UTC)) == {"made": 1}


def test_whoever_lost_the_role_gets_none_and_is_told(cast, making, signed_in, keep, make, made):
    keep(cast.ben, "North", Part.ALL)
    keep(cast.amina, "Mine", Part.LEAD, lead=cast.amina.pk)
    making.end_role(cast.ben, Role.SUPERVISOR)
    making._role(cast.ben, Role.PRACTITIONER)

    assert make() == {"made": 1, "not-made": 1}
    (one,) = made(cast.ben)
    assert (one.not_made, one.has_figures) == ("role", False)
    ben = signed_in(cast.ben)
    assert "Report not made: North" in ben.get("/").content.decode()
    assert (
        "no role that reads this" in ben.get(f"/outcomes/saved/{one.report_id}/").content.decode()
    )
    assert "Report not made" not in ben.get("/").content.decode()
    assert ben.get(f"/outcomes/saved/made/{one.pk}/").status_code == 404


def test_a_report_made_before_the_role_was_lost_opens_no_more(
    cast, making, signed_in, journey, keep, make, made  # noqa: F811
):  # fmt: skip
    keep(cast.ben)
    make()
    (one,) = made(cast.ben)
    there = f"/outcomes/saved/made/{one.pk}/"
    assert "journeys" in signed_in(cast.ben).get(there).content.decode()
    making.end_role(cast.ben, Role.SUPERVISOR)
    making._role(cast.ben, Role.PRACTITIONER)

    ben = signed_in(cast.ben)
    assert "There is nothing to show" in ben.get(there).content.decode()
    taken = ben.post(f"{there}take-away/", {"kind": "csv", "password": "", "again": ""})
    assert taken["Content-Type"].startswith("text/html")
    making.end_role(cast.ben, Role.PRACTITIONER)
    assert signed_in(cast.ben).get(there).status_code == 403


def test_a_practitioner_of_a_team_one_no_longer_leads(cast, acting, making, keep, make, superuser):
    keep(cast.ben, "Amina’s", Part.LEAD, lead=cast.amina.pk)
    superuser.execute(
        "UPDATE people_teammember SET leads = false WHERE person_id = %s", [cast.ben.pk]
    )

    assert make() == {"not-made": 1}


def test_somebody_who_has_left_gets_none(cast, keep, make, superuser):
    keep(cast.mo)
    superuser.execute("UPDATE people_person SET left_at = now() WHERE id = %s", [cast.mo.pk])

    assert make() == {}


def test_nobody_else_sees_it(cast, signed_in, keep, make, made):
    one = keep(cast.mo)
    make()
    (report,) = made(cast.mo)
    for person in (cast.ben, cast.priya, cast.rita, cast.dev):
        client = signed_in(person)
        for there in (f"{one.pk}/", f"{one.pk}/open/", f"{one.pk}/change/", f"{one.pk}/remove/",
                      f"made/{report.pk}/", f"made/{report.pk}/take-away/"):  # fmt: skip
            assert client.get(f"/outcomes/saved/{there}").status_code in (403, 404), person
        assert made(person) == []


def test_of_a_part_that_is_not_there_nothing_else_is_shown(cast, signed_in, journey, keep):  # noqa: F811
    one = keep(cast.mo, "Then", Part.LAST_YEAR, Every.NEVER)

    page = signed_in(cast.mo).get(f"/outcomes/saved/{one.pk}/open/").content.decode()
    assert "There is nothing to show" in page


def test_a_span_means_the_year_of_its_day(cast, keep, make, made):
    keep(cast.mo, "So far", Part.THIS_YEAR)
    make()

    (one,) = made(cast.mo)
    assert one.year == 2027


def test_deleted_no_figure_is_left(cast, signed_in, keep, make, superuser):
    one = keep(cast.mo)
    make()
    mo = signed_in(cast.mo)
    assert "the figures of 1 report" in mo.get(f"/outcomes/saved/{one.pk}/remove/").content.decode()

    mo.post(f"/outcomes/saved/{one.pk}/remove/")

    assert mo.get(f"/outcomes/saved/{one.pk}/").status_code == 404
    held = superuser.execute("SELECT count(tallies) FROM evaluation_madereport").fetchone()
    assert held == (0,)
    assert make(NOON + timedelta(days=40)) == {}


def test_the_newest_keep_their_figures_and_older_ones_do_not(cast, keep, make, made):
    keep(cast.mo)
    for n in range(KEPT + 2):
        day = nth_day(FIRST, "month", n)
        assert make(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)) == {"made": 1}

    found = made(cast.mo)
    assert [one.has_figures for one in found] == [True] * KEPT + [False] * 2


def test_each_is_noted_and_a_file_is_an_export(cast, acting, signed_in, keep, make, made):
    keep(cast.mo)
    make()
    (one,) = made(cast.mo)
    signed_in(cast.mo).post(
        f"/outcomes/saved/made/{one.pk}/take-away/", {"kind": "csv", "password": "", "again": ""}
    )

    with acting(cast.mo):
        (event,) = Event.objects.filter(verb="saved-report.made")
        (export,) = Export.objects.all()
    assert (event.about_id, event.purpose) == (one.pk, "2027-01-31")
    assert export.asked == f"?made={one.pk}"


def test_no_more_than_one_person_needs(cast, keep):
    for number in range(SAVES_AT_MOST):
        keep(cast.mo, f"Report {number}", Part.ALL, Every.NEVER)

    with pytest.raises(PermissionDenied, match="Delete one"):
        keep(cast.mo, "One more", Part.ALL, Every.NEVER)


@pytest.mark.parametrize(
    ("person", "part", "lead"),
    [("amina", Part.ALL, None), ("amina", Part.LEAD, "ben"), ("ada", Part.ALL, None)],
)
def test_nobody_saves_what_they_do_not_read(cast, keep, person, part, lead):
    with pytest.raises(PermissionDenied):
        keep(getattr(cast, person), "Theirs", part, lead=getattr(cast, lead).pk if lead else None)


def test_sent_twice_it_is_saved_once(cast, signed_in, acting):
    mo = signed_in(cast.mo)
    key = re.search(r'name="key" value="([^"]+)"', mo.get("/outcomes/saved/save/").text)[1]
    told = {"name": "Mine", "part": "all", "later": "end", "every": "", "key": key}

    first, again = mo.post("/outcomes/saved/save/", told), mo.post("/outcomes/saved/save/", told)

    assert (first.status_code, again["Location"]) == (302, "/outcomes/saved/")
    with acting(cast.mo):
        assert SavedReport.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": ""}, "Write what you call it"),
        ({"part": "team:none"}, "Choose what it is on"),
        ({"every": "month"}, "Write from which day it should make itself"),
        ({"every": "month", "first_on_day": "1", "first_on_month": "2", "first_on_year": "2020"},
         "Choose today or a later day"),
        ({"every": "month", "first_on_day": "31", "first_on_month": "2", "first_on_year": "2027"},
         "Write a real date"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_saved(cast, acting, signed_in, given, told):
    sent = {"name": "Mine", "part": "all", "later": "end", "every": ""} | given

    page = signed_in(cast.mo).post("/outcomes/saved/save/", sent).content.decode()

    assert told in page
    with acting(cast.mo):
        assert not SavedReport.objects.exists()


def test_the_worker_reads_no_report_and_no_other_role_makes_one(
    cast,
    keep,
    make,
    worker,
    superuser,
):
    one = keep(cast.mo)
    make()
    for table in ("evaluation_savedreport", "evaluation_madereport", "measures_answers"):
        with pytest.raises(Exception, match="permission denied"):
            connections[worker].cursor().execute(f"SELECT * FROM {table}")
    for role in ("sh_staff", "sh_office", "sh_portal", "sh_reception", "sh_auth"):
        with superuser.transaction(force_rollback=True):
            superuser.execute(f"SET LOCAL SESSION AUTHORIZATION {role}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                superuser.execute(
                    "SELECT ctx.make_report(%s, '2027-03-01', '2027-04-01', NULL, now(), 1)",
                    [one.pk],
                )


def test_one_that_meets_a_fault_keeps_no_other_waiting(cast, keep, make, made, superuser):
    one, other = keep(cast.mo), keep(cast.ben)
    superuser.execute(
        "ALTER TABLE evaluation_savedreport DROP CONSTRAINT evaluation_savedreport_every_known"
    )
    try:
        superuser.execute(
            "UPDATE evaluation_savedreport SET every = 'week' WHERE id = %s", [one.pk]
        )
        assert make() == {"fault": 1, "made": 1}
    finally:
        superuser.execute("DELETE FROM evaluation_madereport")
        superuser.execute("DELETE FROM evaluation_savedreport")
        superuser.execute(
            "ALTER TABLE evaluation_savedreport ADD CONSTRAINT evaluation_savedreport_every_known"
            " CHECK (every IN ('', 'month', 'quarter', 'year'))"
        )
    assert other.person_id == cast.ben.pk


def test_days_of_a_schedule():
    leap = date(2024, 2, 29)
    assert [nth_day(leap, "year", n) for n in (0, 1, 4)] == [
        leap, date(2025, 2, 28), date(2028, 2, 29)
    ]  # fmt: skip
    for every in ("month", "quarter", "year"):
        day = FIRST
        for _ in range(60):
            following = next_after(FIRST, every, day)
            assert due_by(FIRST, every, following - timedelta(days=1)) == day
            assert due_by(FIRST, every, following) == following
            day = following
