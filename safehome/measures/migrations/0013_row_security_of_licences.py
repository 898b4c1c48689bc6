"""Row security for licences and loaded words: inside their organisation."""

from django.db import migrations

from safehome.people.protection import Protect


class Migration(migrations.Migration):
    dependencies = [("measures", "0012_licences_of_instruments")]

    operations = [
        Protect("InstrumentLicence", rows="organisation", changes=True),
        Protect("InstrumentWording", rows="organisation"),
    ]
