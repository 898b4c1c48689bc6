"""A home in which only somebody lives of whom a reader may not know is no home to that reader.

To find such homes the owner's function has to see everybody, for as long as it counts
(`people.protection.COUNTING`).
"""

from django.db import migrations

from safehome.people.protection import COUNTING, DOORS, RESTRICTED

HIDDEN = RESTRICTED.format(table="families_familymember", column="id")
HOMES = f"""
ALTER POLICY restricted_id ON families_familymember TO {DOORS};
CREATE POLICY restricted_for_owner ON families_familymember AS RESTRICTIVE TO sh_owner
  USING ({COUNTING} OR {HIDDEN});
CREATE POLICY counts ON families_familymember FOR SELECT TO sh_owner USING ({COUNTING});

CREATE FUNCTION ctx.homes_of_the_unknown() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  unknown uuid[];
  homes uuid[];
BEGIN
  SELECT array_agg(r.member_id) INTO unknown FROM public.families_restriction r
   WHERE r.organisation_id = ctx.organisation() AND r.lifted_at IS NULL
     AND NOT (ctx.person() = ANY (r.readers));
  IF unknown IS NULL THEN RETURN '{{}}'; END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  SELECT coalesce(array_agg(DISTINCT m.household_id), '{{}}') INTO homes
    FROM public.families_familymember m
   WHERE m.organisation_id = ctx.organisation() AND m.id = ANY (unknown)
     AND m.household_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM public.families_familymember other
       WHERE other.organisation_id = m.organisation_id AND other.household_id = m.household_id
         AND NOT (other.id = ANY (unknown)));
  PERFORM set_config('app.counting', '', true);
  RETURN homes;
END $$;
REVOKE ALL ON FUNCTION ctx.homes_of_the_unknown() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.homes_of_the_unknown() TO sh_staff, sh_portal, sh_worker;
-- Families, in each of their records, in which somebody is of whom the person may not know.
CREATE FUNCTION ctx.families_of_the_unknown() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce(array_agg(DISTINCT record.id), '{{}}') FROM public.families_restriction r
   CROSS JOIN unnest(ctx.records_of(r.organisation_id, r.family_id)) record (id)
   WHERE r.organisation_id = ctx.organisation() AND r.lifted_at IS NULL
     AND NOT (ctx.person() = ANY (r.readers))
$$;
REVOKE ALL ON FUNCTION ctx.families_of_the_unknown() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.families_of_the_unknown() TO sh_staff, sh_portal, sh_worker;
CREATE POLICY lived_in ON families_household AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (id <> ALL ((SELECT ctx.homes_of_the_unknown())::uuid[]));
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0008_what_nobody_has_to_see")]

    operations = [migrations.RunSQL(HOMES, migrations.RunSQL.noop)]
