"""Reports saved under a name, and the ones that make themselves on a day.

The worker makes them and reads nothing: it asks for the days that have come, and the database
counts, as whoever the report belongs to may on that day, and keeps what it counted.
"""

import django.db.models.deletion
import django.utils.timezone
import safehome.kit.ids
from django.db import migrations, models

from safehome.people.protection import Protect

MAKING = r"""
CREATE POLICY making ON evaluation_savedreport TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY making ON evaluation_madereport TO sh_owner USING (true) WITH CHECK (true);
-- Only the worker's function makes one; its owner notes that they opened it, or empties it.
GRANT UPDATE (opened_at, tallies) ON evaluation_madereport TO sh_staff;

-- Saved reports whose day has come, longest waiting first: days and codes, no name.
CREATE FUNCTION ctx.reports_due(today date, at_most integer)
RETURNS TABLE (id uuid, first_on date, every text, part text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT r.id, r.first_on, r.every::text, r.part::text FROM public.evaluation_savedreport r
    JOIN public.people_person p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
   WHERE r.next_on <= today AND r.paused_at IS NULL AND r.removed_at IS NULL
     AND p.left_at IS NULL
   ORDER BY r.next_on, r.id LIMIT at_most
$$;

-- Makes one report for a day, once, in the context of whoever it belongs to, with the roles that
-- they now have. Counted here: nothing of it leaves the database. meant: the year of a span that
-- goes with the day. kept: how many reports keep their figures. Nothing where another worker has
-- it, it was paused or deleted meanwhile, or its day is not yet, or is made already.
CREATE FUNCTION ctx.make_report(asked uuid, for_day date, following date, meant integer,
  moment timestamptz, kept integer, OUT id uuid, OUT became text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  r public.evaluation_savedreport%ROWTYPE;
  roles text[] := '{}';
  led uuid[] := '{}';
  may boolean;
  counted jsonb;
  context text;
BEGIN
  PERFORM set_config('app.context', '', true), set_config('app.seal', '', true);
  SELECT * INTO r FROM public.evaluation_savedreport s
   WHERE s.id = asked AND s.next_on <= for_day AND s.paused_at IS NULL AND s.removed_at IS NULL
     AND for_day < following
     FOR UPDATE SKIP LOCKED;
  IF r.id IS NULL THEN RETURN; END IF;
  UPDATE public.evaluation_savedreport s SET next_on = following WHERE s.id = r.id;
  SELECT coalesce(array_agg(h.role ORDER BY h.role), '{}') INTO roles
    FROM public.people_roleheld h
   WHERE h.organisation_id = r.organisation_id AND h.person_id = r.person_id
     AND h.ended_at IS NULL;
  IF 'supervisor' = ANY (roles) THEN
    SELECT coalesce(array_agg(m.team_id), '{}') INTO led FROM public.people_teammember m
     WHERE m.organisation_id = r.organisation_id AND m.person_id = r.person_id
       AND m.leads AND m.left_at IS NULL;
  END IF;
  context := concat_ws('|', r.organisation_id, r.person_id, array_to_string(roles, ','),
                       array_to_string(led, ','), '');
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);

  -- As safehome.evaluation.policies has it for somebody at a page.
  may := NOT 'evaluator' = ANY (roles) AND CASE
    WHEN r.part <> 'lead' THEN
      roles && '{supervisor,manager,safeguarding_lead,records_officer}'::text[]
    ELSE (r.lead_id = r.person_id AND 'practitioner' = ANY (roles))
      OR EXISTS (SELECT 1 FROM public.people_teammember m
                  WHERE m.organisation_id = r.organisation_id AND m.person_id = r.lead_id
                    AND m.left_at IS NULL AND m.team_id = ANY (led)) END;
  IF may THEN
    counted := jsonb_build_object(
      'answers', (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM ctx.count_answers(r.later) t),
      'journeys', (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM ctx.count_journeys() t),
      'attendance', (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM ctx.count_attendance() t),
      'referrals', (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM ctx.count_referrals() t),
      'bands', (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM ctx.count_bands(r.later) t));
  END IF;
  became := CASE WHEN may THEN 'made' ELSE 'not-made' END;
  INSERT INTO public.evaluation_madereport AS m
         (id, organisation_id, person_id, report_id, part, team_id, lead_id, year, later, due_on,
          made_at, not_made, tallies)
  VALUES (gen_random_uuid(), r.organisation_id, r.person_id, r.id, r.part, r.team_id, r.lead_id,
          coalesce(meant, r.year), r.later, for_day, moment,
          CASE WHEN may THEN '' ELSE 'role' END, counted)
  ON CONFLICT ON CONSTRAINT evaluation_made_once DO NOTHING RETURNING m.id INTO id;
  UPDATE public.evaluation_madereport m SET tallies = NULL
   WHERE m.organisation_id = r.organisation_id AND m.report_id = r.id AND m.tallies IS NOT NULL
     AND m.id NOT IN (SELECT n.id FROM public.evaluation_madereport n
                       WHERE n.organisation_id = r.organisation_id AND n.report_id = r.id
                         AND n.tallies IS NOT NULL ORDER BY n.due_on DESC LIMIT kept);
END $$;

REVOKE ALL ON FUNCTION ctx.reports_due(date, integer),
  ctx.make_report(uuid, date, date, integer, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.reports_due(date, integer),
  ctx.make_report(uuid, date, date, integer, timestamptz, integer) TO sh_worker;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0005_what_is_frozen'),
        ('people', '0007_what_an_evaluator_may'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedReport',
            fields=[
                ('id', models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('all', 'All of the organisation'), ('team', 'One team'), ('lead', 'One practitioner'), ('year', 'Journeys begun in one year'), ('this-year', 'Journeys begun this year, whichever it then is'), ('last-year', 'Journeys begun last year, whichever it then is')], default='all', max_length=9)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('later', models.CharField(choices=[('end', 'The end'), ('mid', 'Half-way')], default='end', max_length=3)),
                ('name', models.CharField(max_length=80)),
                ('every', models.CharField(blank=True, choices=[('', 'Not by itself'), ('month', 'Each month'), ('quarter', 'Each quarter'), ('year', 'Each year')], default='', max_length=7)),
                ('first_on', models.DateField(blank=True, null=True)),
                ('next_on', models.DateField(blank=True, null=True)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('team', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MadeReport',
            fields=[
                ('id', models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('all', 'All of the organisation'), ('team', 'One team'), ('lead', 'One practitioner'), ('year', 'Journeys begun in one year'), ('this-year', 'Journeys begun this year, whichever it then is'), ('last-year', 'Journeys begun last year, whichever it then is')], default='all', max_length=9)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('later', models.CharField(choices=[('end', 'The end'), ('mid', 'Half-way')], default='end', max_length=3)),
                ('due_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('not_made', models.CharField(blank=True, choices=[('role', 'On that day you had no role that reads this report')], default='', max_length=4)),
                ('tallies', models.JSONField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('team', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.savedreport')),
            ],
            options={
                'ordering': ['-due_on', '-id'],
            },
        ),
        migrations.AddIndex(
            model_name='savedreport',
            index=models.Index(condition=models.Q(('paused_at', None), ('removed_at', None)), fields=['next_on'], name='evaluation_report_due'),
        ),
        migrations.AddConstraint(
            model_name='savedreport',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['all', 'team', 'lead', 'year', 'this-year', 'last-year'])), name='evaluation_savedreport_part_known'),
        ),
        migrations.AddConstraint(
            model_name='savedreport',
            constraint=models.CheckConstraint(condition=models.Q(('later__in', ['end', 'mid'])), name='evaluation_savedreport_later_known'),
        ),
        migrations.AddConstraint(
            model_name='savedreport',
            constraint=models.CheckConstraint(condition=models.Q(('every__in', ['', 'month', 'quarter', 'year'])), name='evaluation_savedreport_every_known'),
        ),
        migrations.AddConstraint(
            model_name='savedreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_on__isnull', True), ('next_on__isnull', True)), models.Q(('first_on__isnull', False), ('next_on__isnull', False)), _connector='OR'), name='evaluation_savedreport_first_on_with_next_on'),
        ),
        migrations.AddIndex(
            model_name='madereport',
            index=models.Index(condition=models.Q(('opened_at', None)), fields=['organisation', 'person'], name='evaluation_made_unopened'),
        ),
        migrations.AddConstraint(
            model_name='madereport',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['all', 'team', 'lead', 'year', 'this-year', 'last-year'])), name='evaluation_madereport_part_known'),
        ),
        migrations.AddConstraint(
            model_name='madereport',
            constraint=models.CheckConstraint(condition=models.Q(('later__in', ['end', 'mid'])), name='evaluation_madereport_later_known'),
        ),
        migrations.AddConstraint(
            model_name='madereport',
            constraint=models.UniqueConstraint(fields=('organisation', 'report', 'due_on'), name='evaluation_made_once'),
        ),
        Protect("SavedReport", rows="own", changes=True),
        Protect("MadeReport", rows="own", writes=()),
        migrations.RunSQL(MAKING, migrations.RunSQL.noop),
    ]
