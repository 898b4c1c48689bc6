"""One statement counts everything: what plain counting comes to, and each table read once."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehome.evaluation import queries, saved
from safehome.evaluation.rules.counts import Banded, InPlace, Referred, Scored
from tests.evaluation.plainly import TABLES, Rows
from tests.factories.reports import make_made_report, make_saved_report

# As somebody else might have written them, too: halves of thousandths, nothing, and no number.
scores = st.dictionaries(
    st.sampled_from(["total", "knowledge"]),
    st.sampled_from([None, "none", 0, 3, 3.25, 6.6665, 2.0005, 7, 10]),
)
carers = st.fixed_dictionaries({
    "kind": st.sampled_from(["birth", "step", "kinship", "foster"]),
    "language": st.sampled_from(["en", "pl"]),
    "needs": st.lists(st.sampled_from(["interpreter", "easy-read", "hearing"]), unique=True),
    "came": st.lists(
        st.sampled_from(["came", "late", "cancelled", "missed", "not-invited"]), max_size=4
    ),
    "answers": st.dictionaries(
        st.tuples(st.sampled_from(["kuc", "goals"]), st.sampled_from(["baseline", "mid", "end"])),
        scores,
    ),
})  # fmt: skip
journeys = st.fixed_dictionaries({
    "team": st.booleans(),
    "lead": st.booleans(),
    "started": st.dates(date(2024, 12, 20), date(2026, 1, 10)),
    "ending": st.sampled_from(["", "completed", "enough", "family-stopped"]),
    "held": st.lists(st.booleans(), max_size=5),
    "carers": st.lists(carers, min_size=1, max_size=2),
    "referred": st.none() | st.integers(0, 40),
})  # fmt: skip
waiting = st.lists(st.dates(date(2024, 12, 30), date(2025, 1, 2)), max_size=2)


def found_by(counts, teams):
    """What the database counted, laid out alike. No value stands there twice."""
    names = {name: pk for pk, name in teams.items()}
    laid = defaultdict(Counter)
    for part in ("scores", "journeys", "attendance", "referrals", "bands"):
        for one in getattr(counts, part):
            key = {
                Scored: lambda s: (names.get(s.team), s.lead, s.year, s.fate, s.questionnaire,
                                   s.part, s.what, s.value),
                InPlace: lambda s: (names.get(s.team), s.lead, s.year, s.place),
                Referred: lambda s: (s.year, s.became, s.weeks),
                Banded: lambda s: (s.ground, s.band, s.what, s.questionnaire, s.part, s.value),
            }[type(one)](one)  # fmt: skip
            assert key not in laid[part], key
            laid[part][key] = one.n
    return laid


@pytest.fixture
def rows(cast, superuser):
    superuser.execute("SET session_replication_role = replica")
    made = Rows(
        superuser, cast.harbour.pk, (cast.other_team.pk, cast.team.pk),
        (cast.amina.pk, cast.ben.pk),
    )  # fmt: skip
    yield made
    superuser.execute("SET session_replication_role = origin")


@settings(
    deadline=None, max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(journeys, max_size=5), waiting)
def test_the_database_counts_what_plain_counting_comes_to(cast, acting, rows, had, wait):
    rows.found.clear()
    with rows.db.transaction():
        rows.empty()
        for one in had:
            rows.journey(one)
        for handed_in in wait:
            rows.referral(handed_in, None, None)

    with acting(cast.mo) as by:
        counted = found_by(queries.counts_for(by), queries.team_names(by))

    assert {part: dict(n) for part, n in counted.items() if n} == {
        part: dict(n) for part, n in rows.found.items() if n
    }


SOME = {
    "team": True, "lead": False, "started": date(2025, 5, 1), "ending": "",
    "held": [True, False], "referred": 7,
    "carers": [{"kind": "birth", "language": "en", "needs": [], "came": ["came"],
                "answers": {("kuc", "baseline"): {"total": 3}, ("kuc", "end"): {"total": 5}}}],
}  # fmt: skip


def readings():
    """How often this connection has begun to read each table: once a scan, once a look-up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, coalesce(seq_scan, 0) + coalesce(idx_scan, 0)"
            " FROM pg_stat_xact_user_tables WHERE relname = ANY (%s)", [list(TABLES)],
        )  # fmt: skip
        return dict(cursor.fetchall())


@pytest.mark.parametrize(("many", "gone"), [(1, 0), (40, 0), (40, 300)])
def test_each_table_is_read_once_however_many_rows_there_are(cast, acting, rows, many, gone):
    """Row security that looked up a family for each row would show here as so many readings.

    gone: rows that the tables' statistics still tell of, and that are not there any more.
    """
    for _ in range(gone):
        rows.journey(SOME)
    rows.db.execute(f"ANALYZE {', '.join(TABLES)}")
    with rows.db.transaction():
        rows.empty()
    for _ in range(many):
        rows.journey(SOME)
    with acting(cast.mo) as by:
        before = readings()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ctx.count_outcomes('end')")
            assert cursor.fetchone() > (5,)
        after = readings()
        # Answers at the start and later; everything else once.
        assert {table: after[table] - before[table] for table in TABLES} == (
            dict.fromkeys(TABLES, 1) | {"measures_answers": 2}
        )
        with CaptureQueriesContext(connection) as asked:
            queries.counts_for(by)
        assert len(asked) == 3  # the counts, those who waited, and the teams' names


def test_the_owner_that_does_not_count_is_held_to_the_persons_own_rule(superuser):
    """need_to_know stands in two places for these tables; it is one rule."""
    found = {
        (table, name): (command, condition, set(to))
        for table, name, command, condition, to in superuser.execute(
            "SELECT tablename, policyname, cmd, qual, roles::text[] FROM pg_policies"
            " WHERE tablename = ANY (%s)", [list(TABLES)],
        )
    }  # fmt: skip
    for table in TABLES:
        command, need, doors = found[table, "need_to_know"]
        again, condition, owner = found[table, "need_to_know_for_owner"]
        assert owner == {"sh_owner"}
        assert "sh_owner" not in doors
        assert command == again
        plainly = " ".join(condition.split())
        assert plainly.startswith("CASE WHEN ( SELECT (current_setting('app.counting'::text, true)")
        assert plainly.endswith(f"THEN false ELSE {' '.join(need.split())} END"), table


def test_a_report_that_makes_itself_keeps_what_is_counted(cast, acting, rows):
    rows.journey(SOME)
    with acting(cast.mo) as by:
        report = make_saved_report(by)
    make_made_report(rows.db, report.pk)
    (kept,) = rows.db.execute("SELECT tallies FROM evaluation_madereport").fetchone()

    assert kept.keys() == queries.COUNTED.keys()
    for name, columns in queries.COUNTED.items():
        assert [set(one) for one in kept[name]] == [set(columns)] * len(kept[name])
        assert kept[name] or name == "waits", name  # nobody was asked while they waited
    with acting(cast.mo) as by:
        now = found_by(queries.counts_for(by), queries.team_names(by))
        then = saved.counts_of(kept, queries.team_names(by), later="end")
        assert found_by(then, queries.team_names(by)) == now
