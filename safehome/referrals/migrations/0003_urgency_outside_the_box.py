"""How urgent an arrival is can be seen before it is opened, and somebody can step aside."""

from django.db import migrations, models

# A row may not be changed into one that its writer cannot see, so stepping aside
# from a referral is done by the owner, for the person and organisation of the context.
ASIDE = r"""
ALTER POLICY conflict ON referrals_referral
  TO sh_staff, sh_portal, sh_office, sh_worker, sh_auth, sh_reception;
CREATE POLICY stepping_aside ON referrals_referral TO sh_owner USING (true) WITH CHECK (true);
CREATE FUNCTION ctx.step_aside(referral uuid, person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF ctx.person() IS NULL OR NOT (person = ctx.person() OR ctx.roles() &&
     ARRAY['manager', 'safeguarding_lead']::text[]) THEN
    RAISE EXCEPTION 'only a manager or safeguarding lead keeps somebody else out';
  END IF;
  UPDATE public.referrals_referral r SET kept_from = r.kept_from || person
   WHERE r.id = referral AND r.organisation_id = ctx.organisation()
     AND NOT ctx.person() = ANY (r.kept_from) AND NOT person = ANY (r.kept_from)
     AND EXISTS (SELECT 1 FROM public.people_person p
                  WHERE p.id = person AND p.organisation_id = ctx.organisation());
END $$;
REVOKE ALL ON FUNCTION ctx.step_aside(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.step_aside(uuid, uuid) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_row_security")]

    operations = [
        migrations.AddField(
            "arrival",
            "urgency",
            models.CharField(
                choices=[("today", "Somebody should ring today"), ("soon", "Within a week"), ("ordinary", "In turn")],
                default="ordinary",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            "arrival",
            models.CheckConstraint(
                condition=models.Q(("urgency__in", ["today", "soon", "ordinary"])),
                name="referrals_arrival_urgency_known",
            ),
        ),
        migrations.RunSQL(ASIDE, migrations.RunSQL.noop),
    ]
