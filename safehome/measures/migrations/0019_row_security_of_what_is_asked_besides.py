"""Row security for what is asked besides the pack, and private links that end with a licence."""

from django.db import migrations

from safehome.people.protection import Protect

# A link carries words, sealed. Whoever writes that a licence ended sees no family, and no link:
# so the database lets each link that still asks the instrument end with its licence's last day.
# The worker empties it then, as every link whose day has passed.
ENDS = r"""
CREATE FUNCTION ctx.end_links_of_licence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE public.measures_privatelink l
     SET until = ((NEW.ended_on + 1)::timestamp AT TIME ZONE 'Europe/London') - interval '1 second'
   WHERE l.organisation_id = NEW.organisation_id AND NEW.instrument = ANY (l.to_answer)
     AND l.sent_at IS NULL AND l.ended_at IS NULL
     AND l.until >= (NEW.ended_on + 1)::timestamp AT TIME ZONE 'Europe/London';
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ctx.end_links_of_licence() FROM PUBLIC;
CREATE TRIGGER ends_private_links AFTER UPDATE ON measures_instrumentlicence FOR EACH ROW
  WHEN (OLD.ended_on IS NULL AND NEW.ended_on IS NOT NULL)
  EXECUTE FUNCTION ctx.end_links_of_licence();
"""


class Migration(migrations.Migration):
    dependencies = [("measures", "0018_questionnaires_asked_besides")]

    operations = [
        Protect("InstrumentAsked", rows="organisation", changes=True),
        migrations.RunSQL(ENDS, migrations.RunSQL.noop),
    ]
