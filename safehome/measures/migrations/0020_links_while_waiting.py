"""Private links to what is asked while a family waits: why they end, and what came by one is kept.

Whoever writes that a carer does not agree any more may not see that carer's links.
"""

from django.db import migrations, models
from django.db.models import Q

from safehome.people.protection import DOORS

CHOICES = [
    ("by-us", "Ended by us"), ("run-out", "Its last day has passed"),
    ("answered", "The questions were answered another way"),
    ("left", "The carer no longer takes part"), ("over", "The journey ended"),
    ("begun", "A journey began"), ("said-no", "The carer does not agree to be asked any more"),
]  # fmt: skip
BECAUSE = [code for code, _ in CHOICES]
TODAY = "(now() AT TIME ZONE 'Europe/London')::date"
AGREED = "ctx.is_agreed({row}family_id, 'waiting-questions', {row}carer_id, {day})"
# What a carer sent by a link they sent while they agreed to be asked, whatever they say since.
KEPT = f"""
DROP POLICY agreed_while_waiting ON measures_answers;
CREATE POLICY agreed_while_waiting ON measures_answers AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (NOT (point = 'waiting' AND journey_id = family_id) OR CASE mode
    WHEN 'link' THEN EXISTS (SELECT 1 FROM measures_privatelink l
      WHERE l.organisation_id = measures_answers.organisation_id
        AND l.journey_id = measures_answers.journey_id AND l.carer_id = measures_answers.carer_id
        AND l.point = measures_answers.point AND l.sent_at IS NOT NULL
        AND measures_answers.questionnaire = ANY (l.to_answer))
    ELSE {AGREED.format(row="", day="given_on")} AND {AGREED.format(row="", day=TODAY)} END);
"""
ENDS = f"""
CREATE FUNCTION ctx.end_links_not_agreed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT {AGREED.format(row="NEW.", day=TODAY)} THEN
    UPDATE public.measures_privatelink l
       SET ended_at = now(), ended_because = 'said-no', sheet = '', written = ''
     WHERE l.organisation_id = NEW.organisation_id AND l.carer_id = NEW.carer_id
       AND l.journey_id = l.family_id AND l.sent_at IS NULL AND l.ended_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ctx.end_links_not_agreed() FROM PUBLIC;
CREATE TRIGGER ends_private_links AFTER INSERT ON agreements_agreement FOR EACH ROW
  WHEN (NEW.purpose = 'waiting-questions') EXECUTE FUNCTION ctx.end_links_not_agreed();
"""


class Migration(migrations.Migration):
    dependencies = [("measures", "0019_row_security_of_what_is_asked_besides")]

    operations = [
        migrations.RemoveConstraint("privatelink", "private_link_ended_for_a_reason"),
        migrations.AlterField(
            "privatelink", "ended_because",
            models.CharField(max_length=8, choices=CHOICES, blank=True, default=""),
        ),
        migrations.AddConstraint(
            "privatelink",
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="")
                | Q(ended_at__isnull=False, ended_because__in=BECAUSE),
                name="private_link_ended_for_a_reason",
            ),
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        migrations.RunSQL(ENDS, migrations.RunSQL.noop),
    ]  # fmt: skip
