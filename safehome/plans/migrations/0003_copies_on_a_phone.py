"""Copies on a phone: the table, before its protection."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import safehome.kit.ids
import safehome.vault.fields

KINDS = [
    ("standard", "A4"), ("large", "Large print"), ("easy", "Easy read"), ("card", "Pocket card"),
    ("child", "The child’s own"), ("phone", "On a phone"),
]  # fmt: skip


def link(to, **more):
    return models.ForeignKey(
        db_constraint=False, on_delete=django.db.models.deletion.PROTECT, to=to,
        **{"related_name": "+"} | more,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0005_relationships_taken_back"),
        ("network", "0002_row_security"),
        ("people", "0005_context_read_quickly"),
        ("plans", "0002_row_security"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="copy", name="plans_copy_kind_known"),
        migrations.AlterField(
            model_name="copy", name="kind", field=models.CharField(choices=KINDS, max_length=8)
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [code for code, _ in KINDS])),
                name="plans_copy_kind_known",
            ),
        ),
        migrations.CreateModel(
            name="PhoneCopy",
            fields=[
                ("id", models.UUIDField(default=safehome.kit.ids.new_id, editable=False,
                                        primary_key=True, serialize=False)),
                ("token_hash", models.BinaryField()),
                ("box", models.BinaryField()),
                ("explained", django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=10))),
                ("said_back", safehome.vault.fields.SealedText(blank=True, default="")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("link_until", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("newer_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("copy", link("plans.copy", related_name="phones")),
                ("family", link("families.family")),
                ("made_by", link("people.person")),
                ("member", link("families.familymember")),
                ("organisation", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+",
                    to="people.organisation")),
                ("plan", link("plans.plan")),
                ("version", link("plans.version")),
            ],
            options={
                "verbose_name_plural": "phone copies",
                "ordering": ["-made_at", "-id"],
                "indexes": [
                    models.Index(fields=["token_hash"], name="phone_copies_by_token"),
                    models.Index(condition=models.Q(("box", b""), _negated=True),
                                 fields=["link_until"], name="phone_copies_to_empty"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "copy"), name="copy_on_one_phone"),
                    models.UniqueConstraint(
                        fields=("organisation", "token_hash"), name="phone_copy_by_its_token"),
                    models.CheckConstraint(
                        condition=models.Q(("erased_at", None), ("taken_at__isnull", False),
                                           _connector="OR"),
                        name="phone_copy_erased_where_it_was"),
                ],
            },
        ),
    ]
