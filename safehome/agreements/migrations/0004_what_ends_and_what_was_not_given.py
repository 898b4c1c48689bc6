"""Indexes for what a home page looks for: what ends, and what was not agreed to."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0003_why_not_and_typed_names'),
        ('families', '0005_relationships_taken_back'),
        ('people', '0003_row_security'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(condition=models.Q(('said', 'given')), fields=['organisation', 'until'], name='agreements_that_end'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(condition=models.Q(('said__in', ['refused', 'withdrawn'])), fields=['organisation', 'said_on'], name='agreements_not_given'),
        ),
    ]
