"""A first session that no plan for home stands behind yet: what the pages say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from safehome.journeys import policies
from safehome.journeys.models import Session
from safehome.plans.queries import Cover, cover_of


@dataclass(frozen=True)
class WithoutPlan:
    """A plan for home is still to be agreed. until: a manager answers for that until this day."""

    session: Session
    until: date | None


def without_plan(*sessions: Session, cover: Cover | None = None) -> WithoutPlan | None:
    """None when a plan holds, or none is asked for. One statement, unless cover is given."""
    session = next((one for one in sessions if policies.asks_for_a_plan(one)), None)
    if session is None:
        return None
    cover = cover or cover_of(session.family_id)
    if cover.plan:
        return None
    waits = bool(policies.has_a_plan(session, cover=cover))
    return WithoutPlan(session, cover.until if waits else None)
