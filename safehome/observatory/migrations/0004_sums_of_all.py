"""The sums of all senders, kept with the packet that was taken in last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("observatory", "0003_days_of_what_was_taken_in")]
    operations = [
        migrations.AddField(
            model_name="takenpacket",
            name="state",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="takenpacket", name="together", field=models.JSONField(null=True)
        ),
        migrations.AddIndex(
            model_name="takenpacket",
            index=models.Index(fields=["organisation", "state"], name="observatory_sums_of"),
        ),
    ]
