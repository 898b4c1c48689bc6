"""Row security for agreements and resolutions."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_agreements_and_resolutions"),
        ("families", "0004_row_security_of_what_is_hidden"),
    ]

    operations = [
        Protect("Agreement", rows="family"),
        Protect("Resolution", rows="family"),
        HideRestricted("Agreement"),
    ]
