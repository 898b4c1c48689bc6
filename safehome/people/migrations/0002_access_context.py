"""The sealed context: who is acting, told once by the database and checked by every policy."""

from django.db import migrations

CONTEXT = r"""
CREATE SCHEMA ctx;
GRANT USAGE ON SCHEMA ctx TO sh_staff, sh_portal, sh_office, sh_worker, sh_auth;

-- The key of the seal. Only functions owned by sh_owner can read it.
CREATE TABLE ctx.secret (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  key bytea NOT NULL
);
REVOKE ALL ON ctx.secret FROM PUBLIC;
INSERT INTO ctx.secret (key) VALUES (sha256(convert_to(
  gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- The seal binds the context to this backend and this transaction, so that one
-- copied from another transaction is worth nothing (HMAC as in RFC 2104, with
-- the key hashed in twice).
CREATE FUNCTION ctx.seal(context text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT encode(sha256(s.key || sha256(s.key || convert_to(
      context || '|' || pg_backend_pid() || '|' || extract(epoch FROM now()), 'UTF8'))), 'hex')
    FROM ctx.secret s
$$;
REVOKE ALL ON FUNCTION ctx.seal(text) FROM PUBLIC;

-- organisation|person|roles|reach|teams led|session, or NULL when the seal is wrong.
CREATE FUNCTION ctx.context() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE context text := nullif(current_setting('app.context', true), '');
BEGIN
  IF context IS NULL
     OR current_setting('app.seal', true) IS DISTINCT FROM ctx.seal(context) THEN
    RETURN NULL;
  END IF;
  RETURN context;
END $$;

CREATE FUNCTION ctx.organisation() RETURNS uuid LANGUAGE sql STABLE SET search_path = ''
AS $$ SELECT nullif(split_part(ctx.context(), '|', 1), '')::uuid $$;

CREATE FUNCTION ctx.person() RETURNS uuid LANGUAGE sql STABLE SET search_path = ''
AS $$ SELECT nullif(split_part(ctx.context(), '|', 2), '')::uuid $$;

CREATE FUNCTION ctx.roles() RETURNS text[] LANGUAGE sql STABLE SET search_path = ''
AS $$ SELECT coalesce(string_to_array(nullif(split_part(ctx.context(), '|', 3), ''), ','), '{}') $$;

-- Whether every family of the organisation can be seen to exist.
CREATE FUNCTION ctx.reaches_all() RETURNS boolean LANGUAGE sql STABLE SET search_path = ''
AS $$ SELECT coalesce(ctx.roles() && '{safeguarding_lead,records_officer,manager}', false) $$;

-- Whether every family's notes can be read. A manager's cannot: no need, no sight.
CREATE FUNCTION ctx.reads_all() RETURNS boolean LANGUAGE sql STABLE SET search_path = ''
AS $$ SELECT coalesce(ctx.roles() && '{safeguarding_lead,records_officer}', false) $$;

-- The teams that this person leads as a supervisor.
CREATE FUNCTION ctx.teams_led() RETURNS uuid[] LANGUAGE sql STABLE SET search_path = ''
AS $$ SELECT coalesce(string_to_array(nullif(split_part(ctx.context(), '|', 4), ''), ',')::uuid[], '{}') $$;

-- Begins the context of a signed-in browser for the rest of this transaction.
-- One statement gives the door all it needs to know about who is acting.
CREATE FUNCTION ctx.begin(token_hash bytea, OUT session_id uuid, OUT session_data text,
  OUT account_id uuid, OUT second_factor boolean, OUT organisation_id uuid,
  OUT organisation_name text, OUT person_id uuid, OUT person_name text, OUT roles text[],
  OUT seen_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  found public.people_signinsession%ROWTYPE;
  idle interval := CASE session_user WHEN 'sh_portal' THEN '15 min' ELSE '20 min' END;
  moment timestamptz := clock_timestamp();
  led uuid[];
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
  IF 'supervisor' = ANY (roles) THEN
    SELECT array_agg(m.team_id) INTO led FROM public.people_teammember m
     WHERE m.organisation_id = begin.organisation_id AND m.person_id = begin.person_id
       AND m.leads AND m.left_at IS NULL;
  END IF;
  context := concat_ws('|', organisation_id, person_id, array_to_string(roles, ','),
                       coalesce(array_to_string(led, ','), ''), found.id);
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);
END $$;

REVOKE ALL ON FUNCTION ctx.context(), ctx.organisation(), ctx.person(), ctx.roles(),
  ctx.reaches_all(), ctx.reads_all(), ctx.teams_led(), ctx.begin(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.context(), ctx.organisation(), ctx.person(), ctx.roles(),
  ctx.reaches_all(), ctx.reads_all(), ctx.teams_led()
  TO sh_owner, sh_staff, sh_portal, sh_office, sh_worker, sh_auth;
GRANT EXECUTE ON FUNCTION ctx.begin(bytea) TO sh_staff, sh_portal, sh_office, sh_worker;

-- What a record is bound to when it is written stays so.
CREATE FUNCTION ctx.refuse_rebinding() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
AS $$ BEGIN RAISE EXCEPTION 'a row of % stays with its organisation and family', TG_TABLE_NAME; END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_staff_and_accounts")]
    operations = [migrations.RunSQL(CONTEXT, migrations.RunSQL.noop)]
