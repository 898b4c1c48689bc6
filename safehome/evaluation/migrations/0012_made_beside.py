"""What is ordered is made by the worker, which reads none of it.

It takes the oldest order, and counts it in one transaction, of one snapshot, by functions that act
as whoever ordered it may act at that moment. Over a second connection it says how far it is and
hears whether it is to stop. So the line of an order is never written by the transaction that
counts: what that one finds stands in rows of its own, and all of it is undone if it is stopped.
"""

from django.db import migrations

from safehome.people.protection import DOORS

MAKING = (
    f"""
CREATE POLICY making ON evaluation_order TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY making ON evaluation_ordercounts TO sh_owner USING (true) WITH CHECK (true);
-- Its owner's door notes that it was looked at; every other change is one of the functions below.
GRANT UPDATE (opened_at) ON evaluation_order TO sh_staff;
-- A set whose tallies are not written yet is nowhere to be seen.
CREATE POLICY finished ON evaluation_frozenset AS RESTRICTIVE TO {DOORS} USING (digest <> '');
CREATE POLICY unfinished ON evaluation_frozenset TO sh_owner USING (digest = '')
  WITH CHECK (organisation_id = (SELECT ctx.organisation()));
"""
    r"""
-- Acts for somebody from here to the end of the transaction, with the roles that they have now.
-- Whoever has left, and an evaluator, has none.
CREATE FUNCTION ctx.act_for(organisation uuid, person uuid, OUT roles text[], OUT led uuid[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE context text;
BEGIN
  PERFORM set_config('app.context', '', true), set_config('app.seal', '', true);
  SELECT coalesce(array_agg(h.role ORDER BY h.role), '{}') INTO roles
    FROM public.people_roleheld h
    JOIN public.people_person p ON p.organisation_id = h.organisation_id AND p.id = h.person_id
   WHERE h.organisation_id = organisation AND h.person_id = person AND h.ended_at IS NULL
     AND p.left_at IS NULL;
  IF 'evaluator' = ANY (roles) THEN roles := '{}'; END IF;
  led := '{}';
  IF 'supervisor' = ANY (roles) THEN
    SELECT coalesce(array_agg(m.team_id), '{}') INTO led FROM public.people_teammember m
     WHERE m.organisation_id = organisation AND m.person_id = person AND m.leads
       AND m.left_at IS NULL;
  END IF;
  context := concat_ws('|', organisation, person, array_to_string(roles, ','),
                       array_to_string(led, ','), '');
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);
END $$;

-- The order that this maker has, acting from here on for whoever ordered it; and whether they may
-- have it, as safehome.evaluation.policies has it for somebody at a page.
CREATE FUNCTION ctx.order_of(asked uuid, whose uuid, OUT o public.evaluation_order, OUT may boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  roles text[];
  led uuid[];
BEGIN
  SELECT * INTO o FROM public.evaluation_order n
   WHERE n.id = asked AND n.maker = whose AND n.ended_at IS NULL;
  IF o.id IS NULL THEN RETURN; END IF;
  SELECT a.roles, a.led INTO roles, led FROM ctx.act_for(o.organisation_id, o.person_id) a;
  may := CASE
    WHEN o.what = 'set' THEN roles && '{manager,safeguarding_lead,records_officer}'::text[]
    WHEN o.what = 'packet' THEN 'manager' = ANY (roles)
    WHEN o.part <> 'lead' THEN
      roles && '{supervisor,manager,safeguarding_lead,records_officer}'::text[]
    ELSE (o.lead_id = o.person_id AND 'practitioner' = ANY (roles))
      OR EXISTS (SELECT 1 FROM public.people_teammember m
                  WHERE m.organisation_id = o.organisation_id AND m.person_id = o.lead_id
                    AND m.left_at IS NULL AND m.team_id = ANY (led)) END;
END $$;

-- Takes away what was counted for an order, and a set of it that is not finished.
CREATE FUNCTION ctx.forget_counts(organisation uuid, person uuid, asked uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF ctx.organisation() IS DISTINCT FROM organisation THEN
    PERFORM ctx.act_for(organisation, person);
  END IF;
  PERFORM set_config('app.counting', ctx.seal('counting'), true);
  DELETE FROM public.evaluation_ordercounts c
   WHERE c.organisation_id = organisation AND c.order_id = asked;
  DELETE FROM public.evaluation_frozenrows r USING public.evaluation_frozenset s
   WHERE s.id = asked AND s.organisation_id = organisation AND s.digest = ''
     AND r.organisation_id = s.organisation_id AND r.frozen_id = s.id;
  DELETE FROM public.evaluation_frozenset s
   WHERE s.id = asked AND s.organisation_id = organisation AND s.digest = '';
  PERFORM set_config('app.counting', '', true);
END $$;

-- For the worker. The order that waits longest, for this maker from now on: one that waits, or one
-- whose maker fell silent. One that fell silent often enough is not tried again.
CREATE FUNCTION ctx.take_order(whose uuid, silent interval, at_most integer,
  OUT id uuid, OUT what text, OUT later text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o public.evaluation_order%ROWTYPE;
  moment timestamptz := clock_timestamp();
BEGIN
  LOOP
    SELECT * INTO o FROM public.evaluation_order n
     WHERE n.ended_at IS NULL AND (n.begun_at IS NULL OR n.seen_at < moment - silent)
     ORDER BY n.ordered_at, n.id LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF o.id IS NULL THEN RETURN; END IF;
    EXIT WHEN o.cancel_asked_at IS NULL AND o.tries < at_most;
    PERFORM ctx.forget_counts(o.organisation_id, o.person_id, o.id);
    UPDATE public.evaluation_order n
       SET step = CASE WHEN o.cancel_asked_at IS NULL THEN 'failed' ELSE 'cancelled' END,
           why_not = CASE WHEN o.cancel_asked_at IS NULL THEN 'stopped' ELSE '' END,
           ended_at = moment, step_at = moment, maker = NULL
     WHERE n.id = o.id;
  END LOOP;
  UPDATE public.evaluation_order n
     SET step = 'counting', begun_at = moment, step_at = moment, seen_at = moment,
         maker = whose, tries = n.tries + 1
   WHERE n.id = o.id;
  id := o.id; what := o.what; later := o.later;
END $$;

-- For the worker. Still at it; at which step, where that is another. Says what to do: go on,
-- cancel, or leave it, because another maker has it.
CREATE FUNCTION ctx.note_order(asked uuid, whose uuid, now_at text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE told text;
BEGIN
  UPDATE public.evaluation_order n
     SET seen_at = clock_timestamp(), step = coalesce(now_at, n.step),
         step_at = CASE WHEN now_at IS NULL THEN n.step_at ELSE clock_timestamp() END
   WHERE n.id = asked AND n.maker = whose AND n.ended_at IS NULL
  RETURNING CASE WHEN n.cancel_asked_at IS NULL THEN 'go-on' ELSE 'cancel' END INTO told;
  RETURN coalesce(told, 'leave');
END $$;

-- For the worker. Counts, and keeps what was counted; nothing of it leaves the database.
CREATE FUNCTION ctx.count_order(asked uuid, whose uuid, up_to text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  f record;
  o public.evaluation_order;
  counted jsonb;
BEGIN
  SELECT * INTO f FROM ctx.order_of(asked, whose);
  o := f.o;
  IF o.id IS NULL THEN RETURN 'leave'; END IF;
  IF NOT f.may THEN RETURN 'role'; END IF;
  counted := ctx.kept_counts(up_to);
  IF o.what = 'set' AND counted -> 'journeys' = '[]' THEN RETURN 'nothing'; END IF;
  INSERT INTO public.evaluation_ordercounts
         (id, organisation_id, person_id, order_id, later, tallies, counted_at)
  VALUES (gen_random_uuid(), o.organisation_id, o.person_id, o.id, up_to, counted, now())
  ON CONFLICT ON CONSTRAINT evaluation_counted_once DO NOTHING;
  RETURN 'ready';
END $$;

-- For the worker. Freezes the rows of an ordered set, under the numbers that its teams were given.
CREATE FUNCTION ctx.freeze_order(asked uuid, whose uuid, most integer, head_of_carers text,
  head_of_answers text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  f record;
  o public.evaluation_order;
  r record;
  largest integer := 0;
BEGIN
  SELECT * INTO f FROM ctx.order_of(asked, whose);
  o := f.o;
  IF o.id IS NULL OR o.what <> 'set' THEN RETURN 'leave'; END IF;
  IF NOT f.may THEN RETURN 'role'; END IF;
  -- There already, where a maker stopped before it could say that it was done.
  IF EXISTS (SELECT 1 FROM public.evaluation_frozenset s WHERE s.id = o.id) THEN
    RETURN 'ready';
  END IF;
  INSERT INTO public.evaluation_frozenset
         (id, organisation_id, name, method, digest, carers, carers_digest, answers,
          answers_digest, made_at, made_by_id)
  VALUES (o.id, o.organisation_id, o.name, '', '', 0, '', 0, '', now(), o.person_id);
  FOR r IN SELECT t.* FROM ctx.freeze_rows(o.id,
             ARRAY(SELECT t.key::uuid FROM jsonb_each_text(o.teams) t ORDER BY t.key),
             ARRAY(SELECT t.value FROM jsonb_each_text(o.teams) t ORDER BY t.key),
             most, head_of_carers, head_of_answers) t LOOP
    largest := greatest(largest, r.n);
    IF r.file = 'carers' THEN
      UPDATE public.evaluation_frozenset s SET carers = r.n, carers_digest = r.digest
       WHERE s.id = o.id;
    ELSE
      UPDATE public.evaluation_frozenset s SET answers = r.n, answers_digest = r.digest
       WHERE s.id = o.id;
    END IF;
  END LOOP;
  RETURN CASE WHEN largest > most THEN 'too-large' ELSE 'ready' END;
END $$;

-- For the worker. How it ended: ready, cancelled, or why not. NULL where another maker has it.
CREATE FUNCTION ctx.end_order(asked uuid, whose uuid, ended text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o public.evaluation_order%ROWTYPE;
  became text := ended;
BEGIN
  SELECT * INTO o FROM public.evaluation_order n
   WHERE n.id = asked AND n.maker = whose AND n.ended_at IS NULL FOR UPDATE;
  IF o.id IS NULL THEN RETURN NULL; END IF;
  IF o.cancel_asked_at IS NOT NULL THEN became := 'cancelled'; END IF;
  PERFORM ctx.act_for(o.organisation_id, o.person_id);
  IF became <> 'ready' THEN
    PERFORM ctx.forget_counts(o.organisation_id, o.person_id, o.id);
  END IF;
  UPDATE public.evaluation_order n
     SET step = CASE WHEN became IN ('ready', 'cancelled') THEN became ELSE 'failed' END,
         why_not = CASE WHEN became IN ('ready', 'cancelled') THEN '' ELSE became END,
         ended_at = clock_timestamp(), step_at = clock_timestamp(), maker = NULL
   WHERE n.id = o.id;
  RETURN became;
END $$;

-- For the worker. Takes away what was kept long enough. How many orders.
CREATE FUNCTION ctx.empty_orders(kept interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o public.evaluation_order%ROWTYPE;
  n integer := 0;
BEGIN
  FOR o IN SELECT * FROM public.evaluation_order e
            WHERE e.removed_at IS NULL AND e.ended_at < clock_timestamp() - kept
            ORDER BY e.ended_at LIMIT 200 FOR UPDATE SKIP LOCKED LOOP
    PERFORM ctx.forget_counts(o.organisation_id, o.person_id, o.id);
    UPDATE public.evaluation_order e SET removed_at = clock_timestamp(), teams = NULL
     WHERE e.id = o.id;
    n := n + 1;
  END LOOP;
  RETURN n;
END $$;

REVOKE ALL ON FUNCTION ctx.act_for(uuid, uuid), ctx.order_of(uuid, uuid),
  ctx.forget_counts(uuid, uuid, uuid), ctx.take_order(uuid, interval, integer),
  ctx.note_order(uuid, uuid, text), ctx.count_order(uuid, uuid, text),
  ctx.freeze_order(uuid, uuid, integer, text, text), ctx.end_order(uuid, uuid, text),
  ctx.empty_orders(interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.take_order(uuid, interval, integer),
  ctx.note_order(uuid, uuid, text), ctx.count_order(uuid, uuid, text),
  ctx.freeze_order(uuid, uuid, integer, text, text), ctx.end_order(uuid, uuid, text),
  ctx.empty_orders(interval) TO sh_worker;
"""
)


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0011_orders")]
    operations = [migrations.RunSQL(MAKING, migrations.RunSQL.noop)]
