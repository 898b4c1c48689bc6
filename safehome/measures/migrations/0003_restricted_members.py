"""Answers of a restricted member are seen by the named readers alone."""

from django.db import migrations

from safehome.people.protection import HideRestricted


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0002_row_security"),
        ("families", "0004_row_security_of_what_is_hidden"),
    ]

    operations = [HideRestricted("Answers")]
