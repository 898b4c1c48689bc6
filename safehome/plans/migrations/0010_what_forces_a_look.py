"""What happened since a plan was agreed or last looked at, said in one place for every reader."""

import django.db.models.deletion
import django.utils.timezone
import safehome.kit.ids
from django.db import migrations, models

from safehome.people.protection import Protect

# Plans that were looked at before this was kept beside them.
LOOKED_AT = """
ALTER TABLE plans_plan NO FORCE ROW LEVEL SECURITY;
ALTER TABLE plans_review NO FORCE ROW LEVEL SECURITY;
UPDATE plans_plan p SET looked_at = r.at
  FROM (SELECT plan_id, max(written_at) AS at FROM plans_review GROUP BY plan_id) r
 WHERE r.plan_id = p.id AND r.at IS NOT NULL;
ALTER TABLE plans_review FORCE ROW LEVEL SECURITY;
ALTER TABLE plans_plan FORCE ROW LEVEL SECURITY;
SET CONSTRAINTS ALL IMMEDIATE;
"""

# A plan that holds, and why it is to be looked at before its day. Row security of whoever asks
# applies to each table: who may not know of somebody does not learn of them here. A flag counts
# though it was ended since, and so does a sign: only looking at the plan answers them.
HAPPENED = """
CREATE VIEW plans_happened WITH (security_invoker = true) AS
SELECT p.organisation_id, p.family_id, p.id AS plan_id, h.why, h.at
  FROM public.plans_plan p
 CROSS JOIN LATERAL (
   SELECT greatest(v.in_force_at, p.looked_at) AS at FROM public.plans_version v
    WHERE v.organisation_id = p.organisation_id AND v.plan_id = p.id
      AND v.in_force_at IS NOT NULL ORDER BY v.number DESC LIMIT 1) since
 CROSS JOIN LATERAL (
   SELECT s.why::text, s.noted_at AS at FROM public.plans_sign s
    WHERE s.organisation_id = p.organisation_id AND s.family_id = p.family_id
   UNION ALL
   SELECT 'concern', f.raised_at FROM public.entries_flag f
    WHERE f.organisation_id = p.organisation_id AND f.family_id = p.family_id
      AND f.kind IN ('coercion', 'whereabouts', 'order', 'other')
   UNION ALL
   SELECT 'joined', m.added_at FROM public.families_familymember m
    WHERE m.organisation_id = p.organisation_id AND m.family_id = p.family_id
      AND m.left_on IS NULL AND m.household_id IS NOT NULL
      AND (p.household_id IS NULL OR p.household_id = m.household_id)
   UNION ALL
   SELECT 'move', m.moved_at FROM public.families_familymember m
    WHERE m.organisation_id = p.organisation_id AND m.family_id = p.family_id
      AND m.left_on IS NULL
   UNION ALL
   SELECT 'move', d.written_at FROM public.families_departure d
    WHERE d.organisation_id = p.organisation_id AND d.family_id = p.family_id
      AND d.taken_back_at IS NULL
   UNION ALL
   SELECT 'therapy-ends', t.written_at FROM public.network_therapy t
    WHERE t.organisation_id = p.organisation_id AND t.family_id = p.family_id
      AND t.status = 'ended') h
 WHERE p.closed_at IS NULL AND h.at > since.at;
GRANT SELECT ON plans_happened TO sh_staff;
"""

