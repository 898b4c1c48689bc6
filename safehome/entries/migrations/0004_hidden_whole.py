"""What speaks of somebody whom a reader may not know of is hidden from that reader, whole.

A row that names a restricted member is hidden by its own policy. That alone would
leave the passage standing, with the name in its words. So the owner's functions,
which see all names, tell each reader what they may not read.
"""

from django.db import migrations

HIDDEN = r"""
CREATE POLICY looks ON entries_passage FOR SELECT TO sh_owner USING (true);
CREATE POLICY looks ON entries_passageabout FOR SELECT TO sh_owner USING (true);
CREATE POLICY looks ON entries_document FOR SELECT TO sh_owner USING (true);
CREATE POLICY looks ON entries_documentabout FOR SELECT TO sh_owner USING (true);
ALTER POLICY restricted_belongs_to_id ON entries_passage
  TO sh_staff, sh_portal, sh_office, sh_worker, sh_auth, sh_reception;
ALTER POLICY restricted_member_id ON entries_passageabout
  TO sh_staff, sh_portal, sh_office, sh_worker, sh_auth, sh_reception;
ALTER POLICY restricted_belongs_to_id ON entries_document
  TO sh_staff, sh_portal, sh_office, sh_worker, sh_auth, sh_reception;
ALTER POLICY restricted_member_id ON entries_documentabout
  TO sh_staff, sh_portal, sh_office, sh_worker, sh_auth, sh_reception;

-- Members of whom the person acting may not know.
CREATE FUNCTION ctx.unknown_members() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce(array_agg(r.member_id), '{}') FROM public.families_restriction r
   WHERE r.organisation_id = ctx.organisation() AND r.lifted_at IS NULL
     AND NOT (ctx.person() = ANY (r.readers))
$$;
-- Passages, entries and documents that speak of them. An entry is hidden when nothing
-- of it is left to read.
CREATE FUNCTION ctx.hidden_passages() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce(array_agg(found.id), '{}') FROM (
    SELECT a.passage_id AS id FROM public.entries_passageabout a
     WHERE a.organisation_id = ctx.organisation() AND a.member_id = ANY (ctx.unknown_members())
    UNION SELECT p.id FROM public.entries_passage p
     WHERE p.organisation_id = ctx.organisation()
       AND p.belongs_to_id = ANY (ctx.unknown_members())) found
$$;
CREATE FUNCTION ctx.hidden_entries() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH hidden AS (SELECT unnest(ctx.hidden_passages()) AS id),
  touched AS (SELECT DISTINCT p.entry_id FROM public.entries_passage p JOIN hidden USING (id)
               WHERE p.organisation_id = ctx.organisation())
  SELECT coalesce(array_agg(t.entry_id), '{}') FROM touched t
   WHERE NOT EXISTS (SELECT 1 FROM public.entries_passage p
     WHERE p.organisation_id = ctx.organisation() AND p.entry_id = t.entry_id
       AND p.id NOT IN (SELECT id FROM hidden))
$$;
CREATE FUNCTION ctx.hidden_documents() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce(array_agg(found.id), '{}') FROM (
    SELECT a.document_id AS id FROM public.entries_documentabout a
     WHERE a.organisation_id = ctx.organisation() AND a.member_id = ANY (ctx.unknown_members())
    UNION SELECT d.id FROM public.entries_document d
     WHERE d.organisation_id = ctx.organisation()
       AND d.belongs_to_id = ANY (ctx.unknown_members())) found
$$;
REVOKE ALL ON FUNCTION ctx.unknown_members(), ctx.hidden_passages(), ctx.hidden_entries(),
  ctx.hidden_documents() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.hidden_passages(), ctx.hidden_entries(), ctx.hidden_documents()
  TO sh_staff, sh_portal, sh_worker;

CREATE POLICY speaks ON entries_passage AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (id <> ALL ((SELECT ctx.hidden_passages())::uuid[]));
CREATE POLICY speaks ON entries_passageabout AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (passage_id <> ALL ((SELECT ctx.hidden_passages())::uuid[]));
CREATE POLICY speaks ON entries_entry AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (id <> ALL ((SELECT ctx.hidden_entries())::uuid[]));
CREATE POLICY speaks ON entries_document AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (id <> ALL ((SELECT ctx.hidden_documents())::uuid[]));
CREATE POLICY speaks ON entries_documentabout AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (document_id <> ALL ((SELECT ctx.hidden_documents())::uuid[]));
"""


class Migration(migrations.Migration):
    dependencies = [("entries", "0003_no_title_and_staff_only")]

    operations = [migrations.RunSQL(HIDDEN, migrations.RunSQL.noop)]
