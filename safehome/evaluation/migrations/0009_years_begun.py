"""In which years journeys began: what a form needs to know, without counting all of the rest."""

from django.db import migrations

YEARS = r"""
CREATE FUNCTION ctx.years_begun() RETURNS SETOF integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT ctx.may_count() THEN RETURN; END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT DISTINCT extract(year FROM j.started_on)::integer
    FROM public.journeys_journey j
   WHERE j.organisation_id = (SELECT ctx.organisation()) ORDER BY 1;
  PERFORM set_config('app.counting', '', true);
END $$;
REVOKE ALL ON FUNCTION ctx.years_begun() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.years_begun() TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0008_while_waiting")]

    operations = [migrations.RunSQL(YEARS, migrations.RunSQL.noop)]
