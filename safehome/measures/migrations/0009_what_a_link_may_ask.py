"""Row security of private links, and the few things that a carer's browser or the worker may do.

The public door has no grant on the table. A browser that names a link's code gets its
sealed questions once it has begun it, keeps what is answered, and sends. Nothing lists codes.
"""

from django.db import migrations

from safehome.people.protection import DOORS, HideRestricted, Protect

# Only the functions below act as the owner. They see this one table, whose words are sealed.
OWNER = f"""
CREATE POLICY asked ON measures_privatelink TO sh_owner USING (true) WITH CHECK (true);
ALTER POLICY restricted_carer_id ON measures_privatelink TO {DOORS};
"""

# Whoever enters answers from paper, or writes that a carer left, ends what no longer holds.
FOLLOWS = r"""
CREATE FUNCTION ctx.answered_another_way() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE public.measures_privatelink l
     SET to_answer = array_remove(l.to_answer, NEW.questionnaire),
         ended_at = CASE WHEN l.to_answer = ARRAY[NEW.questionnaire]::varchar[] THEN now() END,
         ended_because =
           CASE WHEN l.to_answer = ARRAY[NEW.questionnaire]::varchar[] THEN 'answered' ELSE '' END,
         sheet = CASE WHEN l.to_answer = ARRAY[NEW.questionnaire]::varchar[] THEN '' ELSE l.sheet END,
         written =
           CASE WHEN l.to_answer = ARRAY[NEW.questionnaire]::varchar[] THEN '' ELSE l.written END
   WHERE l.organisation_id = NEW.organisation_id AND l.journey_id = NEW.journey_id
     AND l.carer_id = NEW.carer_id AND l.point = NEW.point
     AND l.sent_at IS NULL AND l.ended_at IS NULL AND NEW.questionnaire = ANY (l.to_answer);
  RETURN NULL;
END $$;
CREATE FUNCTION ctx.end_links_of_member() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE public.measures_privatelink l
     SET ended_at = now(), ended_because = 'left', sheet = '', written = ''
   WHERE l.organisation_id = NEW.organisation_id AND l.carer_id = NEW.id
     AND l.sent_at IS NULL AND l.ended_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ctx.answered_another_way(), ctx.end_links_of_member() FROM PUBLIC;

CREATE TRIGGER ends_private_links AFTER INSERT ON measures_answers FOR EACH ROW
  EXECUTE FUNCTION ctx.answered_another_way();
CREATE TRIGGER ends_private_links AFTER UPDATE ON families_familymember FOR EACH ROW
  WHEN (OLD.left_on IS NULL AND NEW.left_on IS NOT NULL)
  EXECUTE FUNCTION ctx.end_links_of_member();
"""

