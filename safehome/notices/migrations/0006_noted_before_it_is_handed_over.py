"""A notice is noted as being handed over before a carrier has it.

Handing over and noting that it went cannot be one step. So the worker notes first,
commits, hands over, and notes the end. What it leaves noted without an end may have
gone: it is never sent again by itself, and a person is asked to find out.
"""

from django.db import migrations, models

WORKER = r"""
CREATE OR REPLACE FUNCTION ctx.notices_due(moment timestamptz, at_most integer)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT n.id FROM public.notices_notice n
   WHERE n.sent_at IS NULL AND n.held_at IS NULL AND n.recalled_at IS NULL
     AND n.handing_at IS NULL AND n.not_before <= moment
   ORDER BY n.not_before, n.id LIMIT at_most
$$;

-- Notices whose handing over began before a moment and never ended. Ids only.
CREATE FUNCTION ctx.notices_cut_short(moment timestamptz, at_most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT n.id FROM public.notices_notice n
   WHERE n.sent_at IS NULL AND n.held_at IS NULL AND n.recalled_at IS NULL
     AND n.handing_at <= moment
   ORDER BY n.handing_at, n.id LIMIT at_most
$$;

-- As before; again: one that is being handed over, so that its end is noted.
DROP FUNCTION ctx.begin_notice(uuid);
CREATE FUNCTION ctx.begin_notice(asked uuid, again boolean, OUT id uuid, OUT organisation_id uuid,
  OUT family_id uuid, OUT channel text, OUT box bytea, OUT tries integer, OUT is_seen boolean,
  OUT is_confirmed boolean, OUT to_member boolean, OUT has_rule boolean, OUT rule_channel text,
  OUT rule_also text[], OUT rule_days smallint[], OUT rule_not_before time,
  OUT rule_not_after time, OUT rule_review_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  n public.notices_notice%ROWTYPE;
  rule public.families_safecontact%ROWTYPE;
  writer uuid;
  roles text[] := '{}';
  led uuid[];
  context text;
BEGIN
  PERFORM set_config('app.context', '', true), set_config('app.seal', '', true);
  SELECT * INTO n FROM public.notices_notice r
   WHERE r.id = asked AND r.sent_at IS NULL AND r.held_at IS NULL AND r.recalled_at IS NULL
     AND (r.handing_at IS NOT NULL) = again
     FOR UPDATE SKIP LOCKED;
  IF n.id IS NULL THEN RETURN; END IF;

  SELECT p.id INTO writer FROM public.people_person p
   WHERE p.organisation_id = n.organisation_id AND p.id = n.written_by_id AND p.left_at IS NULL;
  IF writer IS NOT NULL THEN
    SELECT coalesce(array_agg(h.role ORDER BY h.role), '{}') INTO roles
      FROM public.people_roleheld h
     WHERE h.organisation_id = n.organisation_id AND h.person_id = writer AND h.ended_at IS NULL;
    IF 'supervisor' = ANY (roles) THEN
      SELECT array_agg(m.team_id) INTO led FROM public.people_teammember m
       WHERE m.organisation_id = n.organisation_id AND m.person_id = writer
         AND m.leads AND m.left_at IS NULL;
    END IF;
  END IF;
  -- Somebody who has left sees nothing; the service itself then holds the notice.
  context := concat_ws('|', n.organisation_id, coalesce(writer::text, ''),
                       CASE WHEN writer IS NULL THEN 'worker' ELSE array_to_string(roles, ',') END,
                       coalesce(array_to_string(led, ','), ''), '');
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);

  id := n.id; organisation_id := n.organisation_id; family_id := n.family_id;
  channel := n.channel; box := n.box; tries := n.tries; to_member := n.member_id IS NOT NULL;
  -- From here on the policies of the tables themselves decide, for that context.
  IF n.member_id IS NOT NULL THEN
    SELECT true, m.left_on IS NULL AND m.version = n.version INTO is_seen, is_confirmed
      FROM public.families_familymember m
     WHERE m.organisation_id = n.organisation_id AND m.family_id = n.family_id
       AND m.id = n.member_id;
    SELECT * INTO rule FROM public.families_safecontact s
     WHERE s.organisation_id = n.organisation_id AND s.family_id = n.family_id
       AND s.member_id = n.member_id
     ORDER BY s.agreed_at DESC, s.id DESC LIMIT 1;
  ELSE
    SELECT true, p.confirmed_at IS NOT NULL AND p.version = n.version
           AND (p.until IS NULL OR p.until >= current_date) INTO is_seen, is_confirmed
      FROM public.network_professional p
     WHERE p.organisation_id = n.organisation_id AND p.family_id = n.family_id
       AND p.id = n.professional_id;
  END IF;
  is_seen := coalesce(is_seen, false); is_confirmed := coalesce(is_confirmed, false);
  has_rule := rule.id IS NOT NULL; rule_channel := rule.channel; rule_also := rule.also;
  rule_days := rule.days; rule_not_before := rule.not_before; rule_not_after := rule.not_after;
  rule_review_on := rule.review_on;
END $$;

-- Notes that the notice whose context was begun is being handed over; '' when so. A room
-- above may hold it instead, by a trigger on this very change: then the reason.
CREATE FUNCTION ctx.hand_notice(asked uuid, moment timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  because text;
BEGIN
  UPDATE public.notices_notice n SET handing_at = moment
   WHERE n.id = asked AND n.organisation_id = ctx.organisation()
     AND n.written_by_id = ctx.person()
     AND n.sent_at IS NULL AND n.held_at IS NULL AND n.recalled_at IS NULL
     AND n.handing_at IS NULL
  RETURNING n.held_because INTO because;
  IF NOT FOUND THEN RAISE EXCEPTION 'notice % was not begun', asked; END IF;
  RETURN because;
END $$;

CREATE OR REPLACE FUNCTION ctx.end_notice(asked uuid, became text, why text, moment timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  organisation uuid := ctx.organisation();
  person uuid := ctx.person();
  is_worker boolean := ctx.roles() = '{worker}';
  context text := current_setting('app.context', true);
  done boolean;
BEGIN
  -- Even a notice to somebody whom its writer may no longer see must be held.
  PERFORM set_config('app.context', '', true);
  UPDATE public.notices_notice n SET
     sent_at = CASE became WHEN 'sent' THEN moment END,
     held_at = CASE became WHEN 'held' THEN moment END,
     held_because = CASE became WHEN 'held' THEN why ELSE '' END,
     not_before = CASE became WHEN 'later' THEN moment ELSE n.not_before END,
     -- What is tried again is no longer being handed over.
     handing_at = CASE became WHEN 'later' THEN NULL ELSE n.handing_at END,
     tries = n.tries + CASE became WHEN 'held' THEN 0 ELSE 1 END
   WHERE n.id = asked AND n.organisation_id = organisation
     AND (n.written_by_id = person OR is_worker)
     AND n.sent_at IS NULL AND n.held_at IS NULL AND n.recalled_at IS NULL
     AND became IN ('sent', 'held', 'later');
  done := FOUND;
  PERFORM set_config('app.context', context, true);
  RETURN done;
END $$;

REVOKE ALL ON FUNCTION ctx.begin_notice(uuid, boolean),
  ctx.hand_notice(uuid, timestamptz), ctx.notices_cut_short(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.begin_notice(uuid, boolean),
  ctx.hand_notice(uuid, timestamptz), ctx.notices_cut_short(timestamptz, integer) TO sh_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0005_held_for_a_second_person")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="handing_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField("notice", "held_because", models.CharField(
            blank=True, default="", max_length=12, choices=[
                ("rule", "The rule for reaching them does not allow it"),
                ("review", "The rule for reaching them is overdue for review"),
                ("time", "It would have come outside the days or times they agreed to"),
                ("sight", "Whoever wrote it can no longer see the family or this person"),
                ("unconfirmed",
                 "What is written of them has changed, or is no longer confirmed"),
                ("second", "A second person reads it first: the family has a warning"),
                ("failed", "It could not be handed over to whoever carries it"),
                ("home", "A home was hidden since it was written: somebody reads it again"),
                ("ground", "The agreement that it relied on is no longer in force"),
                ("told", "They must not be told this, by what was written since"),
                ("perhaps",
                 "Handing it over was cut short. Ring and ask before you write again"),
            ],
        )),
        migrations.RunSQL(WORKER, migrations.RunSQL.noop),
    ]
