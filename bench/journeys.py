"""The report of outcomes beside many journeys: python -m bench.journeys [--journeys 1000k]

Rows without words, written by the database itself, in a database of the bench's own: one large
organisation with a twentieth of all, and others of about 1,900 journeys each. For the large one
and for an ordinary one the whole report is made as a manager makes it, and is put beside the least
that it could be: the same rows read and grouped once each, as the administrator, without row
security. A million journeys are 25 million rows and about 15 GB of disk.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from bench.place import HOME, Place, clear, cluster, module, publish
from bench.sizes import size

EACH = 2_000  # journeys of one organisation, the large one taken out
SHARE = 20  # one journey of so many belongs to the large organisation
SESSIONS = 13
TIMES = 5

# Ids are reckoned: kind and number. Whose: the first share is the large organisation's.
IDS = """
CREATE FUNCTION pg_temp.u(kind integer, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql RETURN
  (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
CREATE FUNCTION pg_temp.org(n bigint) RETURNS bigint IMMUTABLE LANGUAGE sql RETURN
  CASE WHEN n % {share} = 0 THEN 0 ELSE 1 + n % ({organisations} - 1) END;
CREATE FUNCTION pg_temp.held(n bigint) RETURNS integer IMMUTABLE LANGUAGE sql RETURN
  (n * 7919 % 18)::integer;
CREATE FUNCTION pg_temp.later(n bigint) RETURNS boolean IMMUTABLE LANGUAGE sql RETURN
  n % 10 < 7;
"""
STAFF = """
INSERT INTO people_organisation (id, name, code, nation, is_office, opened_at)
  SELECT pg_temp.u(1, o), 'Service ' || o, 'bench-' || o, 'england', false, now()
    FROM generate_series(0, {organisations} - 1) o;
INSERT INTO people_team (id, organisation_id, name)
  SELECT pg_temp.u(2, o * 4 + t), pg_temp.u(1, o), 'Team ' || t
    FROM generate_series(0, {organisations} - 1) o, generate_series(0, 3) t;
INSERT INTO people_account (id, email, password, is_active, joined_at)
  SELECT pg_temp.u(3, o * 11 + p), p || '@bench-' || o || '.example', '!', true, now()
    FROM generate_series(0, {organisations} - 1) o, generate_series(0, 10) p;
INSERT INTO people_person (id, organisation_id, account_id, name, job_title, email, joined_at)
  SELECT pg_temp.u(4, o * 11 + p), pg_temp.u(1, o), pg_temp.u(3, o * 11 + p), 'Person ' || p, '',
         p || '@bench-' || o || '.example', now()
    FROM generate_series(0, {organisations} - 1) o, generate_series(0, 10) p;
INSERT INTO people_roleheld (id, organisation_id, person_id, role, given_at)
  SELECT pg_temp.u(5, o * 11 + p), pg_temp.u(1, o), pg_temp.u(4, o * 11 + p),
         CASE p WHEN 10 THEN 'manager' ELSE 'practitioner' END, now()
    FROM generate_series(0, {organisations} - 1) o, generate_series(0, 10) p;
"""
JOURNEYS = """
INSERT INTO families_family (id, organisation_id, team_id, reference, name, opened_at,
                             opened_by_id, version)
  SELECT pg_temp.u(6, n), pg_temp.u(1, org), pg_temp.u(2, org * 4 + n / 20 % 4),
         lpad(upper(to_hex(n)), 8, '0'), '', now(), pg_temp.u(4, org * 11), 1
    FROM (SELECT n, pg_temp.org(n) AS org FROM generate_series({first}, {last}) n) x;
INSERT INTO families_familymember (id, organisation_id, family_id, household_id, name, known_as,
    birth_date, phone, email, is_child, carer_kind, has_displayed_hsb, was_harmed, is_sibling,
    language, needs, needs_note, added_at, added_by_id, version)
  SELECT pg_temp.u(7, n), pg_temp.u(1, org), pg_temp.u(6, n), NULL, '', '', '', '', '', false,
         CASE WHEN n % 7 = 0 THEN 'kinship' ELSE 'birth' END, false, false, false,
         CASE WHEN n % 11 = 0 THEN 'pl' ELSE 'en' END, '{{}}', '', now(), pg_temp.u(4, org * 11), 1
    FROM (SELECT n, pg_temp.org(n) AS org FROM generate_series({first}, {last}) n) x;
INSERT INTO agreements_agreement (id, organisation_id, family_id, carer_id, purpose, said, reason,
    because, explained, language, with_interpreter, how, signature, said_on, written_at,
    written_by_id)
  SELECT pg_temp.u(8, n), pg_temp.u(1, org), pg_temp.u(6, n), pg_temp.u(7, n), 'research',
         CASE WHEN n / 20 % 5 < 3 THEN 'given' ELSE 'refused' END, '', '', '', 'en', false,
         'spoken', '', current_date - 400, now(), pg_temp.u(4, org * 11)
    FROM (SELECT n, pg_temp.org(n) AS org FROM generate_series({first}, {last}) n) x;
INSERT INTO journeys_journey (id, organisation_id, family_id, pack_version_id, lead_id, started_on,
    started_at, started_by_id, ended_at, ended_by_id, ending, what_next, version)
  SELECT pg_temp.u(9, n), pg_temp.u(1, org), pg_temp.u(6, n),
         (SELECT id FROM programme_packversion LIMIT 1), who, day, day, who,
         CASE WHEN pg_temp.held(n) >= 13 THEN day + 120 END,
         CASE WHEN pg_temp.held(n) >= 13 THEN who END,
         CASE WHEN pg_temp.held(n) >= 15 THEN 'completed' WHEN pg_temp.held(n) >= 13 THEN
           (ARRAY['enough', 'family-stopped', 'no-contact', 'moved'])[1 + n / 20 % 4] ELSE '' END,
         '', 1
    FROM (SELECT n, org, pg_temp.u(4, org * 11 + n / 20 % 10) AS who,
                 (current_date - 200 - (n / 20 % 1000)::integer) AS day
            FROM (SELECT n, pg_temp.org(n) AS org FROM generate_series({first}, {last}) n) y) x;
INSERT INTO journeys_journeycarer (id, organisation_id, family_id, journey_id, carer_id, joined_on)
  SELECT pg_temp.u(10, n), pg_temp.u(1, pg_temp.org(n)), pg_temp.u(6, n), pg_temp.u(9, n),
         pg_temp.u(7, n), current_date - 200 FROM generate_series({first}, {last}) n;
INSERT INTO journeys_session (id, organisation_id, family_id, journey_id, number, pack_session,
    kind, planned_for, setting, held_on, minutes, wellbeing, support_challenge,
    support_challenge_note, worries, home_activity, next_step, self_rating, signed_at,
    signed_by_id, version)
  SELECT pg_temp.u(11, n * 16 + s), pg_temp.u(1, org), pg_temp.u(6, n), pg_temp.u(9, n), s, s,
         'planned', now(), 'home', CASE WHEN s <= pg_temp.held(n) THEN current_date - 100 END,
         CASE WHEN s <= pg_temp.held(n) THEN 75 END, '', NULL, '', '', '', '', '{{}}',
         CASE WHEN s <= pg_temp.held(n) THEN now() END,
         CASE WHEN s <= pg_temp.held(n) THEN pg_temp.u(4, org * 11 + n / 20 % 10) END, 1
    FROM (SELECT n, pg_temp.org(n) AS org FROM generate_series({first}, {last}) n) x,
         generate_series(1, {sessions}) s;
INSERT INTO journeys_attendance (id, organisation_id, family_id, session_id, carer_id, outcome)
  SELECT pg_temp.u(12, n * 16 + s), pg_temp.u(1, pg_temp.org(n)), pg_temp.u(6, n),
         pg_temp.u(11, n * 16 + s), pg_temp.u(7, n),
         (ARRAY['came', 'came', 'came', 'came', 'late', 'missed', 'cancelled'])[1 + (n + s) % 7]
    FROM generate_series({first}, {last}) n, generate_series(1, {sessions}) s
   WHERE s <= pg_temp.held(n);
INSERT INTO measures_answers (id, organisation_id, family_id, carer_id, journey_id,
    pack_version_id, questionnaire, point, mode, given_on, given, scores, entered_at, entered_by_id)
  SELECT pg_temp.u(13 + p, n), pg_temp.u(1, org), pg_temp.u(6, n), pg_temp.u(7, n),
         pg_temp.u(9, n), (SELECT id FROM programme_packversion LIMIT 1), 'kuc',
         CASE p WHEN 0 THEN 'baseline' ELSE 'end' END, 'together', current_date - 100, '{{}}',
         (SELECT jsonb_object_agg(part, least(10, p + (n * 31 + ordinality * 17) % 37 / 4.0))
            FROM unnest(ARRAY['total', 'knowledge', 'understanding', 'confidence'])
                 WITH ORDINALITY u(part, ordinality)),
         now(), pg_temp.u(4, org * 11)
    FROM (SELECT n, pg_temp.org(n) AS org FROM generate_series({first}, {last}) n) x,
         generate_series(0, 1) p
   WHERE p = 0 OR (pg_temp.later(n) AND pg_temp.held(n) >= 13);
"""
# The least: each kind of row of the organisation read and grouped once.
FLOOR = (
    "SELECT s.key, (a.scores ->> s.key)::numeric - (s.value #>> '{}')::numeric, count(*)"
    "  FROM measures_answers b JOIN measures_answers a ON a.journey_id = b.journey_id"
    "   AND a.carer_id = b.carer_id AND a.questionnaire = b.questionnaire AND a.point = 'end'"
    " CROSS JOIN LATERAL jsonb_each(b.scores) s"
    " WHERE b.organisation_id = %(o)s AND a.organisation_id = %(o)s AND b.point = 'baseline'"
    " GROUP BY 1, 2",
    "SELECT ending, count(*) FROM journeys_journey WHERE organisation_id = %(o)s GROUP BY 1",
    "SELECT journey_id, count(*), count(signed_at) FROM journeys_session"
    " WHERE organisation_id = %(o)s GROUP BY 1",
    "SELECT outcome, count(*) FROM journeys_attendance WHERE organisation_id = %(o)s GROUP BY 1",
)


@dataclass
class Told:
    """Seconds of each thing, and the largest that the process has been, in MiB."""

    seconds: dict[str, float]
    peak: float


def fill(place: Place, journeys: int) -> None:
    """Rows by the database itself, in pieces, foreign keys unchecked: one statement made them."""
    with psycopg.connect(place.record, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("SET synchronous_commit = off")
        organisations = max(2, journeys // EACH)
        for statements in (IDS, STAFF):
            admin.execute(statements.format(organisations=organisations, share=SHARE))
        indexes = _without_indexes(admin)
        for first in range(0, journeys, 50_000):
            last = min(first + 50_000, journeys) - 1
            for statement in JOURNEYS.format(first=first, last=last, sessions=SESSIONS).split(";"):
                if statement.strip():
                    admin.execute(statement)
            print(f"\r{last + 1:,} journeys", end="", flush=True)
        print()
        for index in indexes:
            admin.execute(index)
        admin.execute("VACUUM (ANALYZE)")
        found = admin.execute("SELECT count(*) FROM journeys_journey").fetchone()
    if found != (journeys,):
        raise SystemExit(f"There are {found} journeys instead of {journeys}.")


def _without_indexes(admin: psycopg.Connection) -> list[str]:
    """Drop what only makes reading quick, and give the statements that make it again."""
    found = admin.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " WHERE NOT i.indisunique AND i.indrelid::regclass::text = ANY (%s)",
        [["journeys_session", "journeys_attendance", "measures_answers"]],
    ).fetchall()
    for name, _ in found:
        admin.execute(f"DROP INDEX {name}")
    return [made for _, made in found]


def identifier(kind: int, number: int) -> str:
    return f"{kind:08x}-0000-7000-8000-{number:012x}"


@contextmanager
def _timed(told: dict[str, list[float]], what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    told.setdefault(what, []).append(time.perf_counter() - began)


def floor(place: Place, organisation: int) -> float:
    """Seconds of the least, the median of so many times."""
    seconds = []
    with psycopg.connect(place.record, autocommit=True) as admin:
        for _ in range(TIMES):
            began = time.perf_counter()
            for statement in FLOOR:
                admin.execute(statement, {"o": identifier(1, organisation)}).fetchall()
            seconds.append(time.perf_counter() - began)
    return median(seconds)


def report(organisation: int) -> Told:
    """The whole report as the organisation's manager makes it: counted, reckoned, printed."""
    from django.http import QueryDict
    from django.utils import timezone

    from safehome.evaluation.asked import asked_by
    from safehome.evaluation.page import page_of
    from safehome.evaluation.paper import report_pdf
    from safehome.evaluation.workbook import workbook
    from safehome.people.access import acting_as
    from safehome.people.models import Person

    manager = Person(account_id=identifier(3, organisation * 11 + 10), name="Manager")
    told: dict[str, list[float]] = {}
    for _ in range(TIMES):
        with acting_as(manager) as by, _timed(told, "all"):
            with _timed(told, "counted by the database"):
                asked = asked_by(by, QueryDict())
            with _timed(told, "reckoned"):
                page = page_of(asked.report)
            with _timed(told, "hashed"):
                lines = asked.lines
            at = timezone.now().replace(microsecond=0)
            with _timed(told, "PDF"):
                report_pdf(page, lines, organisation=by.organisation_name, at=at)
            with _timed(told, "Excel"):
                workbook(lines, about=page.about, organisation=by.organisation_name, at=at)
        if asked.report.journeys.whole is None or len(asked.report.measured) != 1:
            raise SystemExit("The report is not of what was written.")
    return Told({what: median(each) for what, each in told.items()}, peak())


def frozen(organisation: int) -> Told:
    """A frozen set of it, made and packed."""
    from django.conf import settings

    from safehome.evaluation.actions import freeze_set
    from safehome.evaluation.sets import pieces_of, set_of
    from safehome.kit.locked import packed
    from safehome.people.access import acting_as
    from safehome.people.models import Person

    settings.EXPORT_ROWS = 2_000_000
    manager = Person(account_id=identifier(3, organisation * 11 + 10), name="Manager")
    told: dict[str, list[float]] = {}
    with acting_as(manager) as by:
        with _timed(told, "frozen"):
            made = freeze_set("Bench", by=by)
        held = set_of(by, made.pk)
        with _timed(told, "packed"):
            packed([(file, pieces_of(held, file)) for file, *_ in held.files], "")
    rows = float(made.carers + made.answers)
    return Told({"rows": rows} | {what: each[0] for what, each in told.items()}, peak())


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    ask = argparse.ArgumentParser(prog="python -m bench.journeys", description=__doc__)
    ask.add_argument("--journeys", default="1000k", type=size)
    ask.add_argument("--home", type=Path, default=HOME)
    asked = ask.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with cluster(asked.home.absolute()) as server:
        place = Place(server, asked.journeys, asked.home.absolute(), "journeys")
        try:
            clear(place)
            module(place, "safehome.config.deploy")
            publish(place)
            began = time.perf_counter()
            fill(place, asked.journeys)
            print(f"Written in {time.perf_counter() - began:.0f} s.", flush=True)
            _measure(place)
        finally:
            clear(place)
    return 0


def _measure(place: Place) -> None:
    os.environ.update(place.environment())
    import django

    django.setup()
    print(f"Before: the process has {peak():.0f} MiB.")
    for name, organisation in (("ordinary", 1), ("large", 0)):
        _told(name, report(organisation), floor(place, organisation))
        _told_plainly(name, "frozen set", lambda which=organisation: frozen(which))
    from django.db import connections

    connections.close_all()
    for one in connections.all():
        one.close_pool()


def _told(name: str, made: Told, least: float) -> None:
    counted = made.seconds["counted by the database"]
    print(
        f"{name}: counted {counted / least:.1f} × the least ({least * 1000:.0f} ms);"
        f" whole report {made.seconds['all'] / least:.1f} ×"
    )
    for what, seconds in made.seconds.items():
        print(f"  {what}: {seconds * 1000:.0f} ms")
    print(f"  peak: {made.peak:.0f} MiB")


def _told_plainly(name: str, what: str, make: Callable[[], Told]) -> None:
    made: Any = make()
    told = ", ".join(
        f"{key} {value:,.0f}" if key == "rows" else f"{key} in {value:.1f} s"
        for key, value in made.seconds.items()
    )
    print(f"{name}, {what}: {told}; peak {made.peak:.0f} MiB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
