"""Answers of a carer who waits are kept only where that carer agreed to be asked.

The agreement has to hold on the day of the answers and, unless they were sent by a private link
before it was taken back, on the day on which they are written down. What was kept before stays.
"""

from django.db import migrations

from safehome.people.protection import DOORS

# The family's own id stands where a journey's would: that is what tells such answers.
WAITS = "point = 'waiting' AND journey_id = family_id"
AGREED = "ctx.is_agreed(family_id, 'waiting-questions', carer_id, {day})"
TODAY = "(now() AT TIME ZONE 'Europe/London')::date"
SENT = """EXISTS (SELECT 1 FROM measures_privatelink l
  WHERE l.organisation_id = measures_answers.organisation_id
    AND l.journey_id = measures_answers.journey_id AND l.carer_id = measures_answers.carer_id
    AND l.point = measures_answers.point AND l.sent_at IS NOT NULL)"""
ASKED = f"""
CREATE POLICY agreed_while_waiting ON measures_answers AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (NOT ({WAITS}) OR ({AGREED.format(day="given_on")}
    AND CASE mode WHEN 'link' THEN {SENT} ELSE {AGREED.format(day=TODAY)} END));
CREATE POLICY agreed_while_waiting ON measures_privatelink AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (NOT ({WAITS}) OR {AGREED.format(day=TODAY)});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0016_answered_while_waiting"),
        ("agreements", "0007_questions_while_they_wait"),
    ]

    operations = [migrations.RunSQL(ASKED, migrations.RunSQL.noop)]
