"""Row security for plans; what is in force stays as it was agreed."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect

# What belongs to a version can be written while it is a draft, and never afterwards. The
# writer locks the version first, so that nothing slips in while it is being agreed.
OF_A_DRAFT = ("line", "hand", "forchild", "gone", "voice", "account", "answer")
DRAFT = """EXISTS (SELECT 1 FROM plans_version v
  WHERE v.organisation_id = {table}.organisation_id AND v.id = {table}.version_id
    AND v.in_force_at IS NULL AND v.discarded_at IS NULL)"""


def frozen(table: str) -> str:
    draft = DRAFT.format(table=table)
    return "".join(
        f"CREATE POLICY frozen_{act.lower()} ON {table} AS RESTRICTIVE FOR {act} {clause} ({draft});"
        for act, clause in (("INSERT", "WITH CHECK"), ("UPDATE", "USING"), ("DELETE", "USING"))
    )


FROZEN = "".join(frozen(f"plans_{name}") for name in OF_A_DRAFT) + """
CREATE POLICY frozen_update ON plans_version AS RESTRICTIVE FOR UPDATE
  USING (in_force_at IS NULL AND discarded_at IS NULL) WITH CHECK (true);
"""

# A hand and a child belong to the version of their own line; a breach and the version
# before belong to the same plan.
SAME_VERSION = """
ALTER TABLE plans_line ADD CONSTRAINT plans_line_of_version
  UNIQUE (organisation_id, version_id, id);
ALTER TABLE plans_hand ADD CONSTRAINT plans_hand_line_same_version
  FOREIGN KEY (organisation_id, version_id, line_id)
  REFERENCES plans_line (organisation_id, version_id, id) ON DELETE RESTRICT;
ALTER TABLE plans_forchild ADD CONSTRAINT plans_forchild_line_same_version
  FOREIGN KEY (organisation_id, version_id, line_id)
  REFERENCES plans_line (organisation_id, version_id, id) ON DELETE RESTRICT;
ALTER TABLE plans_version ADD CONSTRAINT plans_version_of_plan
  UNIQUE (organisation_id, plan_id, id);
ALTER TABLE plans_version ADD CONSTRAINT plans_version_after_same_plan
  FOREIGN KEY (organisation_id, plan_id, after_id)
  REFERENCES plans_version (organisation_id, plan_id, id) ON DELETE RESTRICT;
ALTER TABLE plans_breach ADD CONSTRAINT plans_breach_version_same_plan
  FOREIGN KEY (organisation_id, plan_id, version_id)
  REFERENCES plans_version (organisation_id, plan_id, id) ON DELETE RESTRICT;
"""

# A line for somebody whom a reader may not know of is hidden from that reader, whole: its
# words would name them.
DOORS = "sh_staff, sh_portal, sh_office, sh_worker, sh_auth, sh_reception"
HIDDEN = f"""
CREATE POLICY looks ON plans_line FOR SELECT TO sh_owner USING (true);
CREATE POLICY looks ON plans_hand FOR SELECT TO sh_owner USING (true);
CREATE POLICY looks ON plans_forchild FOR SELECT TO sh_owner USING (true);
ALTER POLICY restricted_said_by_id ON plans_line TO {DOORS};
ALTER POLICY restricted_member_id ON plans_hand TO {DOORS};
ALTER POLICY restricted_child_id ON plans_forchild TO {DOORS};

CREATE FUNCTION ctx.hidden_lines() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH unknown AS (SELECT ctx.unknown_members() AS members)
  SELECT coalesce(array_agg(found.id), '{{}}') FROM (
    SELECT l.id FROM public.plans_line l, unknown u
     WHERE l.organisation_id = ctx.organisation() AND l.said_by_id = ANY (u.members)
    UNION SELECT h.line_id FROM public.plans_hand h, unknown u
     WHERE h.organisation_id = ctx.organisation() AND h.member_id = ANY (u.members)
    UNION SELECT c.line_id FROM public.plans_forchild c, unknown u
     WHERE c.organisation_id = ctx.organisation() AND c.child_id = ANY (u.members)) found
$$;
REVOKE ALL ON FUNCTION ctx.hidden_lines() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx.hidden_lines() TO sh_staff, sh_portal, sh_worker;

CREATE POLICY speaks ON plans_line AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (id <> ALL ((SELECT ctx.hidden_lines())::uuid[]));
CREATE POLICY speaks ON plans_hand AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (line_id <> ALL ((SELECT ctx.hidden_lines())::uuid[]));
CREATE POLICY speaks ON plans_forchild AS RESTRICTIVE TO sh_staff, sh_portal, sh_worker
  USING (line_id <> ALL ((SELECT ctx.hidden_lines())::uuid[]));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_plans_lines_and_answers"),
        ("families", "0004_row_security_of_what_is_hidden"),
        ("network", "0002_row_security"),
        ("entries", "0004_hidden_whole"),  # ctx.unknown_members
    ]

    operations = [
        Protect("Plan", rows="family", changes=True),
        Protect("Version", rows="family", changes=True),
        Protect("Condition", rows="notes", changes=True),
        Protect("Exemption", rows="family"),
        Protect("Line", rows="notes", changes=True),
        Protect("Hand", rows="notes", changes=True, deletes=True),
        Protect("ForChild", rows="notes", changes=True, deletes=True),
        Protect("Gone", rows="notes", changes=True, deletes=True),
        Protect("Voice", rows="notes", changes=True),
        Protect("Account", rows="notes", changes=True),
        Protect("Said", rows="notes"),
        Protect("Approval", rows="notes"),
        Protect("Breach", rows="notes"),
        Protect("Answer", rows="notes", changes=True),
        Protect("Review", rows="notes", changes=True),
        Protect("Rehearsal", rows="notes"),
        Protect("Copy", rows="notes", changes=True),
        HideRestricted("Line"),
        HideRestricted("Hand"),
        HideRestricted("ForChild"),
        HideRestricted("Voice"),
        HideRestricted("Account"),
        HideRestricted("Said"),
        HideRestricted("Copy"),
        migrations.RunSQL(SAME_VERSION, migrations.RunSQL.noop),
        migrations.RunSQL(FROZEN, migrations.RunSQL.noop),
        migrations.RunSQL(HIDDEN, migrations.RunSQL.noop),
    ]
