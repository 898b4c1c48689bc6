"""What was said at the ending moves to a row of its own, which managers cannot read.

The words stay sealed as they are: each row keeps its journey's id, and the
fields go on being sealed for the place they came from, so no key is needed here.
"""

import django.db.models.deletion
from django.db import migrations, models

import safehome.kit.ids
import safehome.vault.fields
from safehome.people.protection import Protect

# Row security is forced on the owner too, and would show it nothing to move.
MOVE = """
ALTER TABLE journeys_journey NO FORCE ROW LEVEL SECURITY;
INSERT INTO journeys_lookingback
    (id, organisation_id, family_id, journey_id, reflection, carers_reflection)
  SELECT id, organisation_id, family_id, id, ending_reflection, carers_reflection
    FROM journeys_journey WHERE ended_at IS NOT NULL;
ALTER TABLE journeys_journey FORCE ROW LEVEL SECURITY;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("journeys", "0003_restricted_members")]

    operations = [
        migrations.CreateModel(
            name="LookingBack",
            fields=[
                ("id", models.UUIDField(default=safehome.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("reflection", safehome.vault.fields.SealedText(blank=True, default="", sealed_as="journeys_journey|ending_reflection")),
                ("carers_reflection", safehome.vault.fields.SealedText(blank=True, default="", sealed_as="journeys_journey|carers_reflection")),
                ("family", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="families.family")),
                ("journey", models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="looking_back", to="journeys.journey")),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation")),
            ],
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        Protect("LookingBack", rows="notes"),
        migrations.RemoveField("journey", "ending_reflection"),
        migrations.RemoveField("journey", "carers_reflection"),
    ]
