"""The chain's tables, and the one function that can add to them."""

from django.db import migrations, models

FUNCTIONS = r"""
CREATE SCHEMA IF NOT EXISTS audit;
GRANT USAGE ON SCHEMA audit TO sh_staff, sh_portal, sh_office, sh_worker, sh_auth;

ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY chain ON audit_event TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY chain ON audit_head TO sh_owner USING (true) WITH CHECK (true);

-- One part of an event as text: its length, a colon, the text; "-" for nothing.
CREATE FUNCTION audit.part(value text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(length(value) || ':' || value, '-') $$;

CREATE FUNCTION audit.link(previous bytea, parts text[]) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous || convert_to(
    (SELECT string_agg(audit.part(part), '' ORDER BY place)
       FROM unnest(parts) WITH ORDINALITY AS t(part, place)), 'UTF8'))
$$;

-- Adds events to the chain of the context's organisation, in order. Who, where
-- and when come from the database, never from the caller.
CREATE FUNCTION audit.append(events jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  chain uuid := coalesce(ctx.organisation(), '00000000-0000-0000-0000-000000000000');
  actor uuid := ctx.person();
  moment timestamptz := clock_timestamp();
  head public.audit_head%ROWTYPE;
  event jsonb;
BEGIN
  INSERT INTO public.audit_head VALUES (chain, 0, decode(repeat('00', 32), 'hex'))
    ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM public.audit_head WHERE organisation_id = chain FOR UPDATE;
  FOR event IN SELECT value FROM jsonb_array_elements(events) LOOP
    head.sequence := head.sequence + 1;
    INSERT INTO public.audit_event (
      organisation_id, sequence, at, person_id, door, verb, about_kind, about_id, family_id,
      fields, purpose, outcome, request_id, previous_hash, hash)
    VALUES (
      chain, head.sequence, moment, actor, session_user, event->>'verb', event->>'about_kind',
      (event->>'about_id')::uuid, (event->>'family_id')::uuid, event->>'fields',
      event->>'purpose', event->>'outcome', (event->>'request_id')::uuid, head.hash,
      audit.link(head.hash, ARRAY[
        chain::text, head.sequence::text,
        (extract(epoch FROM moment) * 1000000)::bigint::text, actor::text, session_user::text,
        event->>'verb', event->>'about_kind', event->>'about_id', event->>'family_id',
        event->>'fields', event->>'purpose', event->>'outcome', event->>'request_id']))
    RETURNING hash INTO head.hash;
  END LOOP;
  UPDATE public.audit_head SET sequence = head.sequence, hash = head.hash
    WHERE organisation_id = chain;
END $$;

-- The last link of every chain, for the worker that signs them outside the database.
CREATE FUNCTION audit.heads() RETURNS TABLE (organisation_id uuid, sequence bigint, hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT organisation_id, sequence, hash FROM public.audit_head $$;

REVOKE ALL ON FUNCTION audit.append(jsonb), audit.heads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.append(jsonb) TO sh_staff, sh_portal, sh_office, sh_worker, sh_auth;
GRANT EXECUTE ON FUNCTION audit.heads() TO sh_worker;
GRANT SELECT ON audit_event TO sh_staff;
-- Those who answer for a record read who opened it; everybody else reads their own doings.
CREATE POLICY read ON audit_event FOR SELECT TO sh_staff USING (
  organisation_id = (SELECT ctx.organisation()) AND (
    person_id = (SELECT ctx.person())
    OR (SELECT ctx.roles())::text[] &&
       ARRAY['records_officer', 'safeguarding_lead', 'manager', 'supervisor']));
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0002_access_context")]

    operations = [
        migrations.CreateModel(
            "Event",
            fields=[
                ("pk", models.CompositePrimaryKey("organisation_id", "sequence", blank=True, editable=False, primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("person_id", models.UUIDField(null=True)),
                ("door", models.TextField()),
                ("verb", models.TextField()),
                ("about_kind", models.TextField()),
                ("about_id", models.UUIDField(null=True)),
                ("family_id", models.UUIDField(null=True)),
                ("fields", models.TextField()),
                ("purpose", models.TextField()),
                ("outcome", models.TextField()),
                ("request_id", models.UUIDField(null=True)),
                ("previous_hash", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation_id", "family_id", "-sequence"],
                        name="audit_event_by_family",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "Head",
            fields=[
                ("organisation_id", models.UUIDField(primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
