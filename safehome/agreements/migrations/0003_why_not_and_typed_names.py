"""Why not, coded so that it can be counted; a name typed in place of a drawn line."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_row_security'),
        ('families', '0004_row_security_of_what_is_hidden'),
        ('people', '0003_row_security'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='agreement',
            name='agreements_agreement_how_known',
        ),
        migrations.AddField(
            model_name='agreement',
            name='reason',
            field=models.CharField(blank=True, choices=[('not-now', 'Not now'), ('too-much', 'Too much at once'), ('who-will-know', 'Worried about who will know'), ('would-not-help', 'Does not think that it would help'), ('feels-judged', 'Feels judged or blamed'), ('practical', 'Time, travel, work or childcare'), ('other-help', 'Has other help'), ('harm', 'Afraid that it makes things worse at home'), ('not-said', 'Would rather not say'), ('other', 'Something else'), ('pressure', 'Was under pressure when asked'), ('not-understood', 'Was not understood: the words, the language, the moment'), ('other-person', 'It was not this person’s to give'), ('mistake', 'Written down by mistake')], db_default='', default='', max_length=16),
        ),
        migrations.AlterField(
            model_name='agreement',
            name='how',
            field=models.CharField(choices=[('signed-here', 'Signed on screen'), ('typed', 'Typed their name on screen'), ('paper', 'Signed on paper'), ('spoken', 'Said, with nothing signed')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['organisation', 'carer', 'purpose', '-said_on', '-written_at'], name='agreements_said_last'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('how__in', ['signed-here', 'typed', 'paper', 'spoken'])), name='agreements_agreement_how_known'),
        ),
    ]
