"""How many sessions each journey has and had: for the lists behind the figures.

A manager sees where journeys are and no session of them. Counted as themselves, the list put each
journey that goes on under “No session held yet”.
"""

from django.db import migrations

HELD = r"""
-- Of journeys of the organisation: how many sessions, and how many of them were recorded. Which
-- journeys the asker sees at all is their own query's to say: these are two numbers of an id.
CREATE FUNCTION ctx.held_in_journeys()
RETURNS TABLE (journey_id uuid, planned integer, held integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  IF NOT ctx.may_count() THEN RETURN; END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT s.journey_id, count(*)::integer, count(s.signed_at)::integer
    FROM public.journeys_session s
   WHERE s.organisation_id = (SELECT ctx.organisation()) GROUP BY 1;
  PERFORM set_config('app.counting', '', true);
END $$;

REVOKE ALL ON FUNCTION ctx.held_in_journeys() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.held_in_journeys() TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0013_what_its_owner_does")]

    operations = [migrations.RunSQL(HELD, "DROP FUNCTION ctx.held_in_journeys()")]
