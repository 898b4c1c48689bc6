"""An evaluator belongs to an organisation, and no row of it is theirs.

Their context names no organisation, so every table's own policy shows them nothing, whatever a
page may ask; the organisation stands in a place of its own, which only the functions that give
frozen sets, and the audit, read. Other roles that such a person was given count for nothing.
"""

from django.db import migrations

EVALUATOR = r"""
-- organisation|person|roles|teams led|session|organisation that is evaluated
CREATE OR REPLACE FUNCTION ctx.begin(token_hash bytea, OUT session_id uuid, OUT session_data text,
  OUT account_id uuid, OUT second_factor boolean, OUT organisation_id uuid,
  OUT organisation_name text, OUT person_id uuid, OUT person_name text, OUT roles text[],
  OUT seen_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  found public.people_signinsession%ROWTYPE;
  idle interval := CASE session_user WHEN 'sh_portal' THEN '15 min' ELSE '20 min' END;
  moment timestamptz := clock_timestamp();
  led uuid[];
  evaluates boolean;
  context text;
BEGIN
  PERFORM set_config('app.context', '', true), set_config('app.seal', '', true);
  SELECT * INTO found FROM public.people_signinsession s
   WHERE s.key_hash = token_hash AND s.expires_at > moment AND s.seen_at > moment - idle
     AND 'sh_' || s.door = session_user;
  IF found.id IS NULL THEN RETURN; END IF;
  session_id := found.id; session_data := found.data; account_id := found.account_id;
  second_factor := found.second_factor; seen_at := found.seen_at;
  -- No second factor, no person: such a browser sees no row at all.
  IF found.account_id IS NULL OR NOT found.second_factor THEN RETURN; END IF;

  SELECT p.id, p.name, o.id, o.name INTO person_id, person_name, organisation_id, organisation_name
    FROM public.people_person p JOIN public.people_organisation o ON o.id = p.organisation_id
   WHERE p.account_id = found.account_id AND p.left_at IS NULL
     AND o.is_office = (session_user = 'sh_office');
  IF person_id IS NULL THEN RETURN; END IF;
  SELECT coalesce(array_agg(h.role ORDER BY h.role), '{}') INTO roles
    FROM public.people_roleheld h
   WHERE h.organisation_id = begin.organisation_id AND h.person_id = begin.person_id
     AND h.ended_at IS NULL;
  evaluates := 'evaluator' = ANY (roles);
  IF evaluates THEN roles := '{evaluator}'; END IF;
  IF 'supervisor' = ANY (roles) THEN
    SELECT array_agg(m.team_id) INTO led FROM public.people_teammember m
     WHERE m.organisation_id = begin.organisation_id AND m.person_id = begin.person_id
       AND m.leads AND m.left_at IS NULL;
  END IF;
  context := concat_ws('|', CASE WHEN evaluates THEN '' ELSE organisation_id::text END, person_id,
                       array_to_string(roles, ','), coalesce(array_to_string(led, ','), ''),
                       found.id, CASE WHEN evaluates THEN organisation_id::text ELSE '' END);
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);
END $$;

-- The organisation whose frozen sets this person reads; NULL for everybody but an evaluator.
CREATE FUNCTION ctx.evaluates() RETURNS uuid LANGUAGE sql STABLE
RETURN nullif(split_part(ctx.context(), '|', 6), '')::uuid;
REVOKE ALL ON FUNCTION ctx.evaluates() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.evaluates() TO sh_owner, sh_staff, sh_portal, sh_office, sh_worker,
  sh_auth, sh_reception;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_the_role_of_an_evaluator")]
    operations = [migrations.RunSQL(EVALUATOR, migrations.RunSQL.noop)]
