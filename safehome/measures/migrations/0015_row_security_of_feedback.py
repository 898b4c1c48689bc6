"""Feedback kept for supervision: the database keeps it from whoever it is about, until it is opened.

The answers' own row says from whom it is kept, so that nothing else need be seen to hide
it; what opens it is a row that only whoever supervises may change.
"""

from django.db import migrations

from safehome.people.protection import DOORS, HideRestricted, Protect

# Not whoever it is about: a supervisor who leads the family's team, or a role that reads all.
READS = """({about} IS DISTINCT FROM (SELECT ctx.person()) AND ((SELECT ctx.reads_all())
   OR EXISTS (SELECT 1 FROM families_family f
     WHERE f.organisation_id = {table}.organisation_id AND f.id = {table}.family_id
       AND f.team_id = ANY ((SELECT ctx.teams_led())::uuid[]))))"""
SUPERVISES = """({about} IS DISTINCT FROM (SELECT ctx.person())
   AND ('safeguarding_lead' = ANY ((SELECT ctx.roles())::text[])
   OR EXISTS (SELECT 1 FROM families_family f
     WHERE f.organisation_id = {table}.organisation_id AND f.id = {table}.family_id
       AND f.team_id = ANY ((SELECT ctx.teams_led())::uuid[]))))"""
ANSWERS, KEPT, FIRST = "measures_answers", "measures_forsupervision", "measures_supervisionfirst"


def of(rule: str, table: str, about: str = "about_id") -> str:
    return rule.format(table=table, about=f"{table}.{about}")


HIDES = f"""
CREATE POLICY supervision_first ON {ANSWERS} AS RESTRICTIVE FOR SELECT TO {DOORS}
  USING (kept_from_id IS NULL OR {of(READS, ANSWERS, "kept_from_id")}
    OR EXISTS (SELECT 1 FROM {KEPT} s WHERE s.organisation_id = {ANSWERS}.organisation_id
       AND s.answers_id = {ANSWERS}.id AND s.opened_at IS NOT NULL));
-- Nobody enters what is to be kept from themselves, but by what came sealed.
CREATE POLICY entered_by_another ON {ANSWERS} AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (kept_from_id IS NULL OR kept_from_id <> (SELECT ctx.person()) OR mode = 'link');
CREATE POLICY with_their_answers ON measures_answerwords AS RESTRICTIVE FOR SELECT TO {DOORS}
  USING (EXISTS (SELECT 1 FROM {ANSWERS} a
    WHERE a.organisation_id = measures_answerwords.organisation_id
      AND a.id = measures_answerwords.answers_id));
-- That somebody is asked to check in says that answers were low.
CREATE POLICY with_their_answers ON measures_checkinasked AS RESTRICTIVE FOR SELECT TO {DOORS}
  USING (EXISTS (SELECT 1 FROM {ANSWERS} a
    WHERE a.organisation_id = measures_checkinasked.organisation_id
      AND a.id = measures_checkinasked.answers_id));
CREATE POLICY with_their_answers ON measures_checkindone AS RESTRICTIVE FOR SELECT TO {DOORS}
  USING (EXISTS (SELECT 1 FROM measures_checkinasked c
    WHERE c.organisation_id = measures_checkindone.organisation_id
      AND c.id = measures_checkindone.asked_id));
CREATE POLICY opened_in_supervision ON {KEPT} AS RESTRICTIVE FOR UPDATE TO {DOORS}
  USING (opened_at IS NULL AND {of(SUPERVISES, KEPT)})
  WITH CHECK (opened_by_id = (SELECT ctx.person()) AND {of(SUPERVISES, KEPT)});
CREATE POLICY begun_closed ON {KEPT} AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK (opened_at IS NULL);
CREATE POLICY set_in_supervision ON {FIRST} AS RESTRICTIVE FOR INSERT TO {DOORS}
  WITH CHECK ({of(SUPERVISES, FIRST)});
CREATE POLICY ended_in_supervision ON {FIRST} AS RESTRICTIVE FOR UPDATE TO {DOORS}
  USING ({of(SUPERVISES, FIRST)});
-- What it is about, and whose, never changes: another row's answers are not opened with it.
CREATE FUNCTION ctx.refuse_redirecting() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN RAISE EXCEPTION 'feedback kept for supervision stays what it is'; END $$;
CREATE TRIGGER stays_about BEFORE UPDATE ON {KEPT} FOR EACH ROW
  WHEN (OLD.answers_id IS DISTINCT FROM NEW.answers_id OR OLD.about_id IS DISTINCT FROM NEW.about_id)
  EXECUTE FUNCTION ctx.refuse_redirecting();
"""


# As Protect makes them for a table that is new.
TOGETHER = "".join(
    f"ALTER TABLE {table} ADD CONSTRAINT {table}_kept_from_id_same"
    " FOREIGN KEY (organisation_id, kept_from_id)"
    " REFERENCES people_person (organisation_id, id) ON DELETE RESTRICT;\n"
    for table in (ANSWERS, "measures_privatelink")
)


class Migration(migrations.Migration):
    dependencies = [("measures", "0014_feedback_for_supervision")]

    operations = [
        Protect("SupervisionFirst", rows="notes", changes=True),
        Protect("ForSupervision", rows="notes", changes=True),
        HideRestricted("ForSupervision"),
        migrations.RunSQL(TOGETHER, migrations.RunSQL.noop),
        migrations.RunSQL(HIDES, migrations.RunSQL.noop),
    ]
