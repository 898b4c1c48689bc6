"""Which reports were taken away as files, so that managers see what left."""

import django.db.models.deletion
import django.utils.timezone
import safehome.kit.ids
from django.db import migrations, models

from safehome.people.protection import Protect


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0002_by_practitioner_and_by_need'),
        ('people', '0005_context_read_quickly'),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('excel', 'Excel'), ('pdf', 'PDF'), ('csv', 'CSV'), ('frozen', 'Frozen set')], max_length=10)),
                ('asked', models.CharField(blank=True, default='', max_length=200)),
                ('rows', models.PositiveIntegerField()),
                ('locked', models.BooleanField(default=False)),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('taken_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-taken_at', '-id'],
                'indexes': [models.Index(fields=['organisation', 'taken_by', '-taken_at'], name='evaluation_export_of'), models.Index(fields=['organisation', '-taken_at'], name='evaluation_export_when')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['excel', 'pdf', 'csv', 'frozen'])), name='evaluation_export_kind_known')],
            },
        ),
        Protect("Export", rows="organisation"),
    ]
