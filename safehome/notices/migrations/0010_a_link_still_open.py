"""A message that carries a private link goes only while the link is open, and leaves no box behind.

As with letters, the owner looks as the worker notes that it is being handed over. A
box is of use only until then; so it is emptied with whatever ends its message.
"""

from django.db import migrations

CHECKS = r"""
ALTER TABLE notices_notice ADD CONSTRAINT notices_notice_private_link_id_same
  FOREIGN KEY (organisation_id, family_id, private_link_id)
  REFERENCES measures_privatelink (organisation_id, family_id, id) ON DELETE RESTRICT;

CREATE FUNCTION ctx.link_still_open() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.measures_privatelink l
      WHERE l.organisation_id = NEW.organisation_id AND l.family_id = NEW.family_id
        AND l.id = NEW.private_link_id AND l.sent_at IS NULL AND l.ended_at IS NULL
        AND l.begun_at IS NULL AND l.until > NEW.handing_at) THEN
    NEW.held_at := NEW.handing_at; NEW.held_because := 'link-over'; NEW.handing_at := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER link_still_open BEFORE UPDATE ON notices_notice FOR EACH ROW
  WHEN (OLD.handing_at IS NULL AND NEW.handing_at IS NOT NULL AND NEW.kind = 'private-link')
  EXECUTE FUNCTION ctx.link_still_open();

-- Named so that it comes after those that may hold a message.
CREATE FUNCTION ctx.empty_its_box() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF NEW.sent_at IS NOT NULL OR NEW.held_at IS NOT NULL OR NEW.recalled_at IS NOT NULL THEN
    NEW.box := '';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER then_empty_its_box BEFORE UPDATE ON notices_notice FOR EACH ROW
  EXECUTE FUNCTION ctx.empty_its_box();
REVOKE ALL ON FUNCTION ctx.link_still_open(), ctx.empty_its_box() FROM PUBLIC;

UPDATE notices_notice SET box = ''
 WHERE box <> '' AND (sent_at IS NOT NULL OR held_at IS NOT NULL OR recalled_at IS NOT NULL);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0009_private_links_sent"),
        ("measures", "0015_row_security_of_feedback"),
    ]

    operations = [migrations.RunSQL(CHECKS, migrations.RunSQL.noop)]
