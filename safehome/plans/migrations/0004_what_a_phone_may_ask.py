"""Row security of copies on a phone, and the few things that a phone or the worker may do.

The public door has no grant on the table. A telephone that names a token gets one sealed
box once, and later a word: holds, newer, over. Nothing lists tokens.
"""

from django.db import migrations

from safehome.people.protection import DOORS, HideRestricted, Protect

# A copy on a phone is of the copy's own version and carer, and of the version's own plan.
TOGETHER = """
ALTER TABLE plans_copy ADD CONSTRAINT plans_copy_of_version
  UNIQUE (organisation_id, version_id, id);
ALTER TABLE plans_copy ADD CONSTRAINT plans_copy_of_member
  UNIQUE (organisation_id, member_id, id);
ALTER TABLE plans_phonecopy ADD CONSTRAINT plans_phonecopy_copy_same_version
  FOREIGN KEY (organisation_id, version_id, copy_id)
  REFERENCES plans_copy (organisation_id, version_id, id) ON DELETE RESTRICT;
ALTER TABLE plans_phonecopy ADD CONSTRAINT plans_phonecopy_copy_same_member
  FOREIGN KEY (organisation_id, member_id, copy_id)
  REFERENCES plans_copy (organisation_id, member_id, id) ON DELETE RESTRICT;
ALTER TABLE plans_phonecopy ADD CONSTRAINT plans_phonecopy_version_same_plan
  FOREIGN KEY (organisation_id, plan_id, version_id)
  REFERENCES plans_version (organisation_id, plan_id, id) ON DELETE RESTRICT;
"""

# Only the functions below act as the owner. They see this one table, whose words are sealed.
OWNER = f"""
CREATE POLICY asked ON plans_phonecopy TO sh_owner USING (true) WITH CHECK (true);
ALTER POLICY restricted_member_id ON plans_phonecopy TO {DOORS};
"""

# Whoever withdraws a copy or changes the plan may not see every carer of the family. So
# what follows for telephones is written by the database, for all of them.
FOLLOWS = r"""
CREATE FUNCTION ctx.end_on_phones() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE public.plans_phonecopy p SET ended_at = now(), box = ''
   WHERE p.organisation_id = NEW.organisation_id AND p.ended_at IS NULL
     AND NEW.id = CASE TG_TABLE_NAME WHEN 'plans_copy' THEN p.copy_id
                                     WHEN 'plans_plan' THEN p.plan_id ELSE p.member_id END;
  RETURN NULL;
END $$;
CREATE FUNCTION ctx.newer_on_phones() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE public.plans_phonecopy p SET newer_at = now()
   WHERE p.organisation_id = NEW.organisation_id AND p.plan_id = NEW.plan_id
     AND p.version_id <> NEW.id AND p.newer_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ctx.end_on_phones(), ctx.newer_on_phones() FROM PUBLIC;

CREATE TRIGGER ends_on_phones AFTER UPDATE ON plans_copy FOR EACH ROW
  WHEN (num_nonnulls(NEW.withdrawn_at, NEW.returned_on)
        > num_nonnulls(OLD.withdrawn_at, OLD.returned_on))
  EXECUTE FUNCTION ctx.end_on_phones();
CREATE TRIGGER ends_on_phones AFTER UPDATE ON plans_plan FOR EACH ROW
  WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)
  EXECUTE FUNCTION ctx.end_on_phones();
CREATE TRIGGER ends_on_phones AFTER UPDATE ON families_familymember FOR EACH ROW
  WHEN (OLD.left_on IS NULL AND NEW.left_on IS NOT NULL)
  EXECUTE FUNCTION ctx.end_on_phones();
CREATE TRIGGER newer_on_phones AFTER UPDATE ON plans_version FOR EACH ROW
  WHEN (OLD.in_force_at IS NULL AND NEW.in_force_at IS NOT NULL)
  EXECUTE FUNCTION ctx.newer_on_phones();
"""

