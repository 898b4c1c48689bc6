"""Whoever holds a letter and its message holds the message first, as the worker does.

And a letter that was called back takes its message with it, even one that it was
given at the same moment.
"""

from django.db import migrations

ORDER = r"""
-- As before, in the order of the worker: it holds a message, and then looks at its letter.
CREATE OR REPLACE FUNCTION ctx.hold_letters() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM 1 FROM public.notices_notice n
   WHERE n.organisation_id = NEW.organisation_id AND n.family_id = NEW.family_id
     AND n.kind = 'letter' AND n.sent_at IS NULL AND n.held_at IS NULL AND n.recalled_at IS NULL
   ORDER BY n.id FOR UPDATE;
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

CREATE FUNCTION ctx.letter_is_called_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  l public.informing_letter%ROWTYPE;
BEGIN
  SELECT * INTO l FROM public.informing_letter r
   WHERE r.organisation_id = NEW.organisation_id AND r.family_id = NEW.family_id
     AND r.notice_id = NEW.id;
  IF l.recalled_at IS NOT NULL THEN
    NEW.held_at := NEW.handing_at; NEW.held_because := 'called-back'; NEW.handing_at := NULL;
    NEW.recalled_at := l.recalled_at; NEW.recalled_by_id := l.recalled_by_id;
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION ctx.letter_is_called_back() FROM PUBLIC;
-- Before letter_may_go, by its name: what was called back is not asked about further.
CREATE TRIGGER letter_called_back BEFORE UPDATE ON notices_notice FOR EACH ROW
  WHEN (OLD.handing_at IS NULL AND NEW.handing_at IS NOT NULL AND NEW.kind = 'letter')
  EXECUTE FUNCTION ctx.letter_is_called_back();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("informing", "0006_asked_again_as_a_letter_goes"),
        ("notices", "0008_put_off_and_passed"),
    ]

    operations = [migrations.RunSQL(ORDER, migrations.RunSQL.noop)]
