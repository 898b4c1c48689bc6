"""With a journey, or a carer's part in it, the private links end by which they would answer."""

from django.db import migrations

ENDS = r"""
CREATE FUNCTION ctx.end_links_of_journey() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE public.measures_privatelink l
     SET ended_at = now(), sheet = '', written = '',
         ended_because = CASE TG_TABLE_NAME WHEN 'journeys_journey' THEN 'over' ELSE 'left' END
   WHERE l.organisation_id = NEW.organisation_id AND l.sent_at IS NULL AND l.ended_at IS NULL
     AND CASE TG_TABLE_NAME WHEN 'journeys_journey' THEN l.journey_id = NEW.id
         ELSE l.journey_id = (to_jsonb(NEW) ->> 'journey_id')::uuid
          AND l.carer_id = (to_jsonb(NEW) ->> 'carer_id')::uuid END;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ctx.end_links_of_journey() FROM PUBLIC;

CREATE TRIGGER ends_private_links AFTER UPDATE ON journeys_journey FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
  EXECUTE FUNCTION ctx.end_links_of_journey();
CREATE TRIGGER ends_private_links AFTER UPDATE ON journeys_journeycarer FOR EACH ROW
  WHEN (OLD.left_on IS NULL AND NEW.left_on IS NOT NULL)
  EXECUTE FUNCTION ctx.end_links_of_journey();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0007_additions_speak_of_everybody"),
        ("measures", "0009_what_a_link_may_ask"),
    ]

    operations = [migrations.RunSQL(ENDS, migrations.RunSQL.noop)]
