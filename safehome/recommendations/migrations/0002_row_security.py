"""Row security for the register: whoever works with families reads it, a few write in it."""

from django.db import migrations

from safehome.people.protection import Protect

READS = ("practitioner", "supervisor", "safeguarding_lead", "manager", "records_officer")
MORE = """
CREATE POLICY written ON recommendations_recommendation AS RESTRICTIVE FOR INSERT TO sh_staff
  WITH CHECK ((SELECT ctx.roles())::text[] && ARRAY['manager', 'supervisor', 'safeguarding_lead']);
CREATE POLICY written ON recommendations_step AS RESTRICTIVE FOR INSERT TO sh_staff
  WITH CHECK ((SELECT ctx.roles())::text[] && ARRAY['manager', 'supervisor', 'safeguarding_lead']);
"""


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_the_register"), ("people", "0003_row_security")]

    operations = [
        Protect("Recommendation", rows="roles", roles=READS),
        Protect("Step", rows="roles", roles=READS),
        migrations.RunSQL(MORE, migrations.RunSQL.noop),
    ]
