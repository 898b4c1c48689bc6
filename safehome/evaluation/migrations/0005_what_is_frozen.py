"""Rows for an evaluator, made inside the database, and the functions by which they are read.

Whoever freezes need not be somebody who may read answers: no row passes through a door on its
way in. An evaluator's context shows no row of any table (people 0007); these functions give them
the sets of the organisation that they evaluate.
"""

from django.db import migrations

from safehome.people.protection import COUNTING, Protect

KEEPS = ("supervisor", "manager", "safeguarding_lead", "records_officer")
FREEZING = f"""
CREATE POLICY freezing ON evaluation_frozenrows TO sh_owner
  USING ({COUNTING} AND organisation_id
         = (SELECT coalesce(ctx.organisation(), ctx.evaluates())))
  WITH CHECK ({COUNTING} AND organisation_id = (SELECT ctx.organisation()));
CREATE POLICY evaluating ON evaluation_frozenset FOR SELECT TO sh_owner
  USING ({COUNTING} AND organisation_id = (SELECT coalesce(ctx.organisation(), ctx.evaluates())));
""" + r"""
CREATE FUNCTION ctx.may_freeze() RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(ctx.roles() && '{manager,safeguarding_lead,records_officer}'::text[], false);

-- Freezes the rows of a set that was just made: of carers whose agreement to the use of their
-- answers for research is in force, and who are hidden from nobody. Ids are drawn anew; a day is
-- its quarter; a team, a quarter and what a carer needs are left out where fewer than five share
-- them. team_ids, team_names: the names that teams have in the set. Gives, for each file, how
-- many rows and the SHA-256 of the file; one row more than `most` means that there are too many.
CREATE FUNCTION ctx.freeze_rows(frozen uuid, team_ids uuid[], team_names text[], most integer,
  head_of_carers text, head_of_answers text)
RETURNS TABLE (file text, n integer, digest text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  IF NOT ctx.may_freeze() THEN RETURN; END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  WITH this AS MATERIALIZED (
    SELECT s.id, s.organisation_id FROM public.evaluation_frozenset s
     WHERE s.id = frozen AND s.organisation_id = (SELECT ctx.organisation())
       AND s.withdrawn_at IS NULL AND s.made_by_id = (SELECT ctx.person())
       AND NOT EXISTS (SELECT 1 FROM public.evaluation_frozenrows r
                        WHERE r.organisation_id = s.organisation_id AND r.frozen_id = s.id)),
  said AS (
    SELECT DISTINCT ON (a.carer_id) a.carer_id, a.said, a.until
      FROM public.agreements_agreement a
     WHERE a.organisation_id = (SELECT ctx.organisation()) AND a.purpose = 'research'
       AND a.said_on <= current_date
     ORDER BY a.carer_id, a.said_on DESC, a.written_at DESC, a.id DESC),
  sessions AS MATERIALIZED (
    SELECT m.journey_id, count(*) AS planned, count(m.signed_at) AS held
      FROM public.journeys_session m WHERE m.organisation_id = (SELECT ctx.organisation())
     GROUP BY 1),
  came AS MATERIALIZED (
    SELECT s.journey_id, a.carer_id,
           count(*) FILTER (WHERE a.outcome = 'came') AS came,
           count(*) FILTER (WHERE a.outcome = 'late') AS late,
           count(*) FILTER (WHERE a.outcome = 'cancelled') AS cancelled,
           count(*) FILTER (WHERE a.outcome = 'missed') AS missed,
           count(*) FILTER (WHERE a.outcome = 'not-invited') AS not_invited
      FROM public.journeys_attendance a
      JOIN public.journeys_session s
        ON s.organisation_id = a.organisation_id AND s.id = a.session_id
     WHERE a.organisation_id = (SELECT ctx.organisation()) AND s.signed_at IS NOT NULL
     GROUP BY 1, 2),
  codes AS MATERIALIZED (
    SELECT j.id, translate(gen_random_uuid()::text, '-', '') AS code
      FROM public.journeys_journey j WHERE j.organisation_id = (SELECT ctx.organisation())),
  people AS MATERIALIZED (
    SELECT c.journey_id, c.carer_id, k.code AS journey,
           translate(gen_random_uuid()::text, '-', '') AS code,
           (SELECT n.name FROM unnest(team_ids, team_names) n(id, name)
             WHERE n.id = f.team_id) AS team,
           extract(year FROM j.started_on) || '-Q' || extract(quarter FROM j.started_on) AS began,
           CASE WHEN j.ended_at IS NOT NULL THEN j.ending::text
                WHEN coalesce(s.held, 0) = 0 THEN 'not-yet'
                WHEN 2 * s.held < s.planned THEN 'first-half' ELSE 'second-half' END AS place,
           CASE WHEN 'interpreter' = ANY (m.needs) THEN 'interpreter'
                WHEN m.language <> 'en' THEN 'another' ELSE 'english' END AS language,
           CASE WHEN m.carer_kind IN ('birth', 'step') THEN 'parent'
                WHEN m.carer_kind = 'kinship' THEN 'kinship' ELSE 'other' END AS kind,
           CASE WHEN m.needs && '{easy-read,large-print,read-aloud,signing,hearing}'
                THEN 'yes' ELSE 'no' END AS communication,
           coalesce(s.planned, 0) AS planned, coalesce(s.held, 0) AS held
      FROM public.journeys_journeycarer c
      JOIN public.journeys_journey j
        ON j.organisation_id = c.organisation_id AND j.id = c.journey_id
      JOIN codes k ON k.id = j.id
      JOIN public.families_family f
        ON f.organisation_id = j.organisation_id AND f.id = j.family_id
      JOIN public.families_familymember m
        ON m.organisation_id = c.organisation_id AND m.id = c.carer_id
      JOIN said ON said.carer_id = c.carer_id AND said.said = 'given'
       AND (said.until IS NULL OR said.until >= current_date)
      LEFT JOIN sessions s ON s.journey_id = j.id
     WHERE c.organisation_id = (SELECT organisation_id FROM this)
       AND NOT EXISTS (SELECT 1 FROM public.families_restriction r
                        WHERE r.organisation_id = c.organisation_id
                          AND r.member_id = c.carer_id AND r.lifted_at IS NULL)
     LIMIT most + 1),
  told AS MATERIALIZED (
    SELECT p.*, count(*) OVER (PARTITION BY p.team) AS in_team,
           count(*) OVER (PARTITION BY p.began) AS in_quarter,
           count(*) OVER (PARTITION BY p.language, p.kind, p.communication) AS alike
      FROM people p),
  lines AS (
    SELECT 'carers' AS file, row_number() OVER (ORDER BY t.code, t.journey) AS at, concat_ws(',',
             t.code, t.journey, CASE WHEN t.in_team < 5 THEN '' ELSE coalesce(t.team, '') END,
             CASE WHEN t.in_quarter < 5 THEN '' ELSE t.began END, t.place,
             CASE WHEN t.alike < 5 THEN '' ELSE t.language END,
             CASE WHEN t.alike < 5 THEN '' ELSE t.kind END,
             CASE WHEN t.alike < 5 THEN '' ELSE t.communication END, t.planned, t.held,
             coalesce(c.came, 0), coalesce(c.late, 0), coalesce(c.cancelled, 0),
             coalesce(c.missed, 0), coalesce(c.not_invited, 0)) AS line
      FROM told t LEFT JOIN came c ON c.journey_id = t.journey_id AND c.carer_id = t.carer_id
    UNION ALL
    SELECT 'answers', row_number() OVER (ORDER BY a.code, a.questionnaire, a.point, a.key),
           concat_ws(',', a.code, a.questionnaire, a.key, a.point, a.value)
      FROM (SELECT p.code, b.questionnaire, b.point, s.key, s.value #>> '{}' AS value
              FROM people p
              JOIN public.measures_answers b
                ON b.organisation_id = (SELECT organisation_id FROM this)
               AND b.journey_id = p.journey_id AND b.carer_id = p.carer_id
             CROSS JOIN LATERAL jsonb_each(b.scores) s
             WHERE jsonb_typeof(s.value) = 'number' LIMIT most + 1) a),
  pieces AS MATERIALIZED (
    SELECT l.file, ((l.at - 1) / 1000)::integer AS place, count(*)::integer AS n,
           string_agg(l.line || E'\n', '' ORDER BY l.at) AS content
      FROM lines l GROUP BY 1, 2),
  stored AS (
    INSERT INTO public.evaluation_frozenrows (id, organisation_id, frozen_id, file, place, content)
    SELECT gen_random_uuid(), t.organisation_id, t.id, p.file, p.place, p.content
      FROM pieces p CROSS JOIN this t)
  SELECT h.file, coalesce(sum(p.n), 0)::integer,
         encode(sha256(convert_to(
           h.head || E'\n' || coalesce(string_agg(p.content, '' ORDER BY p.place), ''), 'UTF8')),
           'hex')
    FROM (VALUES ('carers', head_of_carers), ('answers', head_of_answers)) h(file, head)
    LEFT JOIN pieces p ON p.file = h.file
   WHERE EXISTS (SELECT 1 FROM this)
   GROUP BY h.file, h.head;
  PERFORM set_config('app.counting', '', true);
END $$;

-- Takes away the rows of a set that is withdrawn.
CREATE FUNCTION ctx.forget_rows(frozen uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT ctx.may_freeze() THEN RETURN; END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  DELETE FROM public.evaluation_frozenrows r
   WHERE r.frozen_id = frozen AND r.organisation_id = (SELECT ctx.organisation());
  PERFORM set_config('app.counting', '', true);
END $$;

-- The sets that an evaluator may read; with its tallies, where one alone is asked for.
CREATE FUNCTION ctx.sets_to_evaluate(asked uuid)
RETURNS TABLE (id uuid, name text, method text, digest text, tallies bytea, carers integer,
               carers_digest text, answers integer, answers_digest text, made_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT s.id, s.name::text, s.method::text, s.digest::text,
         CASE WHEN asked IS NOT NULL THEN s.tallies END, s.carers,
         s.carers_digest::text, s.answers, s.answers_digest::text, s.made_at
    FROM public.evaluation_frozenset s
   WHERE s.organisation_id = (SELECT ctx.evaluates()) AND s.withdrawn_at IS NULL
     AND (asked IS NULL OR s.id = asked)
   ORDER BY s.made_at DESC;
  PERFORM set_config('app.counting', '', true);
END $$;

-- The pieces of one of its files, in order: for an evaluator, and for whoever may read answers.
CREATE FUNCTION ctx.rows_of_set(frozen uuid, of_file text) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT r.content FROM public.evaluation_frozenrows r
   WHERE r.frozen_id = frozen AND r.file = of_file
     AND r.organisation_id = coalesce((SELECT ctx.evaluates()),
           CASE WHEN (SELECT ctx.reads_all()) THEN (SELECT ctx.organisation()) END)
   ORDER BY r.place;
  PERFORM set_config('app.counting', '', true);
END $$;

-- Notes a file that an evaluator takes; NULL where it is one too many today.
CREATE FUNCTION ctx.note_evaluators_export(kind text, asked text, n integer, locked boolean,
  a_day integer, since timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  ours uuid := ctx.evaluates();
  who uuid := ctx.person();
  made uuid := gen_random_uuid();
BEGIN
  IF ours IS NULL THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('export ' || who, 0));
  IF (SELECT count(*) FROM public.evaluation_export e WHERE e.organisation_id = ours
        AND e.taken_by_id = who AND e.taken_at >= since) >= a_day THEN RETURN NULL; END IF;
  INSERT INTO public.evaluation_export
         (id, organisation_id, kind, asked, rows, locked, taken_at, taken_by_id)
  VALUES (made, ours, kind, asked, n, locked, clock_timestamp(), who);
  RETURN made;
END $$;

REVOKE ALL ON FUNCTION ctx.may_freeze(), ctx.forget_rows(uuid), ctx.sets_to_evaluate(uuid),
  ctx.freeze_rows(uuid, uuid[], text[], integer, text, text), ctx.rows_of_set(uuid, text),
  ctx.note_evaluators_export(text, text, integer, boolean, integer, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.forget_rows(uuid), ctx.sets_to_evaluate(uuid),
  ctx.freeze_rows(uuid, uuid[], text[], integer, text, text), ctx.rows_of_set(uuid, text),
  ctx.note_evaluators_export(text, text, integer, boolean, integer, timestamptz) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0004_frozen_sets"),
        ("people", "0007_what_an_evaluator_may"),
        ("agreements", "0002_row_security"),
    ]

    operations = [
        Protect("FrozenSet", rows="roles", roles=KEEPS, changes=True),
        Protect("FrozenRows", rows="roles", roles=("safeguarding_lead", "records_officer"),
                writes=()),
        migrations.RunSQL(FREEZING, migrations.RunSQL.noop),
    ]
