"""Readings of translations, and the language in which questions stood."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import safehome.kit.ids
from safehome.people.protection import Protect

LANGUAGE = {"default": "en", "db_default": "en", "max_length": 10}

# The public door reads no table. It asks of words that it has before it, by their fingerprint:
# whether an organisation here has read them, and its newest reading says that they say the same.
ASKS = r"""
CREATE FUNCTION ctx.words_were_read(print text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT EXISTS (SELECT 1 FROM public.measures_reading r WHERE r.fingerprint = print AND r.same
    AND NOT EXISTS (SELECT 1 FROM public.measures_reading l
      WHERE l.organisation_id = r.organisation_id AND l.fingerprint = print
        AND (l.read_at, l.id) > (r.read_at, r.id)))
$$;
REVOKE ALL ON FUNCTION ctx.words_were_read(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.words_were_read(text) TO sh_reception;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0020_links_while_waiting"),
        ("people", "0007_what_an_evaluator_may"),
    ]

    operations = [
        migrations.AddField("answers", "language", models.CharField(**LANGUAGE)),
        migrations.AddField("privatelink", "language", models.CharField(**LANGUAGE)),
        migrations.AddField("instrumentwording", "language", models.CharField(**LANGUAGE)),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safehome.kit.ids.new_id, editable=False, primary_key=True,
                        serialize=False,
                    ),
                ),
                ("what", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=10)),
                ("fingerprint", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=260)),
                ("same", models.BooleanField()),
                ("wrong", models.TextField(blank=True)),
                ("read_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.PROTECT,
                        related_name="+", to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-read_at", "-id"],
                "indexes": [
                    models.Index(fields=["fingerprint"], name="measures_readings_of_words")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(same=True, wrong="")
                        | (models.Q(same=False) & ~models.Q(wrong="")),
                        name="measures_reading_same_or_what_is_wrong",
                    )
                ],
            },
        ),
        Protect("Reading", rows="organisation"),
        migrations.RunSQL(ASKS, migrations.RunSQL.noop),
    ]  # fmt: skip
