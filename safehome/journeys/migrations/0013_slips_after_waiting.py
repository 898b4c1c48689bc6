"""A slip in what was answered while waiting can still be corrected once a journey has begun."""

from django.db import migrations

from safehome.people.protection import DOORS

STILL = f"""
DROP POLICY still_waiting ON measures_answers;
CREATE POLICY still_waiting ON measures_answers AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (NOT (point = 'waiting' AND journey_id = family_id) OR mode = 'link'
    OR NOT ctx.has_begun(family_id)
    OR EXISTS (SELECT 1 FROM measures_slip s
      WHERE s.organisation_id = measures_answers.organisation_id
        AND s.answers_id = measures_answers.after_id AND s.carer_id = measures_answers.carer_id
        AND s.done = 'corrected'));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0012_links_of_those_who_wait_end"),
        ("measures", "0023_row_security_of_slips"),
    ]

    operations = [migrations.RunSQL(STILL, migrations.RunSQL.noop)]
