"""The pairs whose private halves open what is handed in at the public door."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import safehome.kit.ids


def grant(apps, schema_editor):
    if schema_editor.connection.alias == "keyring":
        schema_editor.execute("GRANT SELECT, INSERT ON vault_intakekey TO sh_staff")


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_the_keyring")]

    operations = [
        migrations.CreateModel(
            "IntakeKey",
            fields=[
                ("id", models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("public", models.BinaryField()),
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
