"""Copies on a phone: the table, before its protection."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import safehome.kit.ids
import safehome.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('families', '0005_relationships_taken_back'),
        ('network', '0002_row_security'),
        ('people', '0005_context_read_quickly'),
        ('plans', '0002_row_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='PhoneCopy',
            fields=[
                ('id', models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.BinaryField()),
                ('box', models.BinaryField()),
                ('explained', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10))),
                ('said_back', safehome.vault.fields.SealedText(blank=True, default='')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('link_until', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('newer_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'phone copies',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='copy',
            name='plans_copy_kind_known',
        ),
        migrations.AlterField(
            model_name='copy',
            name='kind',
            field=models.CharField(choices=[('standard', 'A4'), ('large', 'Large print'), ('easy', 'Easy read'), ('card', 'Pocket card'), ('child', 'The child’s own'), ('phone', 'On a phone')], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='copy',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['standard', 'large', 'easy', 'card', 'child', 'phone'])), name='plans_copy_kind_known'),
        ),
        migrations.AddField(
            model_name='phonecopy',
            name='copy',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='phones', to='plans.copy'),
        ),
        migrations.AddField(
            model_name='phonecopy',
            name='family',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.family'),
        ),
        migrations.AddField(
            model_name='phonecopy',
            name='made_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='phonecopy',
            name='member',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.familymember'),
        ),
        migrations.AddField(
            model_name='phonecopy',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='phonecopy',
            name='plan',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='phonecopy',
            name='version',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.version'),
        ),
        migrations.AddIndex(
            model_name='phonecopy',
            index=models.Index(fields=['token_hash'], name='phone_copies_by_token'),
        ),
        migrations.AddIndex(
            model_name='phonecopy',
            index=models.Index(condition=models.Q(('box', b''), _negated=True), fields=['link_until'], name='phone_copies_to_empty'),
        ),
        migrations.AddConstraint(
            model_name='phonecopy',
            constraint=models.UniqueConstraint(fields=('organisation', 'copy'), name='copy_on_one_phone'),
        ),
        migrations.AddConstraint(
            model_name='phonecopy',
            constraint=models.UniqueConstraint(fields=('organisation', 'token_hash'), name='phone_copy_by_its_token'),
        ),
        migrations.AddConstraint(
            model_name='phonecopy',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at', None), ('taken_at__isnull', False), _connector='OR'), name='phone_copy_erased_where_it_was'),
        ),
    ]
