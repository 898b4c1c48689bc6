"""Where a journey was left: what was signed last, and which child was in mind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from safehome.families.models import FamilyMember
from safehome.journeys.models import ChildLine, NoLineReason
from safehome.journeys.queries.around import Found
from safehome.journeys.rules import not_in_mind_for


@dataclass(frozen=True)
class LastTime:
    """What was written of the session before this one."""

    session: UUID
    number: int
    held_on: date | None
    wellbeing: str
    home_activity: str
    next_step: str
    support_challenge: int | None
    words: Mapping[UUID, str] = field(default_factory=dict)
    lines: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True)
class KeepInMind:
    """A child to ask after first, and the rule that says so."""

    name: str
    why: str


def last_time(around: Found) -> LastTime | None:
    """The last signed session of the same journey. The family must be open."""
    before = next(iter(around["before"]), None)
    if before is None:
        return None
    return LastTime(
        session=before.pk,
        number=before.number,
        held_on=before.held_on,
        wellbeing=before.wellbeing,
        home_activity=before.home_activity,
        next_step=before.next_step,
        support_challenge=before.support_challenge,
        words={one.carer_id: one.words for one in around["words"]},
        lines={
            one.child_id: one.line or f"No line: {NoLineReason(one.no_line).label.lower()}"
            for one in around["lines"]
            if one.session_id == before.pk
        },
    )


def keep_in_mind(around: Found) -> tuple[KeepInMind, ...]:
    """Children without a line lately, those longest without one first.

    A child who joined the family later is only counted from then on.
    """
    had: dict[UUID, list[ChildLine]] = {}
    for line in around["lines"]:  # in the order of their sessions
        had.setdefault(line.child_id, []).append(line)
    found = []
    for child in (one for one in around["members"] if one.is_child):
        without = not_in_mind_for([line.no_line == "" for line in had.get(child.pk, [])])
        if without:
            found.append((without, _because(child, without, had[child.pk][-1].no_line)))
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))


def _because(child: FamilyMember, without: int, reason: str) -> KeepInMind:
    sessions = "the last session" if without == 1 else f"the last {without} sessions"
    return KeepInMind(
        child.called,
        f"No line about {child.called} in {sessions}. The reason given: "
        f"{NoLineReason(reason).label.lower()}.",
    )
