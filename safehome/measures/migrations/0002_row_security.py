"""Row security for answers."""

from django.db import migrations

from safehome.people.protection import Protect


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_answers"), ("families", "0002_row_security")]

    operations = [
        Protect("Answers", rows="notes"),
    ]
