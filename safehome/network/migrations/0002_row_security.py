"""Row security for professionals and how far a child's programme is."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0001_professionals_and_therapy"),
        ("families", "0004_row_security_of_what_is_hidden"),
    ]

    operations = [
        Protect("Professional", rows="family", changes=True),
        Protect("Therapy", rows="family"),
        Protect("Milestone", rows="family", changes=True),
        HideRestricted("Professional"),
        HideRestricted("Therapy"),
        HideRestricted("Milestone"),
    ]
