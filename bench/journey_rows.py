"""Rows of many journeys, without words, written by the database itself.

One large organisation has a twentieth of all journeys, the others about 1,900 each. Each journey
has 13 sessions, attendance at those that were held, and answers: about 26 rows.
"""

from __future__ import annotations

import psycopg

from bench.place import Place

EACH = 2_000  # journeys of one organisation, the large one taken out
SHARE = 20  # one journey of so many belongs to the large organisation
SESSIONS = 13
AT_ONCE = 50_000  # journeys written by one statement
FILLED = (
    "families_family", "families_familymember", "agreements_agreement", "journeys_journey",
    "journeys_journeycarer", "journeys_session", "journeys_attendance", "measures_answers",
)  # fmt: skip

# Ids are reckoned: kind and number. Whose: the first share is the large organisation's.
IDS = """
CREATE FUNCTION pg_temp.u(kind integer, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql RETURN
  (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
CREATE FUNCTION pg_temp.org(n bigint) RETURNS bigint IMMUTABLE LANGUAGE sql RETURN
  CASE WHEN n % {share} = 0 THEN 0 ELSE 1 + n % ({organisations} - 1) END;
CREATE FUNCTION pg_temp.held(n bigint) RETURNS integer IMMUTABLE LANGUAGE sql RETURN
  (n * 7919 / 101 % 18)::integer;
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


def organisations(journeys: int) -> int:
    """How many organisations so many journeys are spread over."""
    return max(2, journeys // EACH)


def fill(place: Place, journeys: int) -> None:
    """Write them: foreign keys unchecked, one statement made them; indexes afterwards, at once."""
    with psycopg.connect(place.record, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("SET synchronous_commit = off")
        admin.execute("SET maintenance_work_mem = '512MB'")
        for statements in (IDS, STAFF):
            admin.execute(statements.format(organisations=organisations(journeys), share=SHARE))
        _set_indexes_aside(admin)
        for first in range(0, journeys, AT_ONCE):
            last = min(first + AT_ONCE, journeys) - 1
            for statement in JOURNEYS.format(first=first, last=last, sessions=SESSIONS).split(";"):
                if statement.strip():
                    admin.execute(statement)
            print(f"\r{last + 1:,} journeys", end="", flush=True)
        print()
        for table in FILLED:
            print(f"\rIndexes of {table:<30}", end="", flush=True)
            admin.execute(f"REINDEX TABLE {table}")
        print()
        admin.execute("VACUUM (ANALYZE)")
        admin.execute("CHECKPOINT")
        _must_hold(admin, journeys)


def _set_indexes_aside(admin: psycopg.Connection) -> None:
    """Write no index until REINDEX makes them all of the rows that are there by then.

    Only the indexes of an empty database of the bench's own, by its administrator.
    """
    admin.execute(
        "UPDATE pg_index SET indisready = false WHERE indrelid::regclass::text = ANY (%s)",
        [list(FILLED)],
    )


def _must_hold(admin: psycopg.Connection, journeys: int) -> None:
    found = admin.execute("SELECT count(*) FROM journeys_journey").fetchone()
    aside = admin.execute("SELECT count(*) FROM pg_index WHERE NOT indisready").fetchone()
    if (found, aside) != ((journeys,), (0,)):
        raise SystemExit(f"There are {found} journeys instead of {journeys}, {aside} indexes out.")
