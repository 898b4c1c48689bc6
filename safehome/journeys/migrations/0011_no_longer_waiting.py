"""Once a journey has begun, nothing is asked of its family's carers as of those who wait.

What they sent before is still kept: it was answered while they waited.
"""

from django.db import migrations

from safehome.people.protection import DOORS

WAITS = "point = 'waiting' AND journey_id = family_id"
BEGUN = f"""
-- Asked of every journey of the family, with carers of whom the person acting may not know.
CREATE FUNCTION ctx.has_begun(whose uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT EXISTS (SELECT 1 FROM public.journeys_journeycarer p
   WHERE p.organisation_id = ctx.organisation() AND p.family_id = whose)
$$;
REVOKE ALL ON FUNCTION ctx.has_begun(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.has_begun(uuid) TO sh_staff;
CREATE POLICY still_waiting ON measures_answers AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (NOT ({WAITS}) OR mode = 'link' OR NOT ctx.has_begun(family_id));
CREATE POLICY still_waiting ON measures_privatelink AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (NOT ({WAITS}) OR NOT ctx.has_begun(family_id));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0010_a_sign_in_what_is_added"),
        ("measures", "0017_asked_only_where_agreed"),
    ]

    operations = [migrations.RunSQL(BEGUN, migrations.RunSQL.noop)]
