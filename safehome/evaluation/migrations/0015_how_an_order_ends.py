"""An order is ended only by what truly ended it, and each end of one is told to the audit.

It is never unknown whether somebody may have it. Two makers that meet keep what was counted first.
Both files of a set know a team by one number, also one that was made after it was ordered.
"""

from django.db import migrations, models

TRULY = r"""
-- The numbers that teams have in a set, with numbers for teams that were made since they were
-- drawn: after those, in an order that is drawn too. NULL stays NULL: of what is no set.
CREATE FUNCTION ctx.number_teams(organisation uuid, given jsonb) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
  SELECT given || coalesce(jsonb_object_agg(t.id::text, 'Team ' || t.place), '{}')
    FROM (SELECT m.id, row_number() OVER (ORDER BY gen_random_uuid())
                       + (SELECT count(*) FROM jsonb_object_keys(given)) AS place
            FROM public.people_team m
           WHERE m.organisation_id = organisation AND NOT given ? m.id::text) t
$$;

-- The order that this maker has, acting from here on for whoever ordered it; and whether they may
-- have it, which is never unknown: as safehome.evaluation.policies has it for somebody at a page.
CREATE OR REPLACE FUNCTION ctx.order_of(asked uuid, whose uuid, OUT o public.evaluation_order, OUT may boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  roles text[];
  led uuid[];
BEGIN
  SELECT * INTO o FROM public.evaluation_order n
   WHERE n.id = asked AND n.maker = whose AND n.ended_at IS NULL;
  IF o.id IS NULL THEN RETURN; END IF;
  SELECT a.roles, a.led INTO roles, led FROM ctx.act_for(o.organisation_id, o.person_id) a;
  may := coalesce(CASE
    WHEN o.what = 'set' THEN roles && '{manager,safeguarding_lead,records_officer}'::text[]
    WHEN o.what = 'packet' THEN 'manager' = ANY (roles)
    WHEN o.part <> 'lead' THEN
      roles && '{supervisor,manager,safeguarding_lead,records_officer}'::text[]
    ELSE (o.lead_id = o.person_id AND 'practitioner' = ANY (roles))
      OR EXISTS (SELECT 1 FROM public.people_teammember m
                  WHERE m.organisation_id = o.organisation_id AND m.person_id = o.lead_id
                    AND m.left_at IS NULL AND m.team_id = ANY (led)) END, false);
END $$;

DROP FUNCTION ctx.take_order(uuid, interval, integer);
-- For the worker. The order that waits longest, for this maker from now on: one that waits, or one
-- whose maker fell silent. One that fell silent often enough, or that was cancelled, is ended
-- instead: became says how, for the audit, which is written as whoever ordered it.
CREATE FUNCTION ctx.take_order(whose uuid, silent interval, at_most integer,
  OUT id uuid, OUT what text, OUT later text, OUT became text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o public.evaluation_order%ROWTYPE;
  moment timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO o FROM public.evaluation_order n
   WHERE n.ended_at IS NULL AND (n.begun_at IS NULL OR n.seen_at < moment - silent)
   ORDER BY n.ordered_at, n.id LIMIT 1 FOR UPDATE SKIP LOCKED;
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

-- For the worker. Still at it; at which step, where that is another. Says what to do: go on,
-- cancel, or leave it, because another maker has it. At another step the snapshot of the count is
-- older than this moment, so that each team of that snapshot has a number from here on.
CREATE OR REPLACE FUNCTION ctx.note_order(asked uuid, whose uuid, now_at text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE told text;
BEGIN
  UPDATE public.evaluation_order n
     SET seen_at = clock_timestamp(), step = coalesce(now_at, n.step),
         teams = CASE WHEN now_at IS NULL THEN n.teams
                      ELSE ctx.number_teams(n.organisation_id, n.teams) END,
         step_at = CASE WHEN now_at IS NULL THEN n.step_at ELSE clock_timestamp() END
   WHERE n.id = asked AND n.maker = whose AND n.ended_at IS NULL
  RETURNING CASE WHEN n.cancel_asked_at IS NULL THEN 'go-on' ELSE 'cancel' END INTO told;
  RETURN coalesce(told, 'leave');
END $$;

-- For the worker. Counts, and keeps what was counted; nothing of it leaves the database.
CREATE OR REPLACE FUNCTION ctx.count_order(asked uuid, whose uuid, up_to text) RETURNS text
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
  -- There already, where a maker that was taken for dead had only been slow.
  IF EXISTS (SELECT 1 FROM public.evaluation_ordercounts c
              WHERE c.organisation_id = o.organisation_id AND c.order_id = o.id
                AND c.later = up_to) THEN
    RETURN 'ready';
  END IF;
  counted := ctx.kept_counts(up_to);
  IF o.what = 'set' AND counted -> 'journeys' = '[]' THEN RETURN 'nothing'; END IF;
  INSERT INTO public.evaluation_ordercounts
         (id, organisation_id, person_id, order_id, later, tallies, counted_at)
  VALUES (gen_random_uuid(), o.organisation_id, o.person_id, o.id, up_to, counted, now())
  ON CONFLICT ON CONSTRAINT evaluation_counted_once DO NOTHING;
  RETURN 'ready';
END $$;

-- For the worker. Freezes the rows of an ordered set, under the numbers that its teams were given.
CREATE OR REPLACE FUNCTION ctx.freeze_order(asked uuid, whose uuid, most integer, head_of_carers text,
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
  -- Made between taking the order and this snapshot. It has a number by now, which only a later
  -- snapshot sees: so it is begun anew, as where two makers met.
  IF EXISTS (SELECT 1 FROM public.people_team m
              WHERE m.organisation_id = o.organisation_id AND NOT o.teams ? m.id::text) THEN
    RAISE EXCEPTION 'a team has no number yet' USING ERRCODE = 'serialization_failure';
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

DROP FUNCTION ctx.empty_orders(interval);
-- For the worker. Takes away what was kept long enough: a set that nobody has looked at yet later
-- than all else, because it is the only one of that moment. How many orders.
CREATE FUNCTION ctx.empty_orders(kept interval, unfinished interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o public.evaluation_order%ROWTYPE;
  n integer := 0;
BEGIN
  FOR o IN SELECT * FROM public.evaluation_order e
            WHERE e.removed_at IS NULL AND e.ended_at < clock_timestamp() -
              CASE WHEN e.what = 'set' AND e.step = 'ready' AND e.frozen_at IS NULL
                   THEN unfinished ELSE kept END
            ORDER BY e.ended_at LIMIT 200 FOR UPDATE SKIP LOCKED LOOP
    PERFORM ctx.forget_counts(o.organisation_id, o.person_id, o.id);
    UPDATE public.evaluation_order e SET removed_at = clock_timestamp(), teams = NULL
     WHERE e.id = o.id;
    n := n + 1;
  END LOOP;
  RETURN n;
END $$;

REVOKE ALL ON FUNCTION ctx.number_teams(uuid, jsonb), ctx.take_order(uuid, interval, integer),
  ctx.empty_orders(interval, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.take_order(uuid, interval, integer),
  ctx.empty_orders(interval, interval) TO sh_worker;
"""
WHICH = (
    models.Q(part="team", team__isnull=False, lead__isnull=True, year__isnull=True)
    | models.Q(part="lead", team__isnull=True, lead__isnull=False, year__isnull=True)
    | models.Q(part="year", team__isnull=True, lead__isnull=True, year__isnull=False)
    | models.Q(
        part__in=["all", "this-year", "last-year"],
        team__isnull=True, lead__isnull=True, year__isnull=True,
    )
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0014_how_much_was_held")]
    operations = [
        migrations.RunSQL(TRULY, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=WHICH, name="evaluation_order_part_with_which"
            ),
        ),
    ]
