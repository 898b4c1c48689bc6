"""A flag that asks for a second person holds letters that were written before it, too.

Whoever raises a flag may not see every letter of the family, and must not have to
think of them. So the database does it with the flag, in the same transaction: what
waits is read by somebody else first, and what the worker would take is called back
from it until then.
"""

from django.db import migrations

DOORS = "sh_staff, sh_portal, sh_office, sh_worker, sh_auth, sh_reception"
HOLDS = rf"""
CREATE POLICY holds_back ON informing_letter TO sh_owner USING (true) WITH CHECK (true);
ALTER POLICY restricted_member_id ON informing_letter TO {DOORS};

CREATE FUNCTION ctx.hold_letters() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE public.informing_letter SET needs_second_person = true
   WHERE organisation_id = NEW.organisation_id AND family_id = NEW.family_id
     AND sent_at IS NULL AND recalled_at IS NULL AND checked_at IS NULL;
  UPDATE public.notices_notice n SET held_at = now(), held_because = 'second'
    FROM public.informing_letter l
   WHERE l.organisation_id = NEW.organisation_id AND l.family_id = NEW.family_id
     AND l.notice_id = n.id AND l.checked_at IS NULL
     AND n.organisation_id = l.organisation_id AND n.family_id = l.family_id
     AND n.sent_at IS NULL AND n.held_at IS NULL AND n.recalled_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ctx.hold_letters() FROM PUBLIC;
CREATE TRIGGER holds_letters AFTER INSERT ON entries_flag FOR EACH ROW
  WHEN (NEW.needs_second_person) EXECUTE FUNCTION ctx.hold_letters();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("informing", "0004_letters_that_went_by_mail"),
        ("entries", "0005_second_person"),
        ("notices", "0005_held_for_a_second_person"),
    ]

    operations = [migrations.RunSQL(HOLDS, migrations.RunSQL.noop)]
