"""Whether something is agreed, asked of everything that was said: also by somebody of whom the
person acting may not know, and in each record that the family has. A yes or a no, and no word.

As `agreements.rules` has it: what counts is when it was said, and only then when it was
written; where one carer's yes touches the other, a no stands against it until it is decided.
"""

from django.db import migrations

from safehome.people.protection import DOORS

ASKED = f"""
CREATE POLICY looks ON agreements_agreement FOR SELECT TO sh_owner USING (true);
CREATE POLICY looks ON agreements_resolution FOR SELECT TO sh_owner USING (true);
ALTER POLICY restricted_carer_id ON agreements_agreement TO {DOORS};

-- of_carer: whose yes is relied upon; null for anybody's.
CREATE FUNCTION ctx.is_agreed(whose uuid, asked text, of_carer uuid, at_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH records AS (SELECT ctx.records_of(ctx.organisation(), whose) AS ids),
  said AS (SELECT DISTINCT ON (a.carer_id) a.carer_id, a.said, a.until, a.written_at
      FROM public.agreements_agreement a, records
     WHERE a.organisation_id = ctx.organisation() AND a.family_id = ANY (records.ids)
       AND a.purpose = asked AND a.said_on <= at_day
     ORDER BY a.carer_id, a.said_on DESC, a.written_at DESC, a.id DESC),
  yes AS (SELECT * FROM said WHERE said.said = 'given'
     AND (said.until IS NULL OR said.until >= at_day)),
  against AS (SELECT * FROM said WHERE said.said IN ('refused', 'withdrawn')
     AND NOT EXISTS (SELECT 1 FROM public.families_familymember m
       WHERE m.organisation_id = ctx.organisation() AND m.id = said.carer_id
         AND m.left_on IS NOT NULL))
  SELECT EXISTS (SELECT 1 FROM yes WHERE of_carer IS NULL OR yes.carer_id = of_carer)
    AND (asked NOT IN ('taking-part', 'recording', 'stories', 'tell-referrer')
      OR NOT EXISTS (SELECT 1 FROM against)
      OR coalesce((SELECT r.goes_on AND r.decided_at >= (SELECT max(both_sides.written_at) FROM (
             SELECT written_at FROM yes UNION ALL SELECT written_at FROM against) both_sides)
           FROM public.agreements_resolution r, records
          WHERE r.organisation_id = ctx.organisation() AND r.family_id = ANY (records.ids)
            AND r.purpose = asked
          ORDER BY r.decided_at DESC LIMIT 1), false))
$$;
REVOKE ALL ON FUNCTION ctx.is_agreed(uuid, text, uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.is_agreed(uuid, text, uuid, date) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0004_what_ends_and_what_was_not_given"),
        ("families", "0008_what_nobody_has_to_see"),
    ]

    operations = [migrations.RunSQL(ASKED, migrations.RunSQL.noop)]
