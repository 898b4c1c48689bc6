"""A flag's wish for a second person holds for those, too, who may not see the flag.

A flag about a restricted member is hidden from most of the staff. Whether letters
of the family need a second reader says nothing of anybody, so everybody who sees
the family is told that much, and no more.
"""

from django.db import migrations

SECOND = r"""
CREATE POLICY looks ON entries_flag FOR SELECT TO sh_owner USING (true);
ALTER POLICY restricted_about_id ON entries_flag
  TO sh_staff, sh_portal, sh_office, sh_worker, sh_auth, sh_reception;
CREATE FUNCTION ctx.needs_second_person(asked uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT EXISTS (SELECT 1 FROM public.entries_flag f
    WHERE f.organisation_id = ctx.organisation() AND f.family_id = asked
      AND f.ended_at IS NULL AND f.needs_second_person)
$$;
REVOKE ALL ON FUNCTION ctx.needs_second_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.needs_second_person(uuid) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("entries", "0004_hidden_whole")]

    operations = [migrations.RunSQL(SECOND, migrations.RunSQL.noop)]
