"""What was asked when a letter was written is asked again at the moment it goes by mail.

The worker cannot see letters. As it notes that a letter's notice is being handed
over, the owner looks, in the context of whoever wrote it, and holds it instead when
a second person has not read what now needs one, when a home of the family has been
hidden since, when the agreement relied upon has ended, or when whom it is for must
not be told any more.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

ASKED = r"""
CREATE FUNCTION ctx.letter_may_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  l public.informing_letter%ROWTYPE;
  because text := '';
  ground public.agreements_agreement%ROWTYPE;
BEGIN
  SELECT * INTO l FROM public.informing_letter r
   WHERE r.organisation_id = NEW.organisation_id AND r.family_id = NEW.family_id
     AND r.notice_id = NEW.id;
  IF l.id IS NULL THEN RETURN NEW; END IF;
  IF l.basis = 'agreed' THEN
    SELECT a.* INTO ground FROM public.agreements_agreement first
      JOIN public.agreements_agreement a ON a.organisation_id = first.organisation_id
       AND a.family_id = first.family_id AND a.carer_id = first.carer_id
       AND a.purpose = first.purpose
     WHERE first.organisation_id = l.organisation_id AND first.id = l.agreement_id
     ORDER BY a.written_at DESC, a.id DESC LIMIT 1;
  END IF;
  IF l.checked_at IS NULL AND (l.needs_second_person OR ctx.needs_second_person(l.family_id)) THEN
    because := 'second';
    UPDATE public.informing_letter r SET needs_second_person = true
     WHERE r.organisation_id = l.organisation_id AND r.id = l.id;
  ELSIF EXISTS (SELECT 1 FROM public.families_household h
      WHERE h.organisation_id = l.organisation_id AND h.family_id = l.family_id
        AND NOT h.id = ANY (l.hidden_homes)
        AND (h.address_is_hidden OR EXISTS (SELECT 1 FROM public.families_hiddenfrom f
             WHERE f.organisation_id = h.organisation_id AND f.household_id = h.id
               AND f.ended_at IS NULL))) THEN
    because := 'home';
  ELSIF l.basis = 'agreed' AND (ground.id IS NULL OR ground.said <> 'given'
      OR ground.until < (NEW.handing_at AT TIME ZONE 'Europe/London')::date) THEN
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
REVOKE ALL ON FUNCTION ctx.letter_may_go() FROM PUBLIC;
CREATE TRIGGER letter_may_go BEFORE UPDATE ON notices_notice FOR EACH ROW
  WHEN (OLD.handing_at IS NULL AND NEW.handing_at IS NOT NULL AND NEW.kind = 'letter')
  EXECUTE FUNCTION ctx.letter_may_go();

-- As before, and never one that a carrier may have already.
CREATE OR REPLACE FUNCTION ctx.hold_letters() RETURNS trigger
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
     AND n.sent_at IS NULL AND n.held_at IS NULL AND n.recalled_at IS NULL
     AND n.handing_at IS NULL;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("informing", "0005_a_later_flag_holds_letters"),
        ("notices", "0006_noted_before_it_is_handed_over"),
        ("families", "0005_relationships_taken_back"),
        ("agreements", "0004_what_ends_and_what_was_not_given"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="hidden_homes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), default=list, db_default=[], size=None
            ),
        ),
        migrations.RunSQL(ASKED, migrations.RunSQL.noop),
    ]