# As in 0007, and a plan for which something happened is not counted as one that is current.
FIGURES = r"""
CREATE OR REPLACE FUNCTION ctx.plan_figures(today date)
RETURNS TABLE (team_id uuid, team text, reads boolean, families integer, agreed integer,
               for_now integer, overdue integer, happened integer, answered integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH standing AS (
    SELECT f.team_id, f.id AS family_id, p.id AS plan_id, v.stage,
           coalesce(p.look_on, v.review_on) AS review_on, asked.yes AS asked
      FROM public.families_family f
      LEFT JOIN public.plans_plan p
        ON p.organisation_id = f.organisation_id AND p.family_id = f.id AND p.closed_at IS NULL
      LEFT JOIN LATERAL (
        SELECT w.stage, w.review_on FROM public.plans_version w
         WHERE w.organisation_id = p.organisation_id AND w.plan_id = p.id
           AND w.in_force_at IS NOT NULL ORDER BY w.number DESC LIMIT 1) v ON true
      LEFT JOIN LATERAL (
        SELECT true AS yes WHERE EXISTS (SELECT 1 FROM public.plans_review r
                 WHERE r.organisation_id = p.organisation_id AND r.plan_id = p.id
                   AND r.written_at IS NULL)
            OR EXISTS (SELECT 1 FROM public.plans_happened h
                 WHERE h.organisation_id = p.organisation_id AND h.plan_id = p.id)) asked ON true
     WHERE f.organisation_id = ctx.organisation()
       AND (ctx.reaches_all() OR f.team_id = ANY (ctx.teams_led()))
       AND EXISTS (SELECT 1 FROM public.families_assignment a
                    WHERE a.organisation_id = f.organisation_id AND a.family_id = f.id
                      AND a.ended_at IS NULL)),
  family AS (
    SELECT s.team_id, s.family_id,
           bool_or(s.stage = 'whole' AND s.review_on >= today AND s.asked IS NULL) AS agreed,
           bool_or(s.stage = 'interim' AND s.review_on >= today AND s.asked IS NULL) AS for_now,
           bool_or(s.review_on < today) AS overdue
      FROM standing s GROUP BY s.team_id, s.family_id),
  broken AS (
    SELECT s.team_id, count(*) AS happened, count(*) FILTER (WHERE EXISTS (
             SELECT 1 FROM public.plans_answer n JOIN public.plans_version w
               ON w.organisation_id = n.organisation_id AND w.id = n.version_id
              WHERE n.organisation_id = b.organisation_id AND n.breach_id = b.id
                AND w.in_force_at IS NOT NULL)) AS answered
      FROM standing s JOIN public.plans_breach b
        ON b.organisation_id = ctx.organisation() AND b.plan_id = s.plan_id
     GROUP BY s.team_id),
  counted AS (
    SELECT f.team_id, count(*) AS families, count(*) FILTER (WHERE f.agreed) AS agreed,
           count(*) FILTER (WHERE f.for_now AND f.agreed IS NOT TRUE) AS for_now,
           count(*) FILTER (WHERE f.overdue) AS overdue
      FROM family f GROUP BY f.team_id),
  seen AS (
    SELECT c.*, coalesce(b.happened, 0) AS happened, coalesce(b.answered, 0) AS answered,
           (ctx.reads_all() OR c.team_id = ANY (ctx.teams_led())) AS reads
      FROM counted c LEFT JOIN broken b USING (team_id))
  SELECT s.team_id, t.name::text, s.reads, ctx.not_few(s.families, s.families, s.reads),
         ctx.not_few(s.agreed, s.families, s.reads), ctx.not_few(s.for_now, s.families, s.reads),
         ctx.not_few(s.overdue, s.families, s.reads), ctx.not_few(s.happened, s.happened, s.reads),
         ctx.not_few(s.answered, s.happened, s.reads)
    FROM seen s JOIN public.people_team t
      ON t.organisation_id = ctx.organisation() AND t.id = s.team_id
   ORDER BY t.name
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('families', '0010_moved_home'),
        ('entries', '0005_second_person'),
        ('network', '0002_row_security'),
        ('people', '0007_what_an_evaluator_may'),
        ('plans', '0009_words_for_a_child'),
    ]

    operations = [
        migrations.AddField(
            model_name='plan',
            name='looked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Sign',
            fields=[
                ('id', models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('why', models.CharField(choices=[('due', 'The day has come'), ('breach', 'Something did not work'), ('concern', 'A worry about a child'), ('sign', 'An amber or red sign'), ('move', 'Somebody moved'), ('joined', 'Somebody is new at home'), ('new-baby', 'A new baby'), ('new-partner', 'A new partner'), ('therapy-ends', 'The child’s own programme ends'), ('school', 'A change of school'), ('asked', 'Somebody of the family asked')], max_length=12)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('family', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.family')),
                ('noted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['noted_at', 'id'],
                'indexes': [models.Index(fields=['organisation', 'family'], name='signs_of_a_family')],
                'constraints': [models.CheckConstraint(condition=models.Q(('why__in', ['concern', 'sign'])), name='plans_sign_why_known')],
            },
        ),
        Protect("Sign", rows="family"),
        migrations.RunSQL(LOOKED_AT, migrations.RunSQL.noop),
        migrations.RunSQL(HAPPENED, migrations.RunSQL.noop),
        migrations.RunSQL(FIGURES, migrations.RunSQL.noop),
    ]
