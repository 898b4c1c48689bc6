"""Some decisions rest on what whoever decides may not see. The owner's functions answer those.

They tell no name and no word: which records are one family's, which of its homes are
hidden, whether a home is still to be kept from somebody.
"""

from django.db import migrations

from safehome.people.protection import DOORS

ASKED = f"""
ALTER POLICY seen ON families_merge TO {DOORS};
ALTER POLICY restricted_member_id ON families_hiddenfrom TO {DOORS};
CREATE POLICY looks ON families_household FOR SELECT TO sh_owner USING (true);
CREATE POLICY looks ON families_hiddenfrom FOR SELECT TO sh_owner USING (true);

-- All records of one family, where several are read as one; the given one among them.
CREATE FUNCTION ctx.records_of(whose uuid, asked uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH kept AS (SELECT coalesce((SELECT m.kept_id FROM public.families_merge m
    WHERE m.organisation_id = whose AND m.folded_id = asked AND m.undone_at IS NULL), asked) AS id)
  SELECT array_agg(found.id) FROM (SELECT k.id FROM kept k
    UNION SELECT m.folded_id FROM public.families_merge m JOIN kept k ON m.kept_id = k.id
     WHERE m.organisation_id = whose AND m.undone_at IS NULL) found
$$;
-- Homes of a family whose address is kept from anybody, in whichever of its records. Ids only.
CREATE FUNCTION ctx.hidden_homes(asked uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce(array_agg(h.id), '{{}}') FROM public.families_household h
   WHERE h.organisation_id = ctx.organisation()
     AND h.family_id = ANY (ctx.records_of(h.organisation_id, asked))
     AND (h.address_is_hidden OR EXISTS (SELECT 1 FROM public.families_hiddenfrom f
       WHERE f.organisation_id = h.organisation_id AND f.household_id = h.id
         AND f.ended_at IS NULL))
$$;
-- Whether a home is to be kept from anybody at all, be it somebody of whom few may know.
CREATE FUNCTION ctx.is_kept_from_somebody(home uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT EXISTS (SELECT 1 FROM public.families_hiddenfrom f
    WHERE f.organisation_id = ctx.organisation() AND f.household_id = home
      AND f.ended_at IS NULL)
$$;
REVOKE ALL ON FUNCTION ctx.records_of(uuid, uuid), ctx.hidden_homes(uuid),
  ctx.is_kept_from_somebody(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.hidden_homes(uuid), ctx.is_kept_from_somebody(uuid) TO sh_staff;

-- Whoever was kept out of one record after two were read as one is kept out of both.
INSERT INTO families_block (id, organisation_id, family_id, person_id, placed_at, placed_by_id)
  SELECT DISTINCT ON (b.organisation_id, other.id, b.person_id) gen_random_uuid(),
         b.organisation_id, other.id, b.person_id, now(), b.placed_by_id
    FROM families_block b, unnest(ctx.records_of(b.organisation_id, b.family_id)) other (id)
   WHERE b.lifted_at IS NULL AND other.id <> b.family_id
     AND NOT EXISTS (SELECT 1 FROM families_block there
       WHERE there.organisation_id = b.organisation_id AND there.family_id = other.id
         AND there.person_id = b.person_id AND there.lifted_at IS NULL);
-- A home that is kept from somebody is marked.
ALTER TABLE families_household NO FORCE ROW LEVEL SECURITY;
UPDATE families_household h SET address_is_hidden = true
 WHERE NOT h.address_is_hidden AND EXISTS (SELECT 1 FROM families_hiddenfrom f
   WHERE f.organisation_id = h.organisation_id AND f.household_id = h.id AND f.ended_at IS NULL);
ALTER TABLE families_household FORCE ROW LEVEL SECURITY;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0007_row_security_of_departures")]

    operations = [migrations.RunSQL(ASKED, migrations.RunSQL.noop)]
