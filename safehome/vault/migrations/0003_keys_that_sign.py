"""The pairs by which organisations sign what they send out."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import safehome.kit.ids


def grant(apps, schema_editor):
    if schema_editor.connection.alias == "keyring":
        schema_editor.execute("GRANT SELECT, INSERT ON vault_signingkey TO sh_staff")


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_keys_to_what_is_handed_in")]

    operations = [
        migrations.CreateModel(
            "SigningKey",
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
