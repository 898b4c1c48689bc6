"""Row security for referrals, and the public door's own narrow context."""

from django.db import migrations

from safehome.people.protection import Protect

FRONT = ("manager", "safeguarding_lead", "supervisor", "records_officer")

MORE = r"""
-- The public door's context: an organisation whose front door is there, nobody
-- in person, and a role that no person can hold. NULL when there is none.
CREATE POLICY reception ON referrals_frontdoor FOR SELECT TO sh_owner USING (true);
CREATE FUNCTION ctx.begin_reception(asked text, OUT organisation_id uuid, OUT name text,
  OUT nation text, OUT is_open boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE context text;
BEGIN
  PERFORM set_config('app.context', '', true), set_config('app.seal', '', true);
  SELECT o.id, o.name, o.nation, d.is_open
    INTO organisation_id, name, nation, is_open
    FROM public.people_organisation o
    JOIN LATERAL (SELECT f.is_open FROM public.referrals_frontdoor f
                   WHERE f.organisation_id = o.id
                   ORDER BY f.written_at DESC, f.id DESC LIMIT 1) d ON true
   WHERE o.code = asked AND NOT o.is_office;
  IF organisation_id IS NULL THEN RETURN; END IF;
  context := concat_ws('|', organisation_id, '', 'reception', '', '');
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);
END $$;
REVOKE ALL ON FUNCTION ctx.begin_reception(text) FROM PUBLIC;
GRANT USAGE ON SCHEMA ctx, audit TO sh_reception;
GRANT EXECUTE ON FUNCTION ctx.begin_reception(text), ctx.context(), ctx.organisation(),
  ctx.person(), ctx.roles(), audit.append(jsonb) TO sh_reception;

-- What was handed in is written by the public door and never read back by it.
GRANT UPDATE ON referrals_arrival TO sh_staff;
CREATE POLICY taken ON referrals_arrival AS RESTRICTIVE FOR UPDATE TO sh_staff USING (
  (SELECT ctx.roles())::text[] && ARRAY['manager', 'safeguarding_lead', 'supervisor']);
CREATE POLICY opened ON referrals_frontdoor AS RESTRICTIVE FOR INSERT TO sh_staff WITH CHECK (
  (SELECT ctx.roles())::text[] && ARRAY['manager']);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_referrals_and_waiting"),
        ("families", "0004_row_security_of_what_is_hidden"),
        ("audit", "0001_events_and_heads"),
    ]

    operations = [
        Protect("FrontDoor", rows="organisation", reads=("staff", "reception")),
        Protect("Started", rows="organisation", reads=("reception",), writes=("reception",),
                changes=True, deletes=True),
        Protect("Arrival", rows="roles", roles=(*FRONT, "reception"), writes=("reception",)),
        Protect("Following", rows="organisation", reads=("staff", "reception"),
                writes=("staff", "reception")),
        Protect("Knock", rows="organisation", reads=("reception",), writes=("reception",),
                changes=True, deletes=True),
        Protect("Referral", rows="referrals", changes=True),
        Protect("WhatBecame", rows="organisation", reads=("staff", "reception")),
        Protect("DuplicateLook", rows="referral"),
        Protect("Suitability", rows="referral"),
        Protect("Priority", rows="family"),
        Protect("CheckIn", rows="family"),
        Protect("Capacity", rows="roles",
                roles=("manager", "supervisor", "safeguarding_lead")),
        Protect("Allocation", rows="family"),
        migrations.RunSQL(MORE, migrations.RunSQL.noop),
    ]