ASKS = r"""
-- A context of the organisation with nobody in person, so that what was done by a link stands
-- in the organisation's own chain.
CREATE FUNCTION ctx.begin_by_link(organisation uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE context text := concat_ws('|', organisation, '', 'link', '', '');
BEGIN
  PERFORM set_config('app.context', context, true), set_config('app.seal', ctx.seal(context), true);
END $$;

-- The link of a code, locked; nothing where it is unknown, has ended or has run out.
CREATE FUNCTION ctx.open_link(code bytea) RETURNS public.measures_privatelink
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
  SELECT * FROM public.measures_privatelink l WHERE l.token_hash = code
     AND l.ended_at IS NULL AND l.until > now() FOR UPDATE
$$;
REVOKE ALL ON FUNCTION ctx.begin_by_link(uuid), ctx.open_link(bytea) FROM PUBLIC;

-- How a link stands to a browser; what is in it only where it was begun in this one.
CREATE FUNCTION ctx.look_at_link(asked bytea, held bytea, OUT state text, OUT id uuid,
  OUT organisation_id uuid, OUT sheet bytea, OUT written bytea, OUT to_answer text[],
  OUT public_key bytea, OUT until timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE l public.measures_privatelink := ctx.open_link(asked);
BEGIN
  IF l.id IS NULL THEN RETURN; END IF;
  IF l.sent_at IS NOT NULL THEN
    IF l.browser_hash = held THEN state := 'sent'; END IF;
    RETURN;
  END IF;
  until := l.until;
  IF l.browser_hash IS NULL THEN state := 'new'; RETURN; END IF;
  IF l.browser_hash <> held THEN state := 'elsewhere'; RETURN; END IF;
  state := 'yours'; id := l.id; organisation_id := l.organisation_id; sheet := l.sheet;
  written := l.written; to_answer := l.to_answer; public_key := l.public_key;
END $$;

-- Bind a link to one browser: the first that presses the button.
CREATE FUNCTION ctx.begin_link(asked bytea, held bytea, OUT id uuid, OUT family_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE l public.measures_privatelink := ctx.open_link(asked);
BEGIN
  IF l.id IS NULL OR l.browser_hash IS NOT NULL THEN RETURN; END IF;
  UPDATE public.measures_privatelink r SET browser_hash = held, begun_at = now() WHERE r.id = l.id;
  id := l.id; family_id := l.family_id;
  PERFORM ctx.begin_by_link(l.organisation_id);
END $$;

CREATE FUNCTION ctx.keep_in_link(asked bytea, held bytea, body bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE l public.measures_privatelink := ctx.open_link(asked);
BEGIN
  IF l.id IS NULL OR l.sent_at IS NOT NULL OR l.browser_hash IS DISTINCT FROM held
     OR octet_length(body) > 400000 THEN RETURN false; END IF;
  UPDATE public.measures_privatelink r SET written = body WHERE r.id = l.id;
  RETURN true;
END $$;

-- The carer leaves nothing behind: the link can be begun again.
CREATE FUNCTION ctx.clear_link(asked bytea, held bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE l public.measures_privatelink := ctx.open_link(asked);
BEGIN
  IF l.id IS NULL OR l.sent_at IS NOT NULL OR l.browser_hash IS DISTINCT FROM held THEN
    RETURN false; END IF;
  UPDATE public.measures_privatelink r SET written = '', browser_hash = NULL, begun_at = NULL
   WHERE r.id = l.id;
  RETURN true;
END $$;

-- Sent, once: from now on nothing of it can be read by the link, by whoever holds it.
CREATE FUNCTION ctx.send_in_link(asked bytea, held bytea, sent bytea, OUT id uuid,
  OUT family_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE l public.measures_privatelink := ctx.open_link(asked);
BEGIN
  IF l.id IS NULL OR l.sent_at IS NOT NULL OR l.browser_hash IS DISTINCT FROM held
     OR octet_length(sent) > 400000 THEN RETURN; END IF;
  UPDATE public.measures_privatelink r
     SET box = sent, sent_at = now(), sheet = '', written = '' WHERE r.id = l.id;
  id := l.id; family_id := l.family_id;
  PERFORM ctx.begin_by_link(l.organisation_id);
END $$;

-- Links whose last day has passed hold nothing any more.
CREATE FUNCTION ctx.empty_links() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH emptied AS (UPDATE public.measures_privatelink
      SET ended_at = now(), ended_because = 'run-out', sheet = '', written = ''
    WHERE sent_at IS NULL AND ended_at IS NULL AND until <= now() RETURNING 1)
  SELECT count(*) FROM emptied
$$;

REVOKE ALL ON FUNCTION ctx.look_at_link(bytea, bytea), ctx.begin_link(bytea, bytea),
  ctx.keep_in_link(bytea, bytea, bytea), ctx.clear_link(bytea, bytea),
  ctx.send_in_link(bytea, bytea, bytea), ctx.empty_links() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.look_at_link(bytea, bytea), ctx.begin_link(bytea, bytea),
  ctx.keep_in_link(bytea, bytea, bytea), ctx.clear_link(bytea, bytea),
  ctx.send_in_link(bytea, bytea, bytea) TO sh_reception;
GRANT EXECUTE ON FUNCTION ctx.empty_links() TO sh_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0008_private_links"),
        ("families", "0004_row_security_of_what_is_hidden"),
        ("audit", "0001_events_and_heads"),
        # It lets the public door write to the audit in a context that a function has begun.
        ("plans", "0004_what_a_phone_may_ask"),
    ]

    operations = [
        Protect("PrivateLink", rows="notes", changes=True),
        HideRestricted("PrivateLink"),
        migrations.RunSQL(OWNER, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOWS, migrations.RunSQL.noop),
        migrations.RunSQL(ASKS, migrations.RunSQL.noop),
    ]
