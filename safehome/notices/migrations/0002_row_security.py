"""Row security for notices."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_notices"),
        ("network", "0002_row_security"),
        ("families", "0004_row_security_of_what_is_hidden"),
    ]

    operations = [
        Protect("Notice", rows="family", changes=True),
        HideRestricted("Notice"),
    ]
