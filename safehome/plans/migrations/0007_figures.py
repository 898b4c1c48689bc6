"""How plans stand, in numbers, for those who answer for families and do not read their plans."""

from django.db import migrations

FIGURES = r"""
CREATE POLICY figures ON plans_review FOR SELECT TO sh_owner USING (true);
CREATE POLICY figures ON plans_breach FOR SELECT TO sh_owner USING (true);
CREATE POLICY figures ON plans_answer FOR SELECT TO sh_owner USING (true);

-- A number so small that it points at somebody is not said: neither it nor what is left of the
-- whole. Whoever reads the plans themselves is told every number.
CREATE FUNCTION ctx.not_few(number bigint, of_all bigint, reads boolean) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT CASE WHEN reads OR NOT (number BETWEEN 1 AND 4 OR of_all - number BETWEEN 1 AND 4)
         THEN number::integer END
$$;

-- One row for each team that is theirs to answer for. Which families count is what row security
-- lets them see: the policies of families and of plans apply here as anywhere.
CREATE FUNCTION ctx.plan_figures(today date)
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
        SELECT true AS yes FROM public.plans_review r
         WHERE r.organisation_id = p.organisation_id AND r.plan_id = p.id
           AND r.written_at IS NULL LIMIT 1) asked ON true
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
REVOKE ALL ON FUNCTION ctx.plan_figures(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.plan_figures(date) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0006_stands_conditions_and_what_ifs"),
        ("people", "0005_context_read_quickly"),
    ]

    operations = [migrations.RunSQL(FIGURES, migrations.RunSQL.noop)]
