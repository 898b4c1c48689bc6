"""The whole report, from what was counted and what was asked: plain figures, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safehome.evaluation.rules.counts import Counts, Scope
from safehome.evaluation.rules.equity import Ground, by_ground
from safehome.evaluation.rules.indicators import ATTENDANCE, PLACES
from safehome.evaluation.rules.referred import ReferralsShown, referrals_shown
from safehome.evaluation.rules.report import (
    Asked,
    Breakdown,
    Measured,
    breakdown,
    corrected,
    measured,
)
from safehome.evaluation.rules.waiting import WhileWaiting, while_waiting

LATER = {"end": "the end", "mid": "half-way"}


@dataclass(frozen=True)
class Report:
    """Everything the page, the paper and the file are made of."""

    scope: Scope
    later: str
    journeys: Breakdown
    attendance: Breakdown
    referrals: ReferralsShown | None
    measured: tuple[Measured, ...]
    grounds: tuple[Ground, ...] = ()
    waiting: tuple[WhileWaiting, ...] = ()


def report_of(counts: Counts, scope: Scope, asked: Sequence[Asked]) -> Report:
    """The report on all that was counted, or on a part of it."""
    found = [result for one in asked if (result := measured(one, counts, scope))]
    attendance = breakdown(counts.attendance, list(ATTENDANCE), counts, scope)
    tested = corrected(found)
    return Report(
        scope=scope,
        later=LATER[counts.later],
        journeys=breakdown(counts.journeys, list(PLACES), counts, scope),
        attendance=attendance,
        referrals=None if scope.team or scope.lead else referrals_shown(counts, scope.year),
        measured=tested,
        grounds=by_ground(counts, attendance, found) if scope == Scope() else (),
        waiting=while_waiting(counts, tested) if scope == Scope() else (),
    )
