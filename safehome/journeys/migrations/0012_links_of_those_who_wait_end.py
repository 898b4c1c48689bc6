"""Once a journey begins, the private links end by which its family was asked while it waited.

Whoever starts it may not see each carer who has one. What was sent before can still be taken in.
"""

from django.db import migrations

ENDS = r"""
CREATE FUNCTION ctx.end_links_of_waiting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE public.measures_privatelink l
     SET ended_at = now(), ended_because = 'begun', sheet = '', written = ''
   WHERE l.organisation_id = NEW.organisation_id AND l.family_id = NEW.family_id
     AND l.journey_id = l.family_id AND l.sent_at IS NULL AND l.ended_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ctx.end_links_of_waiting() FROM PUBLIC;
CREATE TRIGGER ends_private_links_of_waiting AFTER INSERT ON journeys_journey FOR EACH ROW
  EXECUTE FUNCTION ctx.end_links_of_waiting();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0011_no_longer_waiting"),
        ("measures", "0020_links_while_waiting"),
    ]

    operations = [migrations.RunSQL(ENDS, migrations.RunSQL.noop)]
