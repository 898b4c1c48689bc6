"""Saving a report under a name, putting it on a schedule, pausing, changing, deleting it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger
from safehome.evaluation.models import Every, MadeReport, Part, SavedReport
from safehome.evaluation.policies import may_save
from safehome.evaluation.rules.schedule import next_after
from safehome.kit.ids import new_id
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


@dataclass(frozen=True)
class Choices:
    """What somebody wants saved. first_on: the first day on which it makes itself, or none."""

    name: str
    part: Part
    later: str
    every: Every
    first_on: date | None
    team: UUID | None = None
    lead: UUID | None = None
    year: int | None = None


def save_report(chosen: Choices, *, by: Actor, pk: UUID | None = None) -> SavedReport:
    """Save a report's choices under a name. Raises PermissionDenied with the reason."""
    permit(may_save(by, part=chosen.part, lead=chosen.lead))
    made = SavedReport(pk=pk or new_id(), organisation_id=by.organisation_id, person_id=by.pk)
    _take_over(made, chosen)
    ledger.record("saved-report.saved", about=made, by=by, purpose=_said(chosen))
    return made


def change_report(made: SavedReport, chosen: Choices, *, by: Actor) -> SavedReport:
    """Change it. Reports that it has made stay as they were."""
    permit(may_save(by, part=chosen.part, lead=chosen.lead, changed=made.pk))
    _take_over(made, chosen)
    ledger.record("saved-report.changed", about=made, by=by, purpose=_said(chosen))
    return made


def pause_report(made: SavedReport, *, by: Actor) -> SavedReport:
    """Make none until it goes on."""
    if made.paused_at is None:
        made.paused_at = timezone.now()
        made.save(update_fields=["paused_at"])
        ledger.record("saved-report.paused", about=made, by=by)
    return made


def resume_report(made: SavedReport, *, by: Actor) -> SavedReport:
    """Go on with the next day of its own. What would have been made meanwhile is not."""
    if made.paused_at is not None:
        made.paused_at = None
        made.next_on = _next_of(made.first_on, Every(made.every))
        made.save(update_fields=["paused_at", "next_on"])
        ledger.record("saved-report.resumed", about=made, by=by)
    return made


def remove_report(made: SavedReport, *, by: Actor) -> SavedReport:
    """Delete it, and the figures of every report that it made."""
    MadeReport.objects.filter(
        organisation_id=by.organisation_id, person_id=by.pk, report_id=made.pk
    ).update(tallies=None)
    made.removed_at = timezone.now()
    made.save(update_fields=["removed_at"])
    ledger.record("saved-report.removed", about=made, by=by)
    return made


def note_opened(made: MadeReport) -> None:
    """Its owner has looked at it, so that their home says it no more."""
    if made.opened_at is None:
        made.opened_at = timezone.now()
        made.save(update_fields=["opened_at"])


def note_read(report: SavedReport, *, by: Actor) -> None:
    """Their owner has read that some were not made, and why."""
    MadeReport.objects.filter(
        organisation_id=by.organisation_id, person_id=by.pk, report_id=report.pk, opened_at=None
    ).exclude(not_made="").update(opened_at=timezone.now())


def _take_over(made: SavedReport, chosen: Choices) -> None:
    made.name, made.part, made.later = chosen.name, chosen.part, chosen.later
    made.team_id, made.lead_id, made.year = chosen.team, chosen.lead, chosen.year
    made.every, made.first_on = chosen.every, chosen.first_on
    made.next_on = _next_of(chosen.first_on, chosen.every)
    if made.first_on is None:
        made.paused_at = None
    made.save()


def _next_of(first: date | None, every: Every) -> date | None:
    """The next day that has not passed; today counts for a first day alone."""
    if first is None:
        return None
    today = timezone.localdate()
    return first if first >= today else next_after(first, every, today)


def _said(chosen: Choices) -> str:
    return f"{chosen.part}, {chosen.every or 'not by itself'}"
