"""Sets of tallies and rows as they were at one moment."""

import django.db.models.deletion
import django.utils.timezone
import safehome.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0003_exports'),
        ('people', '0007_what_an_evaluator_may'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrozenSet',
            fields=[
                ('id', models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('method', models.CharField(max_length=8)),
                ('digest', models.CharField(max_length=64)),
                ('tallies', models.BinaryField(blank=True, null=True)),
                ('carers', models.PositiveIntegerField(default=0)),
                ('carers_digest', models.CharField(blank=True, default='', max_length=64)),
                ('answers', models.PositiveIntegerField(default=0)),
                ('answers_digest', models.CharField(blank=True, default='', max_length=64)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='FrozenRows',
            fields=[
                ('id', models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('file', models.CharField(choices=[('carers', 'Carers'), ('answers', 'Answers')], max_length=8)),
                ('place', models.PositiveIntegerField()),
                ('content', models.TextField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('frozen', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.frozenset')),
            ],
            options={
                'ordering': ['file', 'place'],
            },
        ),
        migrations.AddConstraint(
            model_name='frozenset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='evaluation_frozenset_withdrawn_at_with_withdrawn_by'),
        ),
        migrations.AddConstraint(
            model_name='frozenset',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('tallies', None), _connector='OR'), name='evaluation_frozenset_withdrawn_is_empty'),
        ),
        migrations.AddConstraint(
            model_name='frozenrows',
            constraint=models.CheckConstraint(condition=models.Q(('file__in', ['carers', 'answers'])), name='evaluation_frozenrows_file_known'),
        ),
        migrations.AddConstraint(
            model_name='frozenrows',
            constraint=models.UniqueConstraint(fields=('organisation', 'frozen', 'file', 'place'), name='evaluation_rows_once'),
        ),
    ]
