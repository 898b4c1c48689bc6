"""Counting joins by hashing, whatever the statistics of its tables are.

The windows need an order, so each plan sorts once, which 0007 disfavours as it does nested loops.
A nested loop that brought a part of the order for nothing was as good, and looked up row by row.
Joins by merging are never wanted here, and are not weighed: that alone reads ends of indexes.
"""

from django.db import migrations

NO_PART = """
ALTER FUNCTION ctx.count_outcomes(text) SET enable_incremental_sort = off;
ALTER FUNCTION ctx.count_outcomes(text) SET enable_mergejoin = off;
"""
AS_IT_WAS = """
ALTER FUNCTION ctx.count_outcomes(text) RESET enable_incremental_sort;
ALTER FUNCTION ctx.count_outcomes(text) RESET enable_mergejoin;
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0009_years_begun")]
    operations = [migrations.RunSQL(NO_PART, AS_IT_WAS)]
