"""One statement counts everything: what plain counting comes to, and each table read once."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehome.evaluation import queries
from safehome.evaluation.rules.counts import Banded, InPlace, Referred, Scored

TABLES = (
    "measures_answers", "journeys_attendance", "journeys_session", "journeys_journey",
    "families_familymember", "families_family", "referrals_referral",
)  # fmt: skip
LONDON = ZoneInfo("Europe/London")
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


class Rows:
    """Writes rows as the administrator, and counts the same things in the plainest way."""

    def __init__(self, db, organisation, teams, leads):
        self.db, self.organisation, self.teams, self.leads = db, organisation, teams, leads
        self.pack = uuid4()
        self.found = defaultdict(Counter)

    def add(self, table, **values):
        values |= {"organisation_id": self.organisation}
        names, places = ", ".join(values), ", ".join(["%s"] * len(values))
        self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(values.values()))

    def empty(self):
        for table in TABLES:
            self.db.execute(f"DELETE FROM {table}")

    def referral(self, handed_in, family, began):
        at = datetime(handed_in.year, handed_in.month, handed_in.day, 0, 30, tzinfo=LONDON)
        self.add(
            "referrals_referral", id=uuid4(), reference=uuid4().hex[:8], by_telephone=False,
            referrer_kind="school", urgency="ordinary", handed_in_at=at, entered_at=at,
            kept_from=[], version=1, became_id=family, entered_by_id=self.leads[0],
        )  # fmt: skip
        became = "no-family" if family is None else "waits" if began is None else "begun"
        weeks = -1 if began is None else max(0, (began - handed_in).days) // 7
        self.found["referrals"][handed_in.year, became, weeks] += 1

    def journey(self, one):
        family, journey, who = uuid4(), uuid4(), self.leads[one["lead"]]
        team = self.teams[one["team"]]
        self.add(
            "families_family", id=family, reference=uuid4().hex[:8], name="", opened_at="now",
            opened_by_id=who, version=1, team_id=team,
        )  # fmt: skip
        ended = "now" if one["ending"] else None
        self.add(
            "journeys_journey", id=journey, family_id=family, pack_version_id=self.pack,
            lead_id=who, started_on=one["started"], started_at="now", started_by_id=who,
            ended_at=ended, ended_by_id=who if ended else None, ending=one["ending"],
            what_next="", version=1,
        )  # fmt: skip
        self.found["journeys"][team, str(who), one["started"].year, place_of(one)] += 1
        sessions = [self.session(family, journey, n, held) for n, held in enumerate(one["held"])]
        for carer in one["carers"]:
            self.carer(one, family, journey, sessions, carer)
        if one["referred"] is not None:
            came = one["started"] - timedelta(days=one["referred"] - 5)
            self.referral(came, family, one["started"])

    def session(self, family, journey, number, held):
        made = uuid4()
        self.add(
            "journeys_session", id=made, family_id=family, journey_id=journey, number=number,
            pack_session=1, kind="planned", planned_for="now", setting="home", wellbeing="",
            support_challenge_note="", worries="", home_activity="", next_step="",
            self_rating="{}", signed_at="now" if held else None,
            signed_by_id=self.leads[0] if held else None, version=1,
        )  # fmt: skip
        return made, held

    def carer(self, one, family, journey, sessions, carer):
        made, bands = uuid4(), bands_of(carer)
        key = self.teams[one["team"]], str(self.leads[one["lead"]]), one["started"].year
        self.add(
            "families_familymember", id=made, family_id=family, name="", known_as="",
            birth_date="", phone="", email="", is_child=False, carer_kind=carer["kind"],
            has_displayed_hsb=False, was_harmed=False, is_sibling=False,
            language=carer["language"], needs=carer["needs"], needs_note="", added_at="now",
            added_by_id=self.leads[0], version=1,
        )  # fmt: skip
        for (session, held), outcome in zip(sessions, carer["came"], strict=False):
            self.add(
                "journeys_attendance", id=uuid4(), family_id=family, session_id=session,
                carer_id=made, outcome=outcome,
            )  # fmt: skip
            if held:
                self.found["attendance"][*key, outcome] += 1
                for band in bands:
                    self.found["bands"][*band, "attendance", "", outcome, 0] += 1
        for (questionnaire, point), given_then in carer["answers"].items():
            self.add(
                "measures_answers", id=uuid4(), family_id=family, carer_id=made,
                journey_id=journey, pack_version_id=self.pack, questionnaire=questionnaire,
                point=point, mode="together", given_on=one["started"], given="{}",
                scores=json.dumps(given_then), entered_at="now", entered_by_id=self.leads[0],
            )  # fmt: skip
        for questionnaire in ("kuc", "goals"):
            self.change(key, fate_of(one), bands, questionnaire, carer["answers"])

    def change(self, key, fate, bands, questionnaire, answers):
        later = answers.get((questionnaire, "end"), {})
        for part, first in answers.get((questionnaire, "baseline"), {}).items():
            if not isinstance(first, int | float):
                continue
            second = later.get(part)
            values = {"start": thousandths(first)}
            if isinstance(second, int | float):
                values |= {
                    "before": thousandths(first), "after": thousandths(second),
                    "change": thousandths(Decimal(str(second)) - Decimal(str(first))),
                }  # fmt: skip
            for what, value in values.items():
                self.found["scores"][*key, fate, questionnaire, part, what, value] += 1
                for band in bands if what in ("start", "change") else ():
                    self.found["bands"][*band, what, questionnaire, part, value] += 1


def thousandths(value) -> int:
    """Halves go away from nought, as PostgreSQL has it."""
    return int((Decimal(str(value)) * 1000).quantize(Decimal(1), rounding="ROUND_HALF_UP"))


def fate_of(one):
    left = {"": "going-on", "completed": "stayed", "enough": "stayed"}
    return left.get(one["ending"], "left")


def place_of(one):
    if one["ending"]:
        return one["ending"]
    held = sum(one["held"])
    if not held:
        return "not-yet"
    return "first-half" if 2 * held < len(one["held"]) else "second-half"


def bands_of(carer):
    needs, kind = carer["needs"], carer["kind"]
    spoken = "english" if carer["language"] == "en" else "another"
    return (
        ("language", "interpreter" if "interpreter" in needs else spoken),
        ("carer", {"birth": "parent", "step": "parent", "kinship": "kinship"}.get(kind, "other")),
        ("communication", "yes" if {"easy-read", "hearing"} & set(needs) else "no"),
    )


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


@pytest.mark.parametrize("many", [1, 40])
def test_each_table_is_read_once_however_many_rows_there_are(cast, acting, rows, many):
    """Row security that looked up a family for each row would show here as so many readings."""
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
        assert len(asked) == 2  # the counts, and the teams' names


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
