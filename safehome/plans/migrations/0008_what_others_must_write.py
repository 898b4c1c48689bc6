"""A child of whom a writer may not know still needs a line; a line that is hidden still stands.

A number and codes of sections, and no name: so that whoever may not know of a child is
told that somebody else has to write, and is not told that a section lacks what it has.
"""

from django.db import migrations

BEYOND = r"""
CREATE FUNCTION ctx.beyond_sight(asked uuid, OUT children integer, OUT sections text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  unknown uuid[] := ctx.unknown_members();
BEGIN
  children := 0; sections := '{}';
  IF unknown = '{}' THEN RETURN; END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  SELECT count(*)::integer INTO children
    FROM public.plans_version v
    JOIN public.plans_plan p ON p.organisation_id = v.organisation_id AND p.id = v.plan_id
    JOIN public.families_familymember m ON m.organisation_id = v.organisation_id
     AND m.family_id = v.family_id
   WHERE v.organisation_id = ctx.organisation() AND v.id = asked
     AND m.id = ANY (unknown) AND m.is_child AND m.left_on IS NULL
     AND (p.household_id IS NULL OR m.household_id = p.household_id)
     AND NOT EXISTS (SELECT 1 FROM public.plans_forchild c
       JOIN public.plans_line l ON l.organisation_id = c.organisation_id AND l.id = c.line_id
      WHERE c.organisation_id = v.organisation_id AND c.version_id = v.id AND c.child_id = m.id
        AND l.removed_at IS NULL);
  PERFORM set_config('app.counting', '', true);
  SELECT coalesce(array_agg(DISTINCT l.section::text), '{}') INTO sections
    FROM public.plans_line l
   WHERE l.organisation_id = ctx.organisation() AND l.version_id = asked
     AND l.removed_at IS NULL AND l.id = ANY (ctx.hidden_lines());
END $$;
REVOKE ALL ON FUNCTION ctx.beyond_sight(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.beyond_sight(uuid) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0007_figures"),
        ("families", "0009_homes_of_the_unknown"),
    ]

    operations = [migrations.RunSQL(BEYOND, migrations.RunSQL.noop)]
