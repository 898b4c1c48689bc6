"""How far a child's own programme is. Never what is said in it."""

from __future__ import annotations

from datetime import date

from safehome.audit import ledger as audit
from safehome.families.models import FamilyMember
from safehome.kit.verdicts import permit
from safehome.network import policies
from safehome.network.models import Milestone, Professional, Therapy
from safehome.people.access import Actor


class StepChanged(Exception):
    """Somebody else wrote of this step meanwhile. Carries it as it is now."""

    def __init__(self, now: Milestone) -> None:
        super().__init__("Somebody else wrote of this step while you were writing.")
        self.now = now


def write_therapy(
    child: FamilyMember, *, status: str, since: date, by: Actor, provider: str = "",
    therapist: Professional | None = None, way_to_one: str = "", sharing: str = "",
) -> Therapy:  # fmt: skip
    """Write how far it is now. What was written before is kept, and no longer holds.

    way_to_one: where there is none, what is done about it.
    """
    permit(policies.may_write_therapy(by, child, status=status, since=since, way_to_one=way_to_one))
    therapy = Therapy.objects.create(
        organisation_id=child.organisation_id, family_id=child.family_id, child=child,
        status=status, since=since, provider=provider, therapist=therapist,
        way_to_one=way_to_one, sharing=sharing, written_by_id=by.pk,
    )  # fmt: skip
    audit.record("therapy.written", about=therapy, by=by)
    return therapy


def plan_milestone(
    child: FamilyMember, *, kind: str, by: Actor, planned_on: date | None = None,
    happened_on: date | None = None,
) -> Milestone:  # fmt: skip
    """Plan a step of the child's programme or a joint review, or write that it happened."""
    permit(policies.may_write_about_programme(by, child))
    milestone = Milestone.objects.create(
        organisation_id=child.organisation_id, family_id=child.family_id, child=child, kind=kind,
        planned_on=planned_on, happened_on=happened_on, written_by_id=by.pk,
    )  # fmt: skip
    audit.record("milestone.planned", about=milestone, by=by)
    return milestone


def settle_milestone(
    milestone: Milestone, *, seen: int, by: Actor, happened_on: date | None = None,
    planned_on: date | None = None,
) -> Milestone:  # fmt: skip
    """Write when it happened, or move it to another day.

    seen: the version on the writer's screen. Raises StepChanged when it has moved on.
    """
    permit(policies.may_settle_milestone(by, milestone, milestone.family))
    now = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    if now.version != seen:
        raise StepChanged(now)
    now.happened_on = happened_on
    now.planned_on = planned_on or now.planned_on
    now.version += 1
    now.save()
    audit.record("milestone.settled" if happened_on else "milestone.moved", about=now, by=by)
    return now
