"""At the moment a letter goes by mail everything is asked, of all that was written.

Of every record that the family has by now, and of homes and answers that whoever wrote the
letter may not see; of an agreement by the day on which something was said.
"""

from django.db import migrations

ASKED = r"""
CREATE OR REPLACE FUNCTION ctx.letter_may_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  l public.informing_letter%ROWTYPE;
  because text := '';
BEGIN
  SELECT * INTO l FROM public.informing_letter r
   WHERE r.organisation_id = NEW.organisation_id AND r.family_id = NEW.family_id
     AND r.notice_id = NEW.id;
  IF l.id IS NULL THEN RETURN NEW; END IF;
  IF l.checked_at IS NULL AND (l.needs_second_person OR ctx.needs_second_person(l.family_id)) THEN
    because := 'second';
    UPDATE public.informing_letter r SET needs_second_person = true
     WHERE r.organisation_id = l.organisation_id AND r.id = l.id;
  ELSIF NOT ctx.hidden_homes(l.family_id) <@ l.hidden_homes THEN
    because := 'home';
  ELSIF l.basis = 'agreed' AND NOT coalesce((
      SELECT ctx.is_agreed(a.family_id, a.purpose, a.carer_id,
                           (NEW.handing_at AT TIME ZONE 'Europe/London')::date)
        FROM public.agreements_agreement a
       WHERE a.organisation_id = l.organisation_id AND a.family_id = l.family_id
         AND a.id = l.agreement_id), false) THEN
    because := 'ground';
  ELSIF (SELECT k.knows FROM public.informing_knowing k
      WHERE k.organisation_id = l.organisation_id AND k.family_id = l.family_id
        AND k.professional_id = l.professional_id AND k.matter = l.matter
      ORDER BY k.written_at DESC, k.id DESC LIMIT 1) = 'must-not' THEN
    because := 'told';
  END IF;
  IF because <> '' THEN
    NEW.held_at := NEW.handing_at; NEW.held_because := because; NEW.handing_at := NULL;
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("informing", "0007_messages_first_and_then_letters"),
        ("families", "0008_what_nobody_has_to_see"),
        ("agreements", "0005_whether_it_is_agreed"),
    ]

    operations = [migrations.RunSQL(ASKED, migrations.RunSQL.noop)]
