"""Row security for drafts: they are notes, for those who work with the family."""

from django.db import migrations

from safehome.people.protection import Protect


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_drafts_and_sent_forms"), ("families", "0002_row_security")]

    operations = [
        Protect("Draft", rows="notes", changes=True, deletes=True),
        Protect("SetAside", rows="notes"),
        Protect("Sent", rows="own"),
    ]
