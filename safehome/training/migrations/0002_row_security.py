"""Row security for accreditations."""

from django.db import migrations

from safehome.people.protection import Protect


class Migration(migrations.Migration):
    dependencies = [("training", "0001_accreditations"), ("people", "0003_row_security")]

    operations = [
        Protect("Accreditation", rows="organisation"),
        migrations.RunSQL(
            "CREATE POLICY founding ON training_accreditation TO sh_owner "
            "USING (true) WITH CHECK (true)",
            migrations.RunSQL.noop,
        ),
    ]
