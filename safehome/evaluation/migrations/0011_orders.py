"""What was ordered, and what was counted for it."""

import django.db.models.deletion
import django.utils.timezone
import safehome.kit.ids
from django.db import migrations, models

from safehome.people.protection import Protect


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0010_no_part_of_an_order_is_used'),
        ('people', '0007_what_an_evaluator_may'),
    ]

    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('all', 'All of the organisation'), ('team', 'One team'), ('lead', 'One practitioner'), ('year', 'Journeys begun in one year'), ('this-year', 'Journeys begun this year, whichever it then is'), ('last-year', 'Journeys begun last year, whichever it then is')], default='all', max_length=9)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('later', models.CharField(choices=[('end', 'The end'), ('mid', 'Half-way')], default='end', max_length=3)),
                ('what', models.CharField(choices=[('report', 'Report'), ('set', 'Frozen set'), ('packet', 'Packet')], max_length=6)),
                ('name', models.CharField(blank=True, default='', max_length=80)),
                ('kind', models.CharField(blank=True, choices=[('excel', 'Excel'), ('pdf', 'PDF'), ('csv', 'CSV'), ('frozen', 'Frozen set')], default='', max_length=10)),
                ('teams', models.JSONField(blank=True, null=True)),
                ('step', models.CharField(choices=[('waiting', 'Waiting'), ('counting', 'Counting'), ('counting-mid', 'Counting up to half-way'), ('rows', 'Writing rows of answers'), ('ready', 'Ready'), ('failed', 'Not made'), ('cancelled', 'Cancelled')], default='waiting', max_length=12)),
                ('why_not', models.CharField(blank=True, choices=[('role', 'When it was counted you had no role that reads it.'), ('nothing', 'There is nothing to freeze yet: no journey has begun.'), ('too-large', 'There are more rows than one frozen set may hold.'), ('too-long', 'After half an hour of counting it was stopped.'), ('stopped', 'Whoever was making it stopped in the middle, twice.'), ('fault', 'Something went wrong while it was counted.')], default='', max_length=9)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('maker', models.UUIDField(blank=True, null=True)),
                ('ordered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('step_at', models.DateTimeField(blank=True, null=True)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('cancel_asked_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('frozen_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('team', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'ordering': ['-ordered_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='OrderCounts',
            fields=[
                ('id', models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('later', models.CharField(choices=[('end', 'The end'), ('mid', 'Half-way')], max_length=3)),
                ('tallies', models.JSONField()),
                ('counted_at', models.DateTimeField()),
                ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.order')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['order', 'later'],
            },
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['ordered_at', 'id'], name='evaluation_order_to_make'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('removed_at', None)), fields=['organisation', 'person', '-ordered_at'], name='evaluation_order_of'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['all', 'team', 'lead', 'year', 'this-year', 'last-year'])), name='evaluation_order_part_known'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('later__in', ['end', 'mid'])), name='evaluation_order_later_known'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('what__in', ['report', 'set', 'packet'])), name='evaluation_order_what_known'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', ['waiting', 'counting', 'counting-mid', 'rows', 'ready', 'failed', 'cancelled'])), name='evaluation_order_step_known'),
        ),
        migrations.AddConstraint(
            model_name='ordercounts',
            constraint=models.CheckConstraint(condition=models.Q(('later__in', ['end', 'mid'])), name='evaluation_ordercounts_later_known'),
        ),
        migrations.AddConstraint(
            model_name='ordercounts',
            constraint=models.UniqueConstraint(fields=('organisation', 'order', 'later'), name='evaluation_counted_once'),
        ),
        Protect("Order", rows="own"),
        Protect("OrderCounts", rows="own", writes=()),
    ]
