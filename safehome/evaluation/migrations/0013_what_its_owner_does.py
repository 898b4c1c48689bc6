"""What somebody does with an order of their own: look where it stands, cancel, finish, delete."""

from django.db import migrations

OWNING = r"""
-- How many orders of anybody are before this one, and whether a worker is at one of them: no more
-- of them than that.
CREATE FUNCTION ctx.queue_of_order(asked uuid, silent interval, OUT ahead integer,
  OUT at_work boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT count(*) FILTER (WHERE n.begun_at IS NOT NULL
                             OR (n.ordered_at, n.id) < (o.ordered_at, o.id))::integer,
         coalesce(bool_or(n.begun_at IS NOT NULL
                          AND n.seen_at > clock_timestamp() - silent), false)
    FROM public.evaluation_order o
    LEFT JOIN public.evaluation_order n ON n.ended_at IS NULL AND n.id <> o.id
   WHERE o.id = asked AND o.organisation_id = (SELECT ctx.organisation())
     AND o.person_id = (SELECT ctx.person()) GROUP BY o.id
$$;

-- Cancels one's own order: at once while it waits; else whoever makes it is told to stop.
CREATE FUNCTION ctx.cancel_order(asked uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE told text;
BEGIN
  UPDATE public.evaluation_order n
     SET cancel_asked_at = clock_timestamp(),
         step = CASE WHEN n.begun_at IS NULL THEN 'cancelled' ELSE n.step END,
         step_at = CASE WHEN n.begun_at IS NULL THEN clock_timestamp() ELSE n.step_at END,
         ended_at = CASE WHEN n.begun_at IS NULL THEN clock_timestamp() END
   WHERE n.id = asked AND n.organisation_id = (SELECT ctx.organisation())
     AND n.person_id = (SELECT ctx.person()) AND n.ended_at IS NULL
  RETURNING n.step INTO told;
  RETURN told;
END $$;

-- Takes away one's own order that has ended, with all that was kept of it; not a finished set.
CREATE FUNCTION ctx.remove_order(asked uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE o public.evaluation_order%ROWTYPE;
BEGIN
  SELECT * INTO o FROM public.evaluation_order n
   WHERE n.id = asked AND n.organisation_id = (SELECT ctx.organisation())
     AND n.person_id = (SELECT ctx.person()) AND n.ended_at IS NOT NULL
     AND n.removed_at IS NULL FOR UPDATE;
  IF o.id IS NULL THEN RETURN false; END IF;
  PERFORM ctx.forget_counts(o.organisation_id, o.person_id, o.id);
  UPDATE public.evaluation_order n SET removed_at = clock_timestamp(), teams = NULL
   WHERE n.id = o.id;
  RETURN true;
END $$;

-- Gives an ordered set its tallies, as its owner's door wrote them of what was counted. Once.
CREATE FUNCTION ctx.finish_set(asked uuid, method text, digest text, tallies bytea)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE o public.evaluation_order%ROWTYPE;
BEGIN
  IF NOT ctx.may_freeze() OR length(digest) <> 64 THEN RETURN false; END IF;
  SELECT * INTO o FROM public.evaluation_order n
   WHERE n.id = asked AND n.organisation_id = (SELECT ctx.organisation())
     AND n.person_id = (SELECT ctx.person()) AND n.what = 'set' AND n.step = 'ready'
     AND n.frozen_at IS NULL AND n.removed_at IS NULL FOR UPDATE;
  IF o.id IS NULL THEN RETURN false; END IF;
  UPDATE public.evaluation_frozenset s
     SET method = finish_set.method, digest = finish_set.digest, tallies = finish_set.tallies
   WHERE s.id = o.id AND s.organisation_id = o.organisation_id AND s.digest = '';
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM public.evaluation_ordercounts c
   WHERE c.organisation_id = o.organisation_id AND c.order_id = o.id;
  UPDATE public.evaluation_order n SET frozen_at = clock_timestamp(), teams = NULL
   WHERE n.id = o.id;
  RETURN true;
END $$;

-- As in 0005, without those that are not finished.
CREATE OR REPLACE FUNCTION ctx.sets_to_evaluate(asked uuid)
RETURNS TABLE (id uuid, name text, method text, digest text, tallies bytea, carers integer,
               carers_digest text, answers integer, answers_digest text, made_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT s.id, s.name::text, s.method::text, s.digest::text,
         CASE WHEN asked IS NOT NULL THEN s.tallies END, s.carers,
         s.carers_digest::text, s.answers, s.answers_digest::text, s.made_at
    FROM public.evaluation_frozenset s
   WHERE s.organisation_id = (SELECT ctx.evaluates()) AND s.withdrawn_at IS NULL
     AND s.digest <> '' AND (asked IS NULL OR s.id = asked)
   ORDER BY s.made_at DESC;
  PERFORM set_config('app.counting', '', true);
END $$;

-- As in 0005, and none of a set that is not finished.
CREATE OR REPLACE FUNCTION ctx.rows_of_set(frozen uuid, of_file text) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  RETURN QUERY
  SELECT r.content FROM public.evaluation_frozenrows r
   WHERE r.frozen_id = frozen AND r.file = of_file
     AND r.organisation_id = coalesce((SELECT ctx.evaluates()),
           CASE WHEN (SELECT ctx.reads_all()) THEN (SELECT ctx.organisation()) END)
     AND NOT EXISTS (SELECT 1 FROM public.evaluation_frozenset s
                      WHERE s.organisation_id = r.organisation_id AND s.id = frozen
                        AND s.digest = '')
   ORDER BY r.place;
  PERFORM set_config('app.counting', '', true);
END $$;

REVOKE ALL ON FUNCTION ctx.queue_of_order(uuid, interval), ctx.cancel_order(uuid),
  ctx.remove_order(uuid), ctx.finish_set(uuid, text, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.queue_of_order(uuid, interval), ctx.cancel_order(uuid),
  ctx.remove_order(uuid), ctx.finish_set(uuid, text, text, bytea) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0012_made_beside")]
    operations = [migrations.RunSQL(OWNING, migrations.RunSQL.noop)]
