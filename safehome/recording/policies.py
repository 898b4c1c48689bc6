"""Who reads what recording costs: those who read the report. It says nothing of one person."""

from __future__ import annotations

from safehome.evaluation.policies import READS_REPORTS

READS = READS_REPORTS
