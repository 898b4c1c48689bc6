"""Row security of slips: written once, by whoever enters answers, and never of what is not theirs.

What counts is read from `measures_standing`, so that a function that counts cannot count a set
that was corrected or set aside.
"""

from django.db import migrations

from safehome.people.protection import DOORS, HideRestricted, Protect

ANSWERS, SLIP = "measures_answers", "measures_slip"
COUNTS = "(SELECT current_setting('app.counting', true) = ctx.seal('counting'))"
AGREED = "ctx.is_agreed(family_id, 'waiting-questions', carer_id, {day})"
TODAY = "(now() AT TIME ZONE 'Europe/London')::date"
# A later version of the same carer's answers, of which an earlier one had a slip.
CORRECTS = f"""EXISTS (SELECT 1 FROM {SLIP} s
  WHERE s.organisation_id = {ANSWERS}.organisation_id AND s.answers_id = {ANSWERS}.after_id
    AND s.carer_id = {ANSWERS}.carer_id{{kind}})"""
RULES = f"""
ALTER TABLE {ANSWERS} ADD CONSTRAINT {ANSWERS}_after_id_same
  FOREIGN KEY (organisation_id, family_id, after_id)
  REFERENCES {ANSWERS} (organisation_id, family_id, id) ON DELETE RESTRICT;

-- Which answers count is the same for everybody who may see them, and for whoever counts.
ALTER POLICY need_to_know ON {SLIP} TO {DOORS};
ALTER POLICY restricted_carer_id ON {SLIP} TO {DOORS};
CREATE POLICY counting ON {SLIP} FOR SELECT TO sh_owner
  USING ({COUNTS} AND organisation_id = (SELECT ctx.organisation()));

-- What a carer sent by a private link is not rewritten, and what is kept for supervision stays.
CREATE POLICY theirs_stays ON {SLIP} AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (found_by_id = (SELECT ctx.person()) AND EXISTS (SELECT 1 FROM {ANSWERS} a
    WHERE a.organisation_id = {SLIP}.organisation_id AND a.id = {SLIP}.answers_id
      AND a.carer_id = {SLIP}.carer_id AND a.kept_from_id IS NULL
      AND (done = 'set-aside' OR a.mode <> 'link')));
-- One version stands: a later one comes only after a slip in the one before it, and no correction
-- is given out as what a carer sent by a link.
CREATE POLICY one_stands ON {ANSWERS} AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (after_id IS NULL
    OR {CORRECTS.format(kind=" AND (s.done = 'set-aside' OR mode <> 'link')")});

-- A slip in what was answered while waiting can still be corrected when nothing is asked any more.
DROP POLICY agreed_while_waiting ON {ANSWERS};
CREATE POLICY agreed_while_waiting ON {ANSWERS} AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (NOT (point = 'waiting' AND journey_id = family_id) OR CASE
    WHEN mode = 'link' THEN EXISTS (SELECT 1 FROM measures_privatelink l
      WHERE l.organisation_id = {ANSWERS}.organisation_id
        AND l.journey_id = {ANSWERS}.journey_id AND l.carer_id = {ANSWERS}.carer_id
        AND l.point = {ANSWERS}.point AND l.sent_at IS NOT NULL
        AND {ANSWERS}.questionnaire = ANY (l.to_answer))
    ELSE {AGREED.format(day="given_on")} AND ({AGREED.format(day=TODAY)}
      OR {CORRECTS.format(kind=" AND s.done = 'corrected'")}) END);

CREATE VIEW measures_standing WITH (security_invoker = true) AS
  SELECT a.id, a.organisation_id, a.family_id, a.carer_id, a.journey_id, a.questionnaire,
         a.point, a.given_on, a.scores
    FROM {ANSWERS} a
   WHERE NOT EXISTS (SELECT 1 FROM {SLIP} s
      WHERE s.organisation_id = a.organisation_id AND s.answers_id = a.id);
GRANT SELECT ON measures_standing TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("measures", "0022_slips_in_answers")]

    operations = [
        Protect("Slip", rows="notes"),
        HideRestricted("Slip"),
        migrations.RunSQL(RULES, migrations.RunSQL.noop),
    ]
