"""What is walked through, and what others laid down that a plan must not contradict."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Family
from safehome.families.policies import may_write_in_family
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans import policies
from safehome.plans.models import Condition, Rehearsal, Version


@dataclass(frozen=True)
class RehearsalWords:
    """A what-if: who would do what; and, once it was walked through, how that was."""

    what_if: str
    we_would: str
    prompt: str = ""  # its id in the pack
    who: str = ""
    rehearsed_on: date | None = None
    how_it_went: str = ""
    changed: str = ""
    root: UUID | None = None


def rehearse(version: Version, *, words: RehearsalWords, by: Actor) -> Rehearsal:
    """Keep a what-if that was talked or walked through. Of a draft, or of what is in force."""
    permit(policies.may_rehearse(by, version))
    rehearsal = Rehearsal.objects.create(
        organisation_id=version.organisation_id, family_id=version.family_id, version=version,
        written_by_id=by.pk, **asdict(words),
    )  # fmt: skip
    audit.record("plan.rehearsed", about=rehearsal, by=by)
    return rehearsal


def note_condition(
    family: Family, *, kind: str, reference: str, clash: str, until: date | None, by: Actor,
    root: UUID | None = None,
) -> Condition:  # fmt: skip
    """Note what somebody else laid down, and where it says otherwise than a plan of ours.

    root: the line of ours that it clashes with.
    """
    permit(may_write_in_family(by, family))
    condition = Condition.objects.create(
        organisation_id=family.organisation_id, family=family, kind=kind, reference=reference,
        clash=clash, root=root if clash else None, until=until, written_by_id=by.pk,
    )  # fmt: skip
    audit.record("plan.condition-noted", about=condition, by=by)
    return condition


@transaction.atomic
def settle_condition(condition: Condition, *, settled: str, by: Actor) -> Condition:
    """Write how two sets of rules were brought together, and with whom."""
    condition = _held(condition)
    permit(policies.may_settle(by, condition))
    condition.settled = settled
    condition.settled_at, condition.settled_by_id = timezone.now(), by.pk
    condition.save(update_fields=["settled", "settled_at", "settled_by"])
    audit.record("plan.condition-settled", about=condition, by=by)
    return condition


@transaction.atomic
def end_condition(condition: Condition, *, on: date, by: Actor) -> Condition:
    """Write that what somebody else laid down does not hold beyond a day."""
    condition = _held(condition)
    permit(policies.may_end_condition(by, condition, on=on, today=timezone.localdate()))
    condition.until = on
    condition.save(update_fields=["until"])
    audit.record("plan.condition-ended", about=condition, by=by)
    return condition


def _held(condition: Condition) -> Condition:
    rows = Condition.objects.select_for_update(of=("self",)).select_related("family")
    return rows.get(pk=condition.pk)
