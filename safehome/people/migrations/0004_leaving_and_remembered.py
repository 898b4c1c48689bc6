"""Ending an account when its person leaves, and what all processes remember together."""

from django.db import migrations, models

LEAVING = r"""
-- Takes away the account of somebody who has left: its password, its second factors and
-- every browser session, in the same transaction as the leaving. For the administrator
-- of the same organisation alone, whatever a door may ask. False when there was none.
CREATE FUNCTION ctx.end_account(person uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE ended uuid;
BEGIN
  IF NOT coalesce('administrator' = ANY (ctx.roles()), false) THEN
    RAISE EXCEPTION 'only an administrator ends an account';
  END IF;
  SELECT p.account_id INTO ended FROM public.people_person p
   WHERE p.id = person AND p.organisation_id = ctx.organisation() AND p.left_at IS NOT NULL;
  IF ended IS NULL THEN RETURN false; END IF;
  UPDATE public.people_person p SET account_id = NULL
   WHERE p.id = person AND p.organisation_id = ctx.organisation();
  DELETE FROM public.people_signinsession WHERE account_id = ended;
  DELETE FROM public.mfa_authenticator WHERE user_id = ended;
  DELETE FROM public.account_emailconfirmation c USING public.account_emailaddress a
   WHERE c.email_address_id = a.id AND a.user_id = ended;
  DELETE FROM public.account_emailaddress WHERE user_id = ended;
  DELETE FROM public.people_account WHERE id = ended;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION ctx.end_account(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.end_account(uuid) TO sh_staff;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_row_security"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        migrations.CreateModel(
            name="Remembered",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunSQL(LEAVING, migrations.RunSQL.noop),
    ]
