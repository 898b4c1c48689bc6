"""Who says how an organisation writes; and a letter that went by mail is noted as it goes."""

from django.db import migrations

from safehome.people.protection import Protect

MAIL = r"""
-- The worker sends a letter's notice, and cannot see letters. That it went, and
-- that somebody was told by it, is noted in the same transaction by the owner.
CREATE POLICY posted ON informing_letter TO sh_owner USING (true) WITH CHECK (true);
CREATE POLICY posted ON informing_told TO sh_owner USING (true) WITH CHECK (true);
CREATE FUNCTION ctx.letter_went() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO public.informing_told (id, organisation_id, family_id, member_id, professional_id,
      referrer, matter, words, told_on, how, basis, agreement_id, letter_id, written_at,
      written_by_id)
    SELECT gen_random_uuid(), l.organisation_id, l.family_id, l.member_id, l.professional_id,
      false, l.matter, '', (NEW.sent_at AT TIME ZONE 'Europe/London')::date, l.channel, l.basis,
      l.agreement_id, l.id, NEW.sent_at, l.written_by_id
    FROM public.informing_letter l
    WHERE l.organisation_id = NEW.organisation_id AND l.notice_id = NEW.id AND l.sent_at IS NULL;
  UPDATE public.informing_letter l SET sent_at = NEW.sent_at, sent_by_id = l.written_by_id
    WHERE l.organisation_id = NEW.organisation_id AND l.notice_id = NEW.id AND l.sent_at IS NULL;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION ctx.letter_went() FROM PUBLIC;
CREATE TRIGGER letter_went AFTER UPDATE ON notices_notice FOR EACH ROW
  WHEN (OLD.sent_at IS NULL AND NEW.sent_at IS NOT NULL AND NEW.kind = 'letter')
  EXECUTE FUNCTION ctx.letter_went();

-- The agreement that a letter relies on is one of the same family.
ALTER TABLE informing_letter ADD CONSTRAINT informing_letter_agreement_id_same
  FOREIGN KEY (organisation_id, family_id, agreement_id)
  REFERENCES agreements_agreement (organisation_id, family_id, id) ON DELETE RESTRICT;

CREATE POLICY managed ON informing_manner AS RESTRICTIVE FOR INSERT TO sh_staff WITH CHECK (
  (SELECT ctx.roles())::text[] && ARRAY['manager', 'administrator']);
CREATE POLICY managed ON informing_lettertemplate AS RESTRICTIVE FOR INSERT TO sh_staff
  WITH CHECK ((SELECT ctx.roles())::text[] && ARRAY['manager']);
CREATE POLICY retired ON informing_lettertemplate AS RESTRICTIVE FOR UPDATE TO sh_staff
  USING ((SELECT ctx.roles())::text[] && ARRAY['manager']);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("informing", "0003_what_a_letter_is_about"),
        ("notices", "0004_what_the_worker_may"),
    ]

    operations = [
        Protect("Manner", rows="organisation"),
        migrations.RunSQL(MAIL, migrations.RunSQL.noop),
    ]
