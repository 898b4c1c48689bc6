"""An addition to a session is one text about everybody, so it cannot be cut for one reader.

It is read by whoever may know of everybody in the family, and by whoever wrote it.
"""

from django.db import migrations

SPEAKS = """
CREATE POLICY speaks ON journeys_addition AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (added_by_id = (SELECT ctx.person())
    OR family_id <> ALL ((SELECT ctx.families_of_the_unknown())::uuid[]));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0006_how_many_take_part"),
        ("families", "0009_homes_of_the_unknown"),
    ]

    operations = [migrations.RunSQL(SPEAKS, migrations.RunSQL.noop)]
