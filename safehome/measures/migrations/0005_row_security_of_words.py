"""Row security for what carers wrote to open questions."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect


class Migration(migrations.Migration):
    dependencies = [("measures", "0004_points_help_and_open_words")]

    operations = [
        Protect("AnswerWords", rows="notes"),
        HideRestricted("AnswerWords"),
    ]