ASKS = r"""
-- A context of the organisation with nobody in person, so that what a telephone did stands
-- in the organisation's own chain.
CREATE FUNCTION ctx.begin_phone(organisation uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE context text := concat_ws('|', organisation, '', 'phone', '', '');
BEGIN
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);
END $$;
REVOKE ALL ON FUNCTION ctx.begin_phone(uuid) FROM PUBLIC;

-- The box of a link that still holds, once: it is emptied in the same breath.
CREATE FUNCTION ctx.take_phone_copy(asked bytea, OUT id uuid, OUT family_id uuid, OUT box bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE p public.plans_phonecopy%ROWTYPE;
BEGIN
  SELECT * INTO p FROM public.plans_phonecopy r WHERE r.token_hash = asked
     AND r.taken_at IS NULL AND r.ended_at IS NULL AND r.newer_at IS NULL
     AND r.link_until > now() AND r.until > now() FOR UPDATE;
  IF p.id IS NULL THEN RETURN; END IF;
  UPDATE public.plans_phonecopy r SET taken_at = now(), box = '' WHERE r.id = p.id;
  id := p.id; family_id := p.family_id; box := p.box;
  PERFORM ctx.begin_phone(p.organisation_id);
END $$;

-- How a copy stands that was fetched: holds, newer, over; NULL for any other token.
CREATE FUNCTION ctx.phone_copy_stands(asked bytea) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT CASE WHEN p.ended_at IS NOT NULL OR p.erased_at IS NOT NULL OR p.until <= now()
              THEN 'over' WHEN p.newer_at IS NOT NULL THEN 'newer' ELSE 'holds' END
    FROM public.plans_phonecopy p WHERE p.token_hash = asked AND p.taken_at IS NOT NULL
$$;

-- A telephone says that it erased its copy. It does not say why.
CREATE FUNCTION ctx.phone_copy_erased(asked bytea, OUT id uuid, OUT family_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE p public.plans_phonecopy%ROWTYPE;
BEGIN
  UPDATE public.plans_phonecopy r SET erased_at = now()
   WHERE r.token_hash = asked AND r.taken_at IS NOT NULL AND r.erased_at IS NULL
   RETURNING r.* INTO p;
  IF p.id IS NULL THEN RETURN; END IF;
  id := p.id; family_id := p.family_id;
  PERFORM ctx.begin_phone(p.organisation_id);
END $$;

-- Tries of tokens. A bucket is a keyed hash, which is no use tomorrow; it belongs to nobody.
CREATE TABLE ctx.knock (bucket bytea PRIMARY KEY, begun_at timestamptz NOT NULL, count integer);
CREATE FUNCTION ctx.knock_at_phones(asked bytea, within interval) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM ctx.knock WHERE begun_at < now() - interval '1 day';
  INSERT INTO ctx.knock AS k VALUES (asked, now(), 1) ON CONFLICT (bucket) DO UPDATE SET
    count = CASE WHEN k.begun_at < now() - within THEN 1 ELSE k.count + 1 END,
    begun_at = CASE WHEN k.begun_at < now() - within THEN now() ELSE k.begun_at END
  RETURNING count
$$;

-- Boxes whose link has ended unused.
CREATE FUNCTION ctx.empty_phone_boxes() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH emptied AS (UPDATE public.plans_phonecopy SET box = ''
    WHERE box <> '' AND (link_until <= now() OR until <= now()) RETURNING 1)
  SELECT count(*) FROM emptied
$$;

REVOKE ALL ON FUNCTION ctx.take_phone_copy(bytea), ctx.phone_copy_stands(bytea),
  ctx.phone_copy_erased(bytea), ctx.knock_at_phones(bytea, interval), ctx.empty_phone_boxes()
  FROM PUBLIC;
GRANT USAGE ON SCHEMA ctx, audit TO sh_reception;
GRANT EXECUTE ON FUNCTION ctx.context(), ctx.organisation(), ctx.person(), ctx.roles(),
  audit.append(jsonb) TO sh_reception;
GRANT EXECUTE ON FUNCTION ctx.take_phone_copy(bytea), ctx.phone_copy_stands(bytea),
  ctx.phone_copy_erased(bytea), ctx.knock_at_phones(bytea, interval) TO sh_reception;
GRANT EXECUTE ON FUNCTION ctx.empty_phone_boxes() TO sh_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_copies_on_a_phone"),
        ("families", "0004_row_security_of_what_is_hidden"),
        ("audit", "0001_events_and_heads"),
    ]

    operations = [
        Protect("PhoneCopy", rows="notes"),
        HideRestricted("PhoneCopy"),
        migrations.RunSQL(TOGETHER, migrations.RunSQL.noop),
        migrations.RunSQL(OWNER, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOWS, migrations.RunSQL.noop),
        migrations.RunSQL(ASKS, migrations.RunSQL.noop),
    ]
