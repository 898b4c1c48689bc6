"""What a referral says moves to a row of its own, hidden from whoever may not know of everybody
in its family; and whoever was kept out of a referral is kept out of the family it became.

The words stay sealed as they are: each row keeps its referral's id, and the field goes on
being sealed for the place it came from, so no key is needed here.
"""

import django.db.models.deletion
from django.db import migrations, models

import safehome.kit.ids
import safehome.vault.fields
from safehome.people.protection import Protect

# Row security is forced on the owner too, and would show it nothing to move.
MOVE = """
ALTER TABLE referrals_referral NO FORCE ROW LEVEL SECURITY;
INSERT INTO referrals_referraltext (id, organisation_id, referral_id, body)
  SELECT id, organisation_id, id, body FROM referrals_referral;
ALTER TABLE referrals_referral FORCE ROW LEVEL SECURITY;
SET CONSTRAINTS ALL IMMEDIATE;
"""

# It is one text about everybody, so it cannot be cut for one reader: all of it is hidden,
# and what was made of it, and the fact and the date stay.
UNTOLD = r"""
CREATE FUNCTION ctx.untold_referrals() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH records AS (SELECT DISTINCT unnest(ctx.records_of(r.organisation_id, r.family_id)) AS id
    FROM public.families_restriction r
   WHERE r.organisation_id = ctx.organisation() AND r.lifted_at IS NULL
     AND NOT (ctx.person() = ANY (r.readers)))
  SELECT coalesce(array_agg(f.id), '{}') FROM public.referrals_referral f
    JOIN records ON records.id = f.became_id WHERE f.organisation_id = ctx.organisation()
$$;
REVOKE ALL ON FUNCTION ctx.untold_referrals() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.untold_referrals() TO sh_staff;
CREATE POLICY untold ON referrals_referraltext AS RESTRICTIVE TO sh_staff
  USING (referral_id <> ALL ((SELECT ctx.untold_referrals())::uuid[]));
CREATE POLICY untold ON referrals_duplicatelook AS RESTRICTIVE TO sh_staff
  USING (referral_id <> ALL ((SELECT ctx.untold_referrals())::uuid[]));
CREATE POLICY untold ON referrals_suitability AS RESTRICTIVE TO sh_staff
  USING (referral_id <> ALL ((SELECT ctx.untold_referrals())::uuid[]));
"""

# Placing a block is for few; carrying one over is for whoever opens the family.
KEPT_OUT = r"""
CREATE FUNCTION ctx.keep_out_as_referred(asked uuid) RETURNS SETOF uuid
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO public.families_block
      (id, organisation_id, family_id, person_id, placed_at, placed_by_id)
    SELECT gen_random_uuid(), r.organisation_id, record.id, whom.id, now(), ctx.person()
      FROM public.referrals_referral r
     CROSS JOIN unnest(ctx.records_of(r.organisation_id, r.became_id)) record (id)
     CROSS JOIN unnest(r.kept_from) whom (id)
     WHERE r.organisation_id = ctx.organisation() AND r.id = asked AND r.became_id IS NOT NULL
  ON CONFLICT (organisation_id, person_id, family_id) WHERE lifted_at IS NULL DO NOTHING
  RETURNING id
$$;
REVOKE ALL ON FUNCTION ctx.keep_out_as_referred(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.keep_out_as_referred(uuid) TO sh_staff;

ALTER TABLE referrals_referral NO FORCE ROW LEVEL SECURITY;
INSERT INTO families_block (id, organisation_id, family_id, person_id, placed_at, placed_by_id)
  SELECT gen_random_uuid(), r.organisation_id, record.id, whom.id, now(), r.entered_by_id
    FROM referrals_referral r
   CROSS JOIN unnest(ctx.records_of(r.organisation_id, r.became_id)) record (id)
   CROSS JOIN unnest(r.kept_from) whom (id)
   WHERE r.became_id IS NOT NULL
ON CONFLICT (organisation_id, person_id, family_id) WHERE lifted_at IS NULL DO NOTHING;
ALTER TABLE referrals_referral FORCE ROW LEVEL SECURITY;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0004_what_a_decision_rests_on"),
        ("families", "0008_what_nobody_has_to_see"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReferralText",
            fields=[
                ("id", models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("body", safehome.vault.fields.SealedText(blank=True, default="", family="referral_id", sealed_as="referrals_referral|body")),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation")),
                ("referral", models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="text", to="referrals.referral")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", models.F("referral"))), name="sealed_with_its_referral")],
            },
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        Protect("ReferralText", rows="referral", changes=True),
        migrations.RemoveField("referral", "body"),
        migrations.RunSQL(UNTOLD, migrations.RunSQL.noop),
        migrations.RunSQL(KEPT_OUT, migrations.RunSQL.noop),
    ]
