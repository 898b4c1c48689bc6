"""Answers that were given while a family waited, counted beside those at the start."""

from django.db import migrations

TALLIES = r"""
-- Of the whole organisation: carers who answered while they waited, and those of them who answered
-- the same at the start of the first journey after that.
--   what: start (all of them), change (from waiting to the start), weeks (between the two)
--   value: thousandths
CREATE FUNCTION ctx.count_waits()
RETURNS TABLE (questionnaire text, part text, what text, value integer, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  WITH told AS MATERIALIZED (
    SELECT w.questionnaire::text, s.key AS part, (s.value #>> '{}')::numeric AS first,
           (b.scores ->> s.key)::numeric AS second, (b.given_on - w.given_on) / 7 AS weeks
      FROM public.measures_answers w
     CROSS JOIN LATERAL jsonb_each(w.scores) s
      LEFT JOIN LATERAL (
        SELECT a.scores, a.given_on FROM public.measures_answers a
         WHERE a.organisation_id = w.organisation_id AND a.carer_id = w.carer_id
           AND a.questionnaire = w.questionnaire AND a.point = 'baseline'
           AND a.given_on >= w.given_on
         ORDER BY a.given_on, a.id LIMIT 1) b ON true
     WHERE w.organisation_id = (SELECT ctx.organisation()) AND w.point = 'waiting'
       AND w.journey_id = w.family_id  -- there was no journey yet
       AND (SELECT ctx.may_count()) AND jsonb_typeof(s.value) = 'number')
  SELECT t.questionnaire, t.part, v.what, v.value, count(*)::integer
    FROM told t, LATERAL (VALUES
           ('start', round(t.first * 1000)::integer),
           ('change', round((t.second - t.first) * 1000)::integer),
           ('weeks', CASE WHEN t.second IS NOT NULL THEN t.weeks * 1000 END)) v(what, value)
   WHERE v.value IS NOT NULL GROUP BY 1, 2, 3, 4;
  PERFORM set_config('app.counting', '', true);
END $$;
REVOKE ALL ON FUNCTION ctx.count_waits() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.count_waits() TO sh_staff;

-- All that a report is made of, as a report that made itself keeps it. No door may call it.
CREATE FUNCTION ctx.kept_counts(later text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT jsonb_object_agg(k.kind, coalesce(t.rows, '[]'))
           || jsonb_build_object('waits', (SELECT coalesce(jsonb_agg(to_jsonb(w)), '[]')
                                              FROM ctx.count_waits() w))
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
        FROM ctx.count_outcomes(later) c GROUP BY 1) t ON t.kind = k.kind
$$;
REVOKE ALL ON FUNCTION ctx.kept_counts(text) FROM PUBLIC;

-- As in 0007, with all of that.
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
    counted := ctx.kept_counts(r.later);
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
        ("evaluation", "0007_counted_in_one_reading"),
        ("measures", "0016_answered_while_waiting"),
    ]

    operations = [migrations.RunSQL(TALLIES, migrations.RunSQL.noop)]
