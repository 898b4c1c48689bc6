"""Which sessions were held: how carers came to them is then read as the reader.

A manager sees how carers came and no session. Counted by the owner, the list behind attendance
held also how a carer came whom the reader may not see.
"""

from django.db import migrations

HELD = r"""
-- Of the organisation: sessions that were held, and of which journey. Who came to them is for the
-- asker's own query to find, under the asker's own rules: these are two ids.
CREATE FUNCTION ctx.sessions_held()
RETURNS TABLE (session_id uuid, journey_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  IF NOT ctx.may_count() THEN RETURN; END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT s.id, s.journey_id FROM public.journeys_session s
   WHERE s.organisation_id = (SELECT ctx.organisation()) AND s.signed_at IS NOT NULL;
  PERFORM set_config('app.counting', '', true);
END $$;

REVOKE ALL ON FUNCTION ctx.sessions_held() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.sessions_held() TO sh_staff;
"""
CAME = r"""
CREATE FUNCTION ctx.came_in_journeys()
RETURNS TABLE (journey_id uuid, outcome text, n integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  IF NOT ctx.may_count() THEN RETURN; END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT s.journey_id, a.outcome::text, count(*)::integer
    FROM public.journeys_attendance a
    JOIN public.journeys_session s ON s.id = a.session_id AND s.signed_at IS NOT NULL
   WHERE a.organisation_id = (SELECT ctx.organisation())
     AND s.organisation_id = (SELECT ctx.organisation()) GROUP BY 1, 2;
  PERFORM set_config('app.counting', '', true);
END $$;

REVOKE ALL ON FUNCTION ctx.came_in_journeys() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.came_in_journeys() TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0016_how_carers_came")]

    operations = [
        migrations.RunSQL(HELD, "DROP FUNCTION ctx.sessions_held()"),
        migrations.RunSQL("DROP FUNCTION ctx.came_in_journeys()", CAME),
    ]
