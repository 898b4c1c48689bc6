"""Row security for what somebody typed for themselves: nobody else reads it."""

from django.db import migrations

from safehome.people.protection import Protect


class Migration(migrations.Migration):
    dependencies = [("drafts", "0003_private_drafts")]

    operations = [Protect("PrivateDraft", rows="own", changes=True, deletes=True)]
