"""Tallies by practitioner too, and by what carers need, so that the report can be divided more ways.

Practitioners may ask for tallies, because what is held back in a report on their own families
depends on everybody else's. Which reports they are shown is decided in safehome.evaluation.
"""

from django.db import migrations

TALLIES = r"""
CREATE OR REPLACE FUNCTION ctx.may_count() RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(ctx.roles()
  && '{practitioner,supervisor,manager,safeguarding_lead,records_officer}'::text[], false);

DROP FUNCTION ctx.count_answers(text), ctx.count_journeys(), ctx.count_attendance();

-- As before, and by the practitioner who leads the journey.
CREATE FUNCTION ctx.count_answers(later text)
RETURNS TABLE (team_id uuid, lead_id uuid, began integer, fate text, questionnaire text,
               part text, what text, value integer, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  WITH given AS MATERIALIZED (
    SELECT f.team_id, j.lead_id, extract(year FROM j.started_on)::integer AS began,
           CASE WHEN j.ended_at IS NULL THEN 'going-on'
                WHEN j.ending IN ('completed', 'enough') THEN 'stayed' ELSE 'left' END AS fate,
           b.questionnaire::text, s.key AS part,
           (s.value #>> '{}')::numeric AS first, (a.scores ->> s.key)::numeric AS second
      FROM public.measures_answers b
      JOIN public.journeys_journey j
        ON j.organisation_id = b.organisation_id AND j.id = b.journey_id
      JOIN public.families_family f
        ON f.organisation_id = j.organisation_id AND f.id = j.family_id
      LEFT JOIN public.measures_answers a
        ON a.organisation_id = b.organisation_id AND a.journey_id = b.journey_id
       AND a.carer_id = b.carer_id AND a.questionnaire = b.questionnaire AND a.point = later
     CROSS JOIN LATERAL jsonb_each(b.scores) s
     WHERE b.organisation_id = (SELECT ctx.organisation()) AND b.point = 'baseline'
       AND later <> 'baseline' AND (SELECT ctx.may_count())
       AND jsonb_typeof(s.value) = 'number')
  SELECT g.team_id, g.lead_id, g.began, g.fate, g.questionnaire, g.part, v.what,
         round(v.score * 1000)::integer, count(*)::integer
    FROM given g, LATERAL (VALUES
           ('start', g.first), ('before', CASE WHEN g.second IS NOT NULL THEN g.first END),
           ('after', g.second), ('change', g.second - g.first)) v(what, score)
   WHERE v.score IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  PERFORM set_config('app.counting', '', true);
END $$;

CREATE FUNCTION ctx.count_journeys()
RETURNS TABLE (team_id uuid, lead_id uuid, began integer, place text, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT f.team_id, j.lead_id, extract(year FROM j.started_on)::integer,
         CASE WHEN j.ended_at IS NOT NULL THEN j.ending::text
              WHEN coalesce(s.held, 0) = 0 THEN 'not-yet'
              WHEN 2 * s.held < s.planned THEN 'first-half' ELSE 'second-half' END,
         count(*)::integer
    FROM public.journeys_journey j
    JOIN public.families_family f ON f.organisation_id = j.organisation_id AND f.id = j.family_id
    LEFT JOIN (SELECT m.journey_id, count(*) AS planned, count(m.signed_at) AS held
                 FROM public.journeys_session m
                WHERE m.organisation_id = (SELECT ctx.organisation()) GROUP BY 1) s
      ON s.journey_id = j.id
   WHERE j.organisation_id = (SELECT ctx.organisation()) AND (SELECT ctx.may_count())
   GROUP BY 1, 2, 3, 4;
  PERFORM set_config('app.counting', '', true);
END $$;

CREATE FUNCTION ctx.count_attendance()
RETURNS TABLE (team_id uuid, lead_id uuid, began integer, outcome text, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT f.team_id, j.lead_id, extract(year FROM j.started_on)::integer, a.outcome::text,
         count(*)::integer
    FROM public.journeys_attendance a
    JOIN public.journeys_session s ON s.organisation_id = a.organisation_id AND s.id = a.session_id
    JOIN public.journeys_journey j ON j.organisation_id = s.organisation_id AND j.id = s.journey_id
    JOIN public.families_family f ON f.organisation_id = j.organisation_id AND f.id = j.family_id
   WHERE a.organisation_id = (SELECT ctx.organisation()) AND (SELECT ctx.may_count())
     AND s.signed_at IS NOT NULL
   GROUP BY 1, 2, 3, 4;
  PERFORM set_config('app.counting', '', true);
END $$;

-- The same people by what the record holds of the carer, in bands.
--   ground: language, carer, communication.  band: a code of safehome.evaluation.rules.indicators
--   what:   attendance (part: how they came), start and change (of a questionnaire's part)
CREATE FUNCTION ctx.count_bands(later text)
RETURNS TABLE (ground text, band text, what text, questionnaire text, part text,
               value integer, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  WITH carer AS MATERIALIZED (
    SELECT m.id,
           CASE WHEN 'interpreter' = ANY (m.needs) THEN 'interpreter'
                WHEN m.language <> 'en' THEN 'another' ELSE 'english' END AS language,
           CASE WHEN m.carer_kind IN ('birth', 'step') THEN 'parent'
                WHEN m.carer_kind = 'kinship' THEN 'kinship' ELSE 'other' END AS kind,
           CASE WHEN m.needs && '{easy-read,large-print,read-aloud,signing,hearing}'
                THEN 'yes' ELSE 'no' END AS communication
      FROM public.families_familymember m
     WHERE m.organisation_id = (SELECT ctx.organisation()) AND (SELECT ctx.may_count())),
  told AS MATERIALIZED (
    SELECT a.carer_id, 'attendance' AS what, '' AS questionnaire, a.outcome::text AS part,
           0 AS value
      FROM public.journeys_attendance a
      JOIN public.journeys_session s
        ON s.organisation_id = a.organisation_id AND s.id = a.session_id
     WHERE a.organisation_id = (SELECT ctx.organisation()) AND s.signed_at IS NOT NULL
    UNION ALL
    SELECT b.carer_id, v.what, b.questionnaire::text, s.key, round(v.score * 1000)::integer
      FROM public.measures_answers b
      LEFT JOIN public.measures_answers a
        ON a.organisation_id = b.organisation_id AND a.journey_id = b.journey_id
       AND a.carer_id = b.carer_id AND a.questionnaire = b.questionnaire AND a.point = later
     CROSS JOIN LATERAL jsonb_each(b.scores) s
     CROSS JOIN LATERAL (VALUES
           ('start', (s.value #>> '{}')::numeric),
           ('change', (a.scores ->> s.key)::numeric - (s.value #>> '{}')::numeric)) v(what, score)
     WHERE b.organisation_id = (SELECT ctx.organisation()) AND b.point = 'baseline'
       AND later <> 'baseline' AND jsonb_typeof(s.value) = 'number' AND v.score IS NOT NULL)
  SELECT g.ground, g.band, t.what, t.questionnaire, t.part, t.value, count(*)::integer
    FROM told t JOIN carer c ON c.id = t.carer_id,
         LATERAL (VALUES ('language', c.language), ('carer', c.kind),
                         ('communication', c.communication)) g(ground, band)
   GROUP BY 1, 2, 3, 4, 5, 6;
  PERFORM set_config('app.counting', '', true);
END $$;

REVOKE ALL ON FUNCTION ctx.count_answers(text), ctx.count_journeys(), ctx.count_attendance(),
  ctx.count_bands(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.count_answers(text), ctx.count_journeys(), ctx.count_attendance(),
  ctx.count_bands(text) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0001_what_is_counted"),
        ("families", "0009_homes_of_the_unknown"),
    ]

    operations = [migrations.RunSQL(TALLIES, migrations.RunSQL.noop)]
