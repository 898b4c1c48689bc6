"""Row security for families: need to know by assignment, team and role."""

from django.db import migrations

from safehome.people.protection import Protect

MORE = r"""
-- Who may give a family to somebody: those who answer for allocation; and whoever
-- opens a family takes it on, once.
CREATE POLICY looks ON families_assignment FOR SELECT TO sh_owner USING (true);
CREATE FUNCTION ctx.nobody_has(asked_organisation uuid, asked_family uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT NOT EXISTS (SELECT 1 FROM public.families_assignment a
    WHERE a.organisation_id = asked_organisation AND a.family_id = asked_family)
$$;
REVOKE ALL ON FUNCTION ctx.nobody_has(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.nobody_has(uuid, uuid) TO sh_staff;
CREATE POLICY given ON families_assignment AS RESTRICTIVE FOR INSERT TO sh_staff WITH CHECK (
  (SELECT ctx.roles())::text[] && ARRAY['manager', 'supervisor', 'safeguarding_lead']
  OR (person_id = (SELECT ctx.person()) AND begun_by_id = (SELECT ctx.person())
      AND ctx.nobody_has(organisation_id, family_id)));
CREATE POLICY ended ON families_assignment AS RESTRICTIVE FOR UPDATE TO sh_staff USING (
  (SELECT ctx.roles())::text[] && ARRAY['manager', 'supervisor', 'safeguarding_lead']
  OR person_id = (SELECT ctx.person()));
-- A block is placed and lifted by those who answer for conflicts of interest,
-- and never by the person it keeps out.
CREATE POLICY placed ON families_block AS RESTRICTIVE FOR INSERT TO sh_staff WITH CHECK (
  (SELECT ctx.roles())::text[] && ARRAY['manager', 'safeguarding_lead', 'administrator']);
CREATE POLICY lifted ON families_block AS RESTRICTIVE FOR UPDATE TO sh_staff USING (
  (SELECT ctx.roles())::text[] && ARRAY['manager', 'safeguarding_lead']
  AND person_id <> (SELECT ctx.person()));
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0001_families_and_members"), ("people", "0003_row_security")]

    operations = [
        Protect("Family", rows="families", changes=True),
        Protect("Household", rows="family", changes=True),
        Protect("FamilyMember", rows="family", changes=True),
        Protect("Relationship", rows="family", changes=True),
        Protect("SafeContact", rows="family"),
        Protect("Assignment", rows="organisation", changes=True),
        Protect("Block", rows="organisation", changes=True),
        migrations.RunSQL(MORE, migrations.RunSQL.noop),
    ]
