"""A role for somebody from outside who evaluates: see the next migration for what it may."""

from django.db import migrations, models

ROLES = [
    ("practitioner", "Practitioner"), ("supervisor", "Supervisor"),
    ("safeguarding_lead", "Safeguarding lead"), ("manager", "Service manager"),
    ("records_officer", "Records officer"), ("administrator", "Organisation administrator"),
    ("evaluator", "Evaluator"), ("office", "Programme office"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0005_context_read_quickly")]

    operations = [
        migrations.AlterField(
            model_name="roleheld", name="role",
            field=models.CharField(choices=ROLES, max_length=20),
        ),
        migrations.RemoveConstraint(model_name="roleheld", name="people_roleheld_role_known"),
        migrations.AddConstraint(
            model_name="roleheld",
            constraint=models.CheckConstraint(
                condition=models.Q(role__in=[code for code, _ in ROLES]),
                name="people_roleheld_role_known",
            ),
        ),
    ]
