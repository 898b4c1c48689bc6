"""Row security for journeys; a signed session cannot be changed."""

from django.db import migrations

from safehome.people.protection import Protect

SIGNED = """
CREATE FUNCTION ctx.refuse_resigning() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
AS $$ BEGIN RAISE EXCEPTION 'a signed session is corrected by an addition, never changed'; END $$;
CREATE TRIGGER stays_signed BEFORE UPDATE ON journeys_session FOR EACH ROW
  WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION ctx.refuse_resigning();
"""


class Migration(migrations.Migration):
    dependencies = [("journeys", "0001_journeys_and_sessions"), ("families", "0002_row_security")]

    operations = [
        Protect("Journey", rows="family", changes=True),
        Protect("JourneyCarer", rows="family", changes=True),
        Protect("Session", rows="notes", changes=True),
        Protect("Attendance", rows="family"),
        Protect("ComponentDone", rows="notes"),
        Protect("CarerWords", rows="notes"),
        Protect("ChildLine", rows="notes"),
        Protect("Addition", rows="notes"),
        # What was signed stays as it was signed, whatever a page may ask.
        migrations.RunSQL(SIGNED, migrations.RunSQL.noop),
    ]
