"""How a family's safety plans stand, as the tab and the family's page tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.design.words import counted, day
from safehome.families.models import Family
from safehome.plans.models import Outcome, Why
from safehome.plans.queries import Standing, standings_of
from safehome.plans.rules import State
from safehome.workspace.links import link

STATES = {
    State.DRAFT: ("Being written", "blue"),
    State.FOR_NOW: ("For now", "turquoise"),
    State.AGREED: ("Agreed", "green"),
    State.UNDER_REVIEW: ("To be looked at again", "orange"),
    State.CLOSED: ("Closed", "grey"),
}


@dataclass(frozen=True)
class PlanCard:
    """One plan on the tab. Links are empty where this door has no such page."""

    pk: UUID
    title: str
    state: str
    colour: str
    lines: tuple[str, ...]
    open: str  # the plan's page
    write: str  # its draft, where there is one
    begin: str  # the next version, where none is being written


def board_of(family: Family, *, reads: bool) -> list[PlanCard]:
    """The family must be open. reads: whether they may read what plans say. Six statements."""
    today = timezone.localdate()
    return [
        card_of(one, today, reads=reads)
        for one in standings_of(family.pk, family.organisation_id, today=today)
    ]


def card_of(one: Standing, today: date, *, reads: bool = True) -> PlanCard:
    plan = one.plan
    state, colour = STATES[one.state]
    called = f": {plan.called}" if plan.called else ""
    return PlanCard(
        plan.pk, f"{one.setting}{called}", state, colour, tuple(_lines(one, today)),
        open=link("plans:plan", plan.pk) if reads else "",
        write=link("plans:write", one.draft.pk) if one.draft else "",
        begin=link("plans:begin-version", plan.pk)
        if one.draft is None and plan.closed_at is None else "",
    )  # fmt: skip


def _lines(one: Standing, today: date) -> list[str]:
    said = []
    if one.in_force is not None and one.in_force.in_force_at is not None:
        since = timezone.localdate(one.in_force.in_force_at)
        said.append(f"Version {one.in_force.number}, in force since {day(since)}")
        if one.review_on is not None and one.plan.closed_at is None:
            late = (today - one.review_on).days
            said.append(
                f"The look at it is {counted(late, 'day')} late" if late > 0
                else f"Looked at again by {day(one.review_on)}"
            )  # fmt: skip
    if one.asked is not None:
        said.append(f"A review is asked for: {Why(one.asked.why).label.lower()}")
    if one.decided is not None:
        said.append(f"It was looked at. {Outcome(one.decided.outcome).label}")
    said += [f"{why.label}, so it is looked at again" for why in one.events]
    if one.to_answer:
        said.append(f"{counted(one.to_answer, 'thing')} that did not work to be answered")
    if one.draft is not None:
        said.append(f"Version {one.draft.number} is being written")
    return said
