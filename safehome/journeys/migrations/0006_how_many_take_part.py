"""How many carers take part in a journey is counted with those of whom few may know.

What is decided by it would otherwise be wrong for whoever may not know of one: a
journey ended while somebody takes part, words of two on the paper of one. A number,
and no name.
"""

from django.db import migrations

from safehome.people.protection import DOORS

COUNTED = f"""
CREATE POLICY looks ON journeys_journeycarer FOR SELECT TO sh_owner USING (true);
ALTER POLICY restricted_carer_id ON journeys_journeycarer TO {DOORS};
CREATE FUNCTION ctx.how_many_take_part(asked uuid, still boolean) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT count(DISTINCT p.carer_id)::integer FROM public.journeys_journeycarer p
   WHERE p.organisation_id = ctx.organisation() AND p.journey_id = asked
     AND (NOT still OR p.left_on IS NULL)
$$;
REVOKE ALL ON FUNCTION ctx.how_many_take_part(uuid, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.how_many_take_part(uuid, boolean) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("journeys", "0005_taking_back_and_coming_back")]

    operations = [migrations.RunSQL(COUNTED, migrations.RunSQL.noop)]
