"""Row security for staff and teams; what signing in needs to read and write."""

from django.db import migrations

from safehome.people.protection import Protect

MORE = r"""
-- Signing in, and founding an organisation, happen before there is a context.
CREATE POLICY sign_in ON people_person TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON people_roleheld TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON people_teammember TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY founding ON people_team TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON people_invitation TO sh_owner USING (true) WITH CHECK (true);

ALTER TABLE people_organisation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON people_organisation FOR SELECT USING (id = (SELECT ctx.organisation()));
CREATE POLICY sign_in ON people_organisation TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY office ON people_organisation FOR SELECT TO sh_office USING (true);
GRANT SELECT ON people_organisation TO sh_staff, sh_office;

-- Only an administrator gives roles and places in teams, whatever a page may ask.
CREATE POLICY given ON people_roleheld AS RESTRICTIVE FOR INSERT TO sh_staff
  WITH CHECK ('administrator' = ANY ((SELECT ctx.roles())::text[]));
CREATE POLICY taken ON people_roleheld AS RESTRICTIVE FOR UPDATE TO sh_staff
  USING ('administrator' = ANY ((SELECT ctx.roles())::text[]));
CREATE POLICY given ON people_teammember AS RESTRICTIVE FOR INSERT TO sh_staff
  WITH CHECK ('administrator' = ANY ((SELECT ctx.roles())::text[]));
CREATE POLICY taken ON people_teammember AS RESTRICTIVE FOR UPDATE TO sh_staff
  USING ('administrator' = ANY ((SELECT ctx.roles())::text[]));
CREATE POLICY named ON people_person AS RESTRICTIVE FOR INSERT TO sh_staff
  WITH CHECK ('administrator' = ANY ((SELECT ctx.roles())::text[]));
CREATE POLICY renamed ON people_person AS RESTRICTIVE FOR UPDATE TO sh_staff
  USING ('administrator' = ANY ((SELECT ctx.roles())::text[]));
CREATE POLICY sent ON people_invitation AS RESTRICTIVE FOR INSERT TO sh_staff
  WITH CHECK ('administrator' = ANY ((SELECT ctx.roles())::text[]));

-- An open invitation, to whoever holds its link.
CREATE FUNCTION ctx.invitation(key bytea, OUT email text, OUT name text, OUT organisation text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT p.email, p.name, o.name
    FROM public.people_invitation i
    JOIN public.people_person p ON p.organisation_id = i.organisation_id AND p.id = i.person_id
    JOIN public.people_organisation o ON o.id = i.organisation_id
   WHERE i.key_hash = key AND i.accepted_at IS NULL AND i.expires_at > clock_timestamp()
     AND p.account_id IS NULL AND p.left_at IS NULL
$$;

-- Accepts it, once: the account becomes that person's. False when it is no longer open.
CREATE FUNCTION ctx.accept_invitation(key bytea, account uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE accepted public.people_invitation%ROWTYPE;
BEGIN
  UPDATE public.people_invitation SET accepted_at = clock_timestamp()
   WHERE key_hash = key AND accepted_at IS NULL AND expires_at > clock_timestamp()
  RETURNING * INTO accepted;
  IF accepted.id IS NULL THEN RETURN false; END IF;
  UPDATE public.people_person SET account_id = account
   WHERE organisation_id = accepted.organisation_id AND id = accepted.person_id AND account_id IS NULL;
  -- False, too, for somebody who has an account by now.
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION ctx.invitation(bytea), ctx.accept_invitation(bytea, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.invitation(bytea), ctx.accept_invitation(bytea, uuid) TO sh_auth;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_access_context")]

    operations = [
        Protect("Person", rows="organisation", changes=True),
        Protect("Team", rows="organisation", changes=True),
        Protect("TeamMember", rows="organisation", changes=True),
        Protect("RoleHeld", rows="organisation", changes=True),
        Protect("Invitation", rows="organisation", changes=True),
        migrations.RunSQL(MORE, migrations.RunSQL.noop),
    ]
