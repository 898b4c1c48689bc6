"""An entry has no title; a passage may be for staff alone; passages are found by whom they are about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("entries", "0002_row_security")]

    operations = [
        migrations.RemoveField("entry", "title"),
        migrations.AddField(
            "passage", "staff_only", models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddIndex(
            "passageabout",
            models.Index(fields=["organisation", "member"], name="passages_about"),
        ),
        migrations.AddIndex(
            "documentabout",
            models.Index(fields=["organisation", "member"], name="documents_about"),
        ),
    ]
