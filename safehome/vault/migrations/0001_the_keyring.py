"""The keyring's two tables. They live in the keyring database and nowhere else."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

GRANTS = """
GRANT SELECT, INSERT ON vault_organisationkey, vault_familykey TO sh_staff;
"""


def grant(apps, schema_editor):
    if schema_editor.connection.alias == "keyring":
        schema_editor.execute(GRANTS)


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            "OrganisationKey",
            fields=[
                ("organisation_id", models.UUIDField(primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            "FamilyKey",
            fields=[
                ("family_id", models.UUIDField(primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.organisationkey",
                    ),
                ),
            ],
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
