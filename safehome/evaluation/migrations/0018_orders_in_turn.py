"""Whose order is made next is a matter of fairness: nobody's five hold up anybody's one."""

from django.db import migrations, models

IN_TURN = r"""
-- Every order that waits, or whose maker fell silent, in the order in which they would be made as
-- it stands now. First whoever has fewest being made and waiting before it; of those, whoever had
-- fewest minutes made for them in a day; then whoever had none made for longest; then whichever
-- waits longest.
CREATE FUNCTION ctx.orders_in_turn(silent interval) RETURNS TABLE (id uuid, turn bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH to_make AS (
    SELECT n.id, n.organisation_id, n.person_id, n.ordered_at,
           n.begun_at IS NOT NULL AND n.seen_at >= clock_timestamp() - silent AS is_made
      FROM public.evaluation_order n WHERE n.ended_at IS NULL
  ), of_people AS (
    SELECT t.organisation_id, t.person_id, count(*) FILTER (WHERE t.is_made) AS at_once,
           (SELECT coalesce(floor(extract(epoch FROM
                     sum(coalesce(h.ended_at, h.seen_at) - h.begun_at)) / 60), 0)
              FROM public.evaluation_order h
             WHERE h.organisation_id = t.organisation_id AND h.person_id = t.person_id
               AND h.begun_at > clock_timestamp() - interval '1 day') AS minutes,
           (SELECT max(h.begun_at) FROM public.evaluation_order h
             WHERE h.organisation_id = t.organisation_id AND h.person_id = t.person_id
               AND h.begun_at > clock_timestamp() - interval '1 day') AS last_at
      FROM to_make t GROUP BY t.organisation_id, t.person_id
  ), placed AS (
    SELECT t.id, t.ordered_at, p.minutes, p.last_at,
           p.at_once + row_number() OVER (PARTITION BY t.organisation_id, t.person_id
                                          ORDER BY t.ordered_at, t.id) AS round
      FROM to_make t JOIN of_people p USING (organisation_id, person_id) WHERE NOT t.is_made
  )
  SELECT p.id, row_number() OVER (ORDER BY p.round, p.minutes, p.last_at NULLS FIRST,
                                  p.ordered_at, p.id)
    FROM placed p
$$;
REVOKE ALL ON FUNCTION ctx.orders_in_turn(interval) FROM PUBLIC;

-- For the worker. The order whose turn it is, for this maker from now on: one that waits, or one
-- whose maker fell silent. Of several workers each gets another one. One that fell silent often
-- enough, or that was cancelled, is ended instead: became says how, for the audit, which is written
-- as whoever ordered it.
CREATE OR REPLACE FUNCTION ctx.take_order(whose uuid, silent interval, at_most integer,
  OUT id uuid, OUT what text, OUT later text, OUT became text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o public.evaluation_order%ROWTYPE;
  moment timestamptz := clock_timestamp();
BEGIN
  SELECT n.* INTO o FROM ctx.orders_in_turn(silent) t
    JOIN public.evaluation_order n ON n.id = t.id
   WHERE n.ended_at IS NULL AND (n.begun_at IS NULL OR n.seen_at < moment - silent)
   ORDER BY t.turn LIMIT 1 FOR UPDATE OF n SKIP LOCKED;
  IF o.id IS NULL THEN RETURN; END IF;
  id := o.id; what := o.what; later := o.later;
  IF o.cancel_asked_at IS NOT NULL OR o.tries >= at_most THEN
    became := CASE WHEN o.cancel_asked_at IS NULL THEN 'stopped' ELSE 'cancelled' END;
    PERFORM ctx.act_for(o.organisation_id, o.person_id);
    PERFORM ctx.forget_counts(o.organisation_id, o.person_id, o.id);
    UPDATE public.evaluation_order n
       SET step = CASE WHEN became = 'cancelled' THEN became ELSE 'failed' END,
           why_not = CASE WHEN became = 'cancelled' THEN '' ELSE became END,
           ended_at = moment, step_at = moment, maker = NULL
     WHERE n.id = o.id;
    RETURN;
  END IF;
  UPDATE public.evaluation_order n
     SET step = 'counting', begun_at = moment, step_at = moment, seen_at = moment,
         maker = whose, tries = n.tries + 1,
         teams = ctx.number_teams(n.organisation_id, n.teams)
   WHERE n.id = o.id;
END $$;

-- How many orders of anybody would be made before this one, as it stands now, and whether a worker
-- is at one of them: no more of them than that. What has no turn is being made.
CREATE OR REPLACE FUNCTION ctx.queue_of_order(asked uuid, silent interval, OUT ahead integer,
  OUT at_work boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH in_turn AS MATERIALIZED (SELECT t.id, t.turn FROM ctx.orders_in_turn(silent) t)
  SELECT count(*) FILTER (WHERE (theirs.id IS NULL OR theirs.turn < mine.turn)
                            AND n.id IS NOT NULL)::integer,
         coalesce(bool_or(n.begun_at IS NOT NULL
                          AND n.seen_at > clock_timestamp() - silent), false)
    FROM public.evaluation_order o
    LEFT JOIN in_turn mine ON mine.id = o.id
    LEFT JOIN public.evaluation_order n ON n.ended_at IS NULL AND n.id <> o.id
    LEFT JOIN in_turn theirs ON theirs.id = n.id
   WHERE o.id = asked AND o.organisation_id = (SELECT ctx.organisation())
     AND o.person_id = (SELECT ctx.person()) GROUP BY o.id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0017_which_sessions_were_held")]
    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["organisation", "person", "begun_at"],
                condition=models.Q(begun_at__isnull=False),
                name="evaluation_order_begun",
            ),
        ),
        migrations.RunSQL(IN_TURN, migrations.RunSQL.noop),
    ]
