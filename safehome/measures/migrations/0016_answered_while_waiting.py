"""Answers that were given while a family waited, found without reading the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0015_row_security_of_feedback")]

    operations = [
        migrations.AddIndex(
            "answers",
            models.Index(
                fields=["organisation", "carer"], condition=models.Q(point="waiting"),
                name="answered_while_waiting",
            ),
        )
    ]
