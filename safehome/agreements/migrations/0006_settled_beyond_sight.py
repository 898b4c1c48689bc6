"""Which purposes are not settled although nobody in sight is against them, and who has asked.

`ctx.is_agreed` looks at every record of a family and at carers of whom the person acting may
not know. A decision about what one does not see has to be possible too, by somebody who
wrote down none of the answers.
"""

from django.db import migrations

ASKED = """
CREATE FUNCTION ctx.has_asked(whose uuid, asked text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT EXISTS (SELECT 1 FROM public.agreements_agreement a
    WHERE a.organisation_id = ctx.organisation() AND a.purpose = asked
      AND a.family_id = ANY (ctx.records_of(ctx.organisation(), whose))
      AND a.written_by_id = ctx.person())
$$;
REVOKE ALL ON FUNCTION ctx.has_asked(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.has_asked(uuid, text) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_whether_it_is_agreed")]

    operations = [migrations.RunSQL(ASKED, migrations.RunSQL.noop)]
