"""What an evaluator does stands in the chain of the organisation that they evaluate.

Their context names no organisation of its own, so that no table shows them a row.
"""

from django.db import migrations

APPEND = r"""
CREATE OR REPLACE FUNCTION audit.append(events jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  chain uuid := coalesce(ctx.organisation(), ctx.evaluates(),
                         '00000000-0000-0000-0000-000000000000');
  actor uuid := ctx.person();
  moment timestamptz := clock_timestamp();
  -- What every event of this transaction begins and goes on with, spelt once.
  begins text := audit.part(chain::text);
  goes_on text := audit.part((extract(epoch FROM moment) * 1000000)::bigint::text)
    || audit.part(actor::text) || audit.part(session_user::text);
  place bigint;
  last bytea;
  links bytea[] := '{}';
  ends text;
BEGIN
  SELECT sequence, hash INTO place, last FROM public.audit_head
   WHERE organisation_id = chain FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO public.audit_head VALUES (chain, 0, decode(repeat('00', 32), 'hex'))
      ON CONFLICT DO NOTHING;
    SELECT sequence, hash INTO place, last FROM public.audit_head
     WHERE organisation_id = chain FOR UPDATE;
  END IF;
  links := links || last;
  FOR ends IN
    -- As audit.part spells them; a call for each part would cost more than all the rest.
    SELECT coalesce(length(verb) || ':' || verb, '-')
        || coalesce(length(about_kind) || ':' || about_kind, '-')
        || coalesce('36:' || about_id, '-') || coalesce('36:' || family_id, '-')
        || coalesce(length(fields) || ':' || fields, '-')
        || coalesce(length(purpose) || ':' || purpose, '-')
        || coalesce(length(outcome) || ':' || outcome, '-')
        || coalesce('36:' || request_id, '-')
      FROM ROWS FROM (jsonb_to_recordset(events) AS (
        verb text, about_kind text, about_id uuid, family_id uuid, fields text, purpose text,
        outcome text, request_id uuid)) WITH ORDINALITY AS e ORDER BY ordinality
  LOOP
    place := place + 1;
    last := sha256(last || convert_to(
      begins || length(place::text) || ':' || place || goes_on || ends, 'UTF8'));
    links := links || last;
  END LOOP;
  place := place - cardinality(links) + 1;
  INSERT INTO public.audit_event (
    organisation_id, sequence, at, person_id, door, verb, about_kind, about_id, family_id,
    fields, purpose, outcome, request_id, previous_hash, hash)
  SELECT chain, place + e.ordinality, moment, actor, session_user, verb, about_kind, about_id,
         family_id, fields, purpose, outcome, request_id,
         links[e.ordinality], links[e.ordinality + 1]
    FROM ROWS FROM (jsonb_to_recordset(events) AS (
      verb text, about_kind text, about_id uuid, family_id uuid, fields text, purpose text,
      outcome text, request_id uuid)) WITH ORDINALITY AS e;
  UPDATE public.audit_head SET sequence = place + cardinality(links) - 1, hash = last
   WHERE organisation_id = chain;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_in_one_pass"),
        ("people", "0007_what_an_evaluator_may"),
    ]
    operations = [migrations.RunSQL(APPEND, migrations.RunSQL.noop)]
