"""How long records of sessions take: medians of an organisation, and nothing of one person."""

from django.db import migrations

MINUTES = r"""
-- From the events that are kept anyway: a record was opened, its words were kept, it was signed.
-- Between two of them that are up to five minutes apart somebody was at it; a longer gap is cut
-- out whole. A session of the pack has a median only of ten records or more, by three people or
-- more; no record, no day and nobody leaves this function.
CREATE FUNCTION ctx.median_minutes()
RETURNS TABLE (pack_session integer, records integer, minutes integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  WITH signed AS MATERIALIZED (
    SELECT s.id, s.family_id, s.pack_session, s.signed_by_id, s.signed_at,
           lag(s.signed_at) OVER (PARTITION BY s.family_id, s.signed_by_id ORDER BY s.signed_at)
             AS before
      FROM public.journeys_session s
     WHERE s.organisation_id = (SELECT ctx.organisation())
       AND (SELECT ctx.roles())::text[] && ARRAY['supervisor', 'manager', 'safeguarding_lead',
                                                 'records_officer']
       AND s.signed_at > now() - interval '1 year' AND s.pack_session IS NOT NULL),
  steps AS (
    SELECT g.id, e.at - lag(e.at) OVER (PARTITION BY g.id ORDER BY e.at, e.sequence) AS gap
      FROM signed g
      JOIN public.audit_event e
        ON e.organisation_id = (SELECT ctx.organisation()) AND e.family_id = g.family_id
       AND e.person_id = g.signed_by_id AND e.outcome = 'done'
       AND e.at > greatest(g.signed_at - interval '14 days', g.before + interval '2 seconds')
       AND e.at <= g.signed_at + interval '2 seconds'
       AND (e.verb, e.purpose) IN (('family.opened', 'recording a session'),
                                   ('draft.saved', 'session-record'))),
  taken AS (
    SELECT st.id, extract(epoch FROM sum(st.gap) FILTER (WHERE st.gap <= interval '5 minutes'))
                    / 60 AS minutes
      FROM steps st GROUP BY st.id HAVING count(*) > 1)
  SELECT g.pack_session::integer, count(*)::integer,
         round(percentile_cont(0.5) WITHIN GROUP (ORDER BY coalesce(t.minutes, 0)))::integer
    FROM taken t JOIN signed g ON g.id = t.id
   GROUP BY 1 HAVING count(*) >= 10 AND count(DISTINCT g.signed_by_id) >= 3;
  PERFORM set_config('app.counting', '', true);
END $$;
REVOKE ALL ON FUNCTION ctx.median_minutes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.median_minutes() TO sh_staff;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("evaluation", "0001_what_is_counted"),
        ("audit", "0001_events_and_heads"),
    ]

    operations = [migrations.RunSQL(MINUTES, migrations.RunSQL.noop)]
