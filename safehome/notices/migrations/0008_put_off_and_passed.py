"""A notice that cannot even be checked is put off and counted; a reminder knows its meeting."""

from django.db import migrations, models

WORKER = r"""
-- As before, and with the moment of the meeting that it speaks of.
DROP FUNCTION ctx.begin_notice(uuid, boolean);
CREATE FUNCTION ctx.begin_notice(asked uuid, again boolean, OUT id uuid, OUT organisation_id uuid,
  OUT family_id uuid, OUT channel text, OUT box bytea, OUT tries integer,
  OUT meets_at timestamptz, OUT is_seen boolean,
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
  channel := n.channel; box := n.box; tries := n.tries; meets_at := n.meets_at;
  to_member := n.member_id IS NOT NULL;
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

-- After a fault with one notice, by which the others must not be kept waiting. Not handed
-- over yet: the try is counted and it waits, or is held after the last one. Noted as being
-- handed over: nobody knows, and a person is asked. In a context of the organisation with
-- nobody in person; nothing of the notice is read.
CREATE FUNCTION ctx.put_off_notice(asked uuid, moment timestamptz, first_wait interval,
  at_most integer, OUT id uuid, OUT family_id uuid, OUT became text, OUT why text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  n public.notices_notice%ROWTYPE;
  context text;
BEGIN
  PERFORM set_config('app.context', '', true), set_config('app.seal', '', true);
  SELECT * INTO n FROM public.notices_notice r
   WHERE r.id = asked AND r.sent_at IS NULL AND r.held_at IS NULL AND r.recalled_at IS NULL
     FOR UPDATE SKIP LOCKED;
  IF n.id IS NULL THEN RETURN; END IF;
  became := 'held'; why := 'perhaps';
  IF n.handing_at IS NULL AND n.tries + 1 < at_most THEN
    became := 'later'; why := '';
  ELSIF n.handing_at IS NULL THEN
    why := 'failed';
  END IF;
  UPDATE public.notices_notice r SET
     tries = r.tries + 1, held_because = why,
     held_at = CASE became WHEN 'held' THEN moment END,
     not_before = CASE became WHEN 'later' THEN moment + first_wait * power(2, r.tries)
                  ELSE r.not_before END
   WHERE r.id = n.id;
  id := n.id; family_id := n.family_id;
  context := concat_ws('|', n.organisation_id, '', 'worker', '', '');
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);
END $$;

REVOKE ALL ON FUNCTION ctx.begin_notice(uuid, boolean),
  ctx.put_off_notice(uuid, timestamptz, interval, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.begin_notice(uuid, boolean),
  ctx.put_off_notice(uuid, timestamptz, interval, integer) TO sh_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0007_the_bell_of_the_front_door")]

    operations = [
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
                ("passed", "The meeting that it speaks of had begun before it could go"),
                ("called-back", "Its letter was called back"),
            ],
        )),
        migrations.RunSQL(WORKER, migrations.RunSQL.noop),
    ]
