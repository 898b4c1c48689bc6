"""A journey ends when the last agreement is taken back; a carer may leave and come back."""

import safehome.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('families', '0004_row_security_of_what_is_hidden'),
        ('journeys', '0004_looking_back'),
        ('people', '0003_row_security'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='journeycarer',
            name='takes_part_once',
        ),
        migrations.AddField(
            model_name='attendance',
            name='without_agreement',
            field=safehome.vault.fields.SealedText(blank=True, default=''),
        ),
        # So that the release before this one can go on writing while this runs.
        migrations.RunSQL(
            "ALTER TABLE journeys_attendance ALTER COLUMN without_agreement SET DEFAULT ''::bytea",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name='journey',
            name='ending',
            field=models.CharField(blank=True, choices=[('completed', 'All sessions held'), ('enough', 'Agreed together that enough was reached'), ('family-stopped', 'The family stopped'), ('no-contact', 'Contact was lost'), ('moved', 'The family moved away'), ('service-stopped', 'The service could not go on'), ('safety', 'Other work had to come first for safety'), ('taken-back', 'The agreement to take part was taken back')], default='', max_length=16),
        ),
        migrations.AddConstraint(
            model_name='journeycarer',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('organisation', 'journey', 'carer'), name='takes_part_once_at_a_time'),
        ),
    ]
