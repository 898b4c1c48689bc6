"""All that a report is made of, counted by one statement that reads each table once.

The owner's functions either act as the person whom they work for, or count; never both. So row
security asks once for a whole statement which of the two it is, and does not look up the family
of every row that is to be counted anyway (ADR 44).
"""

from django.db import migrations

from safehome.people.protection import (
    BLOCKED,
    DOORS,
    OF_A_FAMILY_SEEN,
    OF_A_FAMILY_WORKED_WITH,
    REFERRAL_SEEN,
    RESTRICTED,
    SEES,
)

# In a SELECT of its own, so that PostgreSQL asks it once for a statement and not for each row.
COUNTS = "(SELECT current_setting('app.counting', true) = ctx.seal('counting'))"
# What Protect said of each of these tables, and for which commands. A test compares them.
NEED = {
    "families_family": (SEES, "SELECT"),
    "families_familymember": (OF_A_FAMILY_SEEN, "ALL"),
    "journeys_journey": (OF_A_FAMILY_SEEN, "ALL"),
    "journeys_session": (OF_A_FAMILY_WORKED_WITH, "ALL"),
    "journeys_attendance": (OF_A_FAMILY_SEEN, "ALL"),
    "measures_answers": (OF_A_FAMILY_WORKED_WITH, "ALL"),
    "referrals_referral": (REFERRAL_SEEN, "ALL"),
}
AS_THE_PERSON = "".join(
    f"ALTER POLICY need_to_know ON {table} TO {DOORS};\n"
    f"CREATE POLICY need_to_know_for_owner ON {table} FOR {command} TO sh_owner"
    f" USING (CASE WHEN {COUNTS} THEN false ELSE {need.format(table=table)} END);\n"
    f"ALTER POLICY {'counts' if table == 'families_familymember' else 'counting'} ON {table}"
    f" USING ({COUNTS} AND organisation_id = (SELECT ctx.organisation()));\n"
    for table, (need, command) in NEED.items()
)
WHAT_IS_HIDDEN = f"""
ALTER POLICY conflict_for_owner ON families_family
  USING (CASE WHEN {COUNTS} THEN true ELSE NOT {BLOCKED} END);
""" + "".join(
    f"ALTER POLICY restricted_for_owner ON {table}"
    f" USING (CASE WHEN {COUNTS} THEN true ELSE {RESTRICTED.format(table=table, column=column)}"
    " END);\n"
    for table, column in (
        ("families_familymember", "id"),
        ("journeys_attendance", "carer_id"),
        ("measures_answers", "carer_id"),
    )
)
TALLIES = r"""
DROP FUNCTION ctx.count_answers(text), ctx.count_journeys(), ctx.count_attendance(),
  ctx.count_referrals(), ctx.count_bands(text);

-- Everything that a report is made of, in one reading of each table. What each column holds
-- depends on what is counted:
--   answers     carers by a score or a difference. place: going-on, stayed (as planned) or left;
--               what: start (all who answered then), before and after (of pairs), change (of
--               pairs); value: thousandths of a point. One carer in one journey is one pair.
--   journeys    journeys. place: the ending, or for one that goes on, how much of it was held.
--   attendance  how carers came to sessions that were held (place). One carer and session is one.
--   bands       the same carers by what the record holds of them. place: the ground (language,
--               carer, communication); band: a code of safehome.evaluation.rules.indicators;
--               what: attendance (part: how they came), start or change (of a questionnaire).
--   referrals   referrals that were handed in. place: what became of them; value: how many whole
--               weeks passed until the family's first journey began, -1 where none has begun.
-- year: in which the journey began; of a referral, in which it came.
-- Joined by hashing and never row by row: how many rows an organisation has is guessed badly
-- from behind row security, and a guess too small would make the reading many times as long.
CREATE FUNCTION ctx.count_outcomes(later text)
RETURNS TABLE (kind text, team_id uuid, lead_id uuid, year integer, place text, band text,
               questionnaire text, part text, what text, value integer, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ''
SET enable_nestloop = off SET enable_sort = off SET work_mem = '64MB' AS $$
#variable_conflict use_column
BEGIN
  IF NOT ctx.may_count() THEN RETURN; END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  WITH journey AS MATERIALIZED (
    SELECT j.id, j.family_id, j.started_on, f.team_id, j.lead_id, j.year, j.fate, j.ending,
           dense_rank() OVER (ORDER BY f.team_id, j.lead_id, j.year, j.fate)::integer AS kin
      FROM (SELECT j.id, j.family_id, j.lead_id, j.started_on,
                   extract(year FROM j.started_on)::integer AS year,
                   CASE WHEN j.ended_at IS NULL THEN 'going-on'
                        WHEN j.ending IN ('completed', 'enough') THEN 'stayed'
                        ELSE 'left' END COLLATE "C" AS fate,
                   CASE WHEN j.ended_at IS NOT NULL THEN j.ending::text END AS ending
              FROM public.journeys_journey j
             WHERE j.organisation_id = (SELECT ctx.organisation())) j
      JOIN public.families_family f ON f.id = j.family_id
     WHERE f.organisation_id = (SELECT ctx.organisation())),
  -- Journeys of one team, practitioner, year and fate are counted together, under one number.
  kin AS MATERIALIZED (
    SELECT DISTINCT j.kin, j.team_id, j.lead_id, j.year, j.fate FROM journey j),
  session AS MATERIALIZED (
    SELECT m.id, m.journey_id, m.signed_at IS NOT NULL AS held
      FROM public.journeys_session m WHERE m.organisation_id = (SELECT ctx.organisation())),
  carer AS MATERIALIZED (
    SELECT m.id,
           CASE WHEN 'interpreter' = ANY (m.needs) THEN 'interpreter'
                WHEN m.language <> 'en' THEN 'another' ELSE 'english' END AS language,
           CASE WHEN m.carer_kind IN ('birth', 'step') THEN 'parent'
                WHEN m.carer_kind = 'kinship' THEN 'kinship' ELSE 'other' END AS kind,
           CASE WHEN m.needs && '{easy-read,large-print,read-aloud,signing,hearing}'
                THEN 'yes' ELSE 'no' END AS communication
      FROM public.families_familymember m
     WHERE m.organisation_id = (SELECT ctx.organisation())),
  came AS MATERIALIZED (
    SELECT j.kin, c.language, c.kind, c.communication, a.outcome::text AS outcome,
           count(*) AS n
      FROM public.journeys_attendance a
      JOIN session s ON s.id = a.session_id AND s.held
      JOIN journey j ON j.id = s.journey_id
      JOIN carer c ON c.id = a.carer_id
     WHERE a.organisation_id = (SELECT ctx.organisation())
     GROUP BY 1, 2, 3, 4, 5),
  given AS MATERIALIZED (
    SELECT t.kin, t.language, t.kind, t.communication, t.questionnaire, t.part,
           (t.first * 1000)::integer AS first, (t.second * 1000)::integer AS second,
           ((t.second - t.first) * 1000)::integer AS change, count(*) AS n
      FROM (SELECT j.kin, c.language, c.kind, c.communication, b.questionnaire::text,
                   s.key AS part, s.value::numeric AS first,
                   CASE WHEN jsonb_typeof(a.scores -> s.key) = 'number'
                        THEN (a.scores -> s.key)::numeric END AS second
              FROM public.measures_answers b
              JOIN journey j ON j.id = b.journey_id
              JOIN carer c ON c.id = b.carer_id
              LEFT JOIN public.measures_answers a
                ON a.organisation_id = (SELECT ctx.organisation()) AND a.point = later
               AND a.journey_id = b.journey_id AND a.carer_id = b.carer_id
               AND a.questionnaire = b.questionnaire
             CROSS JOIN LATERAL jsonb_each(b.scores) s
             WHERE b.organisation_id = (SELECT ctx.organisation()) AND b.point = 'baseline'
               AND later <> 'baseline' AND jsonb_typeof(s.value) = 'number') t
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9),
  scored AS (
    SELECT g.kin, g.questionnaire, g.part, v.what, v.value, sum(g.n) AS n
      FROM given g, LATERAL (VALUES
             ('start', g.first), ('before', CASE WHEN g.second IS NOT NULL THEN g.first END),
             ('after', g.second), ('change', g.change)) v(what, value)
     WHERE v.value IS NOT NULL GROUP BY 1, 2, 3, 4, 5),
  banded AS (
    SELECT c.language, c.kind, c.communication, 'attendance' AS what, '' AS questionnaire,
           c.outcome AS part, 0 AS value, sum(c.n) AS n
      FROM came c GROUP BY 1, 2, 3, 6
    UNION ALL
    SELECT g.language, g.kind, g.communication, v.what, g.questionnaire, g.part, v.value,
           sum(g.n)
      FROM given g, LATERAL (VALUES ('start', g.first), ('change', g.change)) v(what, value)
     WHERE v.value IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7)
  SELECT 'answers', k.team_id, k.lead_id, k.year, k.fate, '', s.questionnaire, s.part, s.what,
         s.value, s.n::integer
    FROM scored s JOIN kin k ON k.kin = s.kin
  UNION ALL
  SELECT 'journeys', j.team_id, j.lead_id, j.year,
         coalesce(j.ending, CASE WHEN coalesce(s.held, 0) = 0 THEN 'not-yet'
              WHEN 2 * s.held < s.planned THEN 'first-half' ELSE 'second-half' END),
         '', '', '', '', 0, count(*)::integer
    FROM journey j
    LEFT JOIN (SELECT s.journey_id, count(*) AS planned, count(*) FILTER (WHERE s.held) AS held
                 FROM session s GROUP BY 1) s ON s.journey_id = j.id
   GROUP BY 2, 3, 4, 5
  UNION ALL
  SELECT 'attendance', k.team_id, k.lead_id, k.year, c.outcome, '', '', '', '', 0,
         sum(c.n)::integer
    FROM came c JOIN kin k ON k.kin = c.kin GROUP BY 2, 3, 4, 5
  UNION ALL
  SELECT 'bands', NULL, NULL, NULL, g.ground, g.band, b.questionnaire, b.part, b.what, b.value,
         sum(b.n)::integer
    FROM banded b, LATERAL (VALUES ('language', b.language), ('carer', b.kind),
                                   ('communication', b.communication)) g(ground, band)
   GROUP BY 5, 6, 7, 8, 9, 10
  UNION ALL
  SELECT 'referrals', NULL, NULL,
         extract(year FROM r.handed_in_at AT TIME ZONE 'Europe/London')::integer,
         CASE WHEN r.became_id IS NULL THEN 'no-family'
              WHEN j.started_on IS NULL THEN 'waits' ELSE 'begun' END, '', '', '', '',
         CASE WHEN j.started_on IS NULL THEN -1
              ELSE greatest(0, j.started_on - (r.handed_in_at AT TIME ZONE 'Europe/London')::date)
                   / 7 END,
         count(*)::integer
    FROM public.referrals_referral r
    LEFT JOIN (SELECT t.family_id, min(t.started_on) AS started_on FROM journey t GROUP BY 1) j
      ON j.family_id = r.became_id
   WHERE r.organisation_id = (SELECT ctx.organisation()) AND r.handed_in_at IS NOT NULL
   GROUP BY 4, 5, 10;
  PERFORM set_config('app.counting', '', true);
END $$;

REVOKE ALL ON FUNCTION ctx.count_outcomes(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.count_outcomes(text) TO sh_staff;
"""
# As in 0006, but that it counts once.
MAKING = r"""
CREATE OR REPLACE FUNCTION ctx.make_report(asked uuid, for_day date, following date, meant integer,
  moment timestamptz, kept integer, OUT id uuid, OUT became text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  r public.evaluation_savedreport%ROWTYPE;
  roles text[] := '{}';
  led uuid[] := '{}';
  may boolean;
  counted jsonb;
  context text;
BEGIN
  PERFORM set_config('app.context', '', true), set_config('app.seal', '', true);
  SELECT * INTO r FROM public.evaluation_savedreport s
   WHERE s.id = asked AND s.next_on <= for_day AND s.paused_at IS NULL AND s.removed_at IS NULL
     AND for_day < following
     FOR UPDATE SKIP LOCKED;
  IF r.id IS NULL THEN RETURN; END IF;
  UPDATE public.evaluation_savedreport s SET next_on = following WHERE s.id = r.id;
  SELECT coalesce(array_agg(h.role ORDER BY h.role), '{}') INTO roles
    FROM public.people_roleheld h
   WHERE h.organisation_id = r.organisation_id AND h.person_id = r.person_id
     AND h.ended_at IS NULL;
  IF 'supervisor' = ANY (roles) THEN
    SELECT coalesce(array_agg(m.team_id), '{}') INTO led FROM public.people_teammember m
     WHERE m.organisation_id = r.organisation_id AND m.person_id = r.person_id
       AND m.leads AND m.left_at IS NULL;
  END IF;
  context := concat_ws('|', r.organisation_id, r.person_id, array_to_string(roles, ','),
                       array_to_string(led, ','), '');
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);

  -- As safehome.evaluation.policies has it for somebody at a page.
  may := NOT 'evaluator' = ANY (roles) AND CASE
    WHEN r.part <> 'lead' THEN
      roles && '{supervisor,manager,safeguarding_lead,records_officer}'::text[]
    ELSE (r.lead_id = r.person_id AND 'practitioner' = ANY (roles))
      OR EXISTS (SELECT 1 FROM public.people_teammember m
                  WHERE m.organisation_id = r.organisation_id AND m.person_id = r.lead_id
                    AND m.left_at IS NULL AND m.team_id = ANY (led)) END;
  IF may THEN
    SELECT jsonb_object_agg(k.kind, coalesce(t.rows, '[]')) INTO counted
      FROM unnest(ARRAY['answers', 'journeys', 'attendance', 'referrals', 'bands']) k(kind)
      LEFT JOIN (
        SELECT c.kind, jsonb_agg(CASE c.kind
                 WHEN 'answers' THEN jsonb_build_object(
                   'team_id', c.team_id, 'lead_id', c.lead_id, 'began', c.year, 'fate', c.place,
                   'questionnaire', c.questionnaire, 'part', c.part, 'what', c.what,
                   'value', c.value, 'n', c.n)
                 WHEN 'journeys' THEN jsonb_build_object(
                   'team_id', c.team_id, 'lead_id', c.lead_id, 'began', c.year,
                   'place', c.place, 'n', c.n)
                 WHEN 'attendance' THEN jsonb_build_object(
                   'team_id', c.team_id, 'lead_id', c.lead_id, 'began', c.year,
                   'outcome', c.place, 'n', c.n)
                 WHEN 'referrals' THEN jsonb_build_object(
                   'came', c.year, 'became', c.place, 'weeks', c.value, 'n', c.n)
                 ELSE jsonb_build_object(
                   'ground', c.place, 'band', c.band, 'what', c.what,
                   'questionnaire', c.questionnaire, 'part', c.part, 'value', c.value, 'n', c.n)
                 END) AS rows
          FROM ctx.count_outcomes(r.later) c GROUP BY 1) t ON t.kind = k.kind;
  END IF;
  became := CASE WHEN may THEN 'made' ELSE 'not-made' END;
  INSERT INTO public.evaluation_madereport AS m
         (id, organisation_id, person_id, report_id, part, team_id, lead_id, year, later, due_on,
          made_at, not_made, tallies)
  VALUES (gen_random_uuid(), r.organisation_id, r.person_id, r.id, r.part, r.team_id, r.lead_id,
          coalesce(meant, r.year), r.later, for_day, moment,
          CASE WHEN may THEN '' ELSE 'role' END, counted)
  ON CONFLICT ON CONSTRAINT evaluation_made_once DO NOTHING RETURNING m.id INTO id;
  UPDATE public.evaluation_madereport m SET tallies = NULL
   WHERE m.organisation_id = r.organisation_id AND m.report_id = r.id AND m.tallies IS NOT NULL
     AND m.id NOT IN (SELECT n.id FROM public.evaluation_madereport n
                       WHERE n.organisation_id = r.organisation_id AND n.report_id = r.id
                         AND n.tallies IS NOT NULL ORDER BY n.due_on DESC LIMIT kept);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0006_saved_reports"),
        ("measures", "0015_row_security_of_feedback"),
        ("families", "0009_homes_of_the_unknown"),
        ("referrals", "0006_the_same_referral"),
    ]

    operations = [
        migrations.RunSQL(AS_THE_PERSON + WHAT_IS_HIDDEN + TALLIES + MAKING, migrations.RunSQL.noop)
    ]
