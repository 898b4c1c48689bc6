"""Row security for check-ins after low answers: for those who work with the family."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect


class Migration(migrations.Migration):
    dependencies = [("measures", "0010_check_ins_after_low_answers")]

    operations = [
        operation
        for table in ("CheckInAsked", "CheckInDone")
        for operation in (Protect(table, rows="notes"), HideRestricted(table))
    ]
