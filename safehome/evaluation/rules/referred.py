"""Referrals: what became of them, and how long families waited."""

from __future__ import annotations

from dataclasses import dataclass

from safehome.evaluation.rules.counts import Counts
from safehome.evaluation.rules.indicators import BECAME
from safehome.evaluation.rules.report import TOO_FEW, Breakdown
from safehome.evaluation.rules.suppress import shown_table
from safehome.evaluation.rules.tally import STEPS, Tally


@dataclass(frozen=True)
class ReferralsShown:
    """What became of referrals; weeks waited, or None where too few have begun to say."""

    became: Breakdown
    weeks: Tally | None


def referrals_shown(counts: Counts, year: int | None) -> ReferralsShown | None:
    """Referrals of all years or of one, by the year they came in; None where there are none."""
    years = sorted({one.year for one in counts.referrals})
    if not years or year not in (None, *years):
        return None
    rows = [
        [
            sum(one.n for one in counts.referrals if (one.year, one.became) == (row, became))
            for became in BECAME
        ]
        for row in years
    ]
    *found, whole = shown_table(rows).rows[-1 if year is None else years.index(year)]
    became = Breakdown(tuple(zip(BECAME, found, strict=True)), whole)
    begun = dict(became.places)["begun"]
    weeks: dict[int, int] = {}
    for one in counts.referrals:
        if one.weeks >= 0 and year in (None, one.year):
            weeks[one.weeks * STEPS] = weeks.get(one.weeks * STEPS, 0) + one.n
    enough = begun is not None and begun >= TOO_FEW
    return ReferralsShown(became, Tally.of(weeks) if enough else None)
