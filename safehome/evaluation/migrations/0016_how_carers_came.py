"""How carers came to each journey's sessions: for the lists behind the figures of attendance."""

from django.db import migrations

CAME = r"""
-- Of journeys of the organisation: how often carers came, came late, and so on, to sessions that
-- were held. Which journeys the asker sees is their own query's to say, as in held_in_journeys.
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
    dependencies = [("evaluation", "0015_how_an_order_ends")]

    operations = [migrations.RunSQL(CAME, "DROP FUNCTION ctx.came_in_journeys()")]
