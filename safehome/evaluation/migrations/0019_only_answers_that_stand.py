"""Whatever counts answers counts those that stand: not a version that was corrected, and not what
was set aside. A test holds every function of the database to it.
"""

from django.db import migrations

STANDING = r"""
DO $do$
DECLARE
  counts regprocedure;
BEGIN
  FOREACH counts IN ARRAY ARRAY['ctx.count_outcomes(text)', 'ctx.count_waits()',
    'ctx.freeze_rows(uuid, uuid[], text[], integer, text, text)']::regprocedure[]
  LOOP
    EXECUTE replace(pg_get_functiondef(counts), 'public.measures_answers',
                    'public.measures_standing');
  END LOOP;
END $do$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0018_orders_in_turn"),
        ("measures", "0023_row_security_of_slips"),
    ]

    operations = [migrations.RunSQL(STANDING, migrations.RunSQL.noop)]
