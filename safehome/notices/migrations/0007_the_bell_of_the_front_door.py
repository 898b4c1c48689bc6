"""The bell of the front door, and what the worker may do to ring it.

The worker reads no referral and no table. It learns whom to ring, one mailbox at a
time: those on the staff who hold a role that may take a referral in, when something
arrived that they were not told of, and not within an hour of the last time.
"""

import django.db.models.deletion
from django.db import migrations, models

import safehome.kit.ids
from safehome.people.protection import Protect

BELL = r"""
CREATE POLICY ringing ON notices_bell TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY ringing ON notices_sender FOR SELECT TO sh_owner USING (true);
CREATE POLICY ringing ON referrals_arrival FOR SELECT TO sh_owner USING (true);

-- Since when somebody has not been told: what arrived up to the last bell, they were.
CREATE FUNCTION ctx.told_up_to(asked uuid) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce(max(b.up_to), '-infinity') FROM public.notices_bell b
   WHERE b.person_id = asked AND b.failed_at IS NULL
$$;

CREATE FUNCTION ctx.bells_due(moment timestamptz, roles text[], at_most integer)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT p.id FROM public.people_person p
   WHERE p.left_at IS NULL
     AND EXISTS (SELECT 1 FROM public.referrals_arrival a
          WHERE a.organisation_id = p.organisation_id AND a.taken_at IS NULL
            AND a.arrived_at > ctx.told_up_to(p.id))
     AND EXISTS (SELECT 1 FROM public.people_roleheld h
          WHERE h.organisation_id = p.organisation_id AND h.person_id = p.id
            AND h.role = ANY (roles) AND h.ended_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM public.notices_bell b
          WHERE b.organisation_id = p.organisation_id AND b.person_id = p.id
            AND b.rang_at > moment - interval '1 hour')
   ORDER BY p.id LIMIT at_most
$$;

-- Notes that somebody is rung for, in a context of the organisation with nobody in person.
-- Nothing when another worker is at it, or they were rung for meanwhile.
CREATE FUNCTION ctx.ring(asked uuid, moment timestamptz, roles text[], OUT id uuid,
  OUT email text, OUT sender text, OUT urgent boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  p public.people_person%ROWTYPE;
  newest timestamptz;
  context text;
BEGIN
  PERFORM set_config('app.context', '', true), set_config('app.seal', '', true);
  SELECT * INTO p FROM public.people_person r WHERE r.id = asked FOR UPDATE SKIP LOCKED;
  IF p.id IS NULL OR NOT EXISTS (
      SELECT 1 FROM ctx.bells_due(moment, roles, 2147483647) due WHERE due = asked) THEN
    RETURN;
  END IF;
  SELECT max(a.arrived_at), bool_or(a.urgency = 'today') INTO newest, urgent
    FROM public.referrals_arrival a
   WHERE a.organisation_id = p.organisation_id AND a.taken_at IS NULL
     AND a.arrived_at > ctx.told_up_to(p.id);
  SELECT s.name INTO sender FROM public.notices_sender s
   WHERE s.organisation_id = p.organisation_id ORDER BY s.written_at DESC, s.id DESC LIMIT 1;
  id := gen_random_uuid(); email := p.email;
  INSERT INTO public.notices_bell (id, organisation_id, person_id, rang_at, up_to)
    VALUES (id, p.organisation_id, p.id, moment, newest);
  context := concat_ws('|', p.organisation_id, '', 'worker', '', '');
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);
END $$;

CREATE FUNCTION ctx.not_rung(asked uuid, moment timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE public.notices_bell SET failed_at = moment WHERE id = asked AND failed_at IS NULL
$$;

REVOKE ALL ON FUNCTION ctx.told_up_to(uuid), ctx.bells_due(timestamptz, text[], integer),
  ctx.ring(uuid, timestamptz, text[]), ctx.not_rung(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.bells_due(timestamptz, text[], integer),
  ctx.ring(uuid, timestamptz, text[]), ctx.not_rung(uuid, timestamptz) TO sh_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0006_noted_before_it_is_handed_over"),
        ("referrals", "0004_what_a_decision_rests_on"),
        ("people", "0003_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bell",
            fields=[
                ("id", models.UUIDField(default=safehome.kit.ids.new_id, editable=False,
                                        primary_key=True, serialize=False)),
                ("rang_at", models.DateTimeField()),
                ("up_to", models.DateTimeField()),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("organisation", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+",
                    to="people.organisation")),
                ("person", models.ForeignKey(
                    db_constraint=False, on_delete=django.db.models.deletion.PROTECT,
                    related_name="+", to="people.person")),
            ],
            options={
                "ordering": ["-rang_at"],
                "indexes": [models.Index(fields=["organisation", "person", "-rang_at"],
                                         name="bells_by_person")],
            },
        ),
        Protect("Bell", rows="own", writes=()),
        migrations.RunSQL(BELL, migrations.RunSQL.noop),
    ]
