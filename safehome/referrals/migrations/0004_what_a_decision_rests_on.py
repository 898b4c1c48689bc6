"""A decision keeps what was noted of each criterion, and the pack whose criteria they were.

The column keeps its default, so that the release before this one can still write.
"""

import django.db.models.deletion
from django.db import migrations, models

import safehome.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0003_urgency_outside_the_box"),
        ("programme", "0001_published_packs"),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE referrals_suitability ADD COLUMN notes bytea NOT NULL DEFAULT ''",
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AddField(
                    "suitability",
                    "notes",
                    safehome.vault.fields.SealedText(blank=True, default="", family="referral_id"),
                )
            ],
        ),
        migrations.AddField(
            "suitability",
            "pack_version",
            models.ForeignKey(
                null=True,
                blank=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programme.packversion",
            ),
        ),
    ]
