"""Row security for hidden homes, merges, and members whom only named staff may see."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect

MORE = r"""
-- A merge is known to those who see one of the two records.
CREATE POLICY seen ON families_merge AS RESTRICTIVE USING (
  EXISTS (SELECT 1 FROM families_family f
    WHERE f.organisation_id = families_merge.organisation_id AND f.id = families_merge.kept_id)
  OR EXISTS (SELECT 1 FROM families_family f
    WHERE f.organisation_id = families_merge.organisation_id AND f.id = families_merge.folded_id));
CREATE POLICY merged ON families_merge AS RESTRICTIVE FOR INSERT TO sh_staff WITH CHECK (
  (SELECT ctx.roles())::text[] && ARRAY['manager', 'safeguarding_lead']);
CREATE POLICY undone ON families_merge AS RESTRICTIVE FOR UPDATE TO sh_staff USING (
  (SELECT ctx.roles())::text[] && ARRAY['manager', 'safeguarding_lead']);
-- Only a safeguarding lead hides somebody, and is always among the readers.
CREATE POLICY placed ON families_restriction AS RESTRICTIVE FOR INSERT TO sh_staff WITH CHECK (
  (SELECT ctx.roles())::text[] && ARRAY['safeguarding_lead']
  AND (SELECT ctx.person()) = ANY (readers));
CREATE POLICY lifted ON families_restriction AS RESTRICTIVE FOR UPDATE TO sh_staff USING (
  (SELECT ctx.roles())::text[] && ARRAY['safeguarding_lead']);
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0003_hidden_homes_and_restricted_people")]

    operations = [
        Protect("HiddenFrom", rows="family", changes=True),
        Protect("Restriction", rows="organisation", changes=True),
        Protect("Merge", rows="organisation", changes=True),
        migrations.RunSQL(MORE, migrations.RunSQL.noop),
        HideRestricted("FamilyMember"),
        HideRestricted("Relationship"),
        HideRestricted("SafeContact"),
        HideRestricted("HiddenFrom"),
    ]
