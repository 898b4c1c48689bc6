"""Row security for departures: whoever sees the family sees who left; not whoever is hidden."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect


class Migration(migrations.Migration):
    dependencies = [("families", "0006_departures")]

    operations = [
        Protect("Departure", rows="family", changes=True),
        HideRestricted("Departure"),
    ]
