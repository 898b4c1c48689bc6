"""Row security for letters and for who was told what."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect


class Migration(migrations.Migration):
    dependencies = [
        ("informing", "0001_letters_and_who_was_told"),
        ("notices", "0002_row_security"),
        ("agreements", "0002_row_security"),
        ("network", "0002_row_security"),
        ("families", "0004_row_security_of_what_is_hidden"),
    ]

    operations = [
        Protect("LetterTemplate", rows="organisation", changes=True),
        Protect("Letter", rows="notes", changes=True),
        Protect("Told", rows="notes"),
        Protect("Knowing", rows="notes"),
        HideRestricted("Letter"),
        HideRestricted("Told"),
        HideRestricted("Knowing"),
    ]
