"""Row security for goals: for those who work with the family, and rows are only added."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect

TABLES = ("Goal", "GoalWording", "GoalTurn", "GoalRating")


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0006_goals"),
        ("families", "0004_row_security_of_what_is_hidden"),
    ]

    operations = [
        operation
        for table in TABLES
        for operation in (Protect(table, rows="notes"), HideRestricted(table))
    ]
