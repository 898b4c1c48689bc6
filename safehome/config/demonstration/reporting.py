"""Reports that the demonstration's manager saved; one of them makes itself."""

from __future__ import annotations

from django.utils import timezone

from safehome.evaluation.models import Every, Later, Part
from safehome.evaluation.saving import Choices, save_report
from safehome.people.access import Actor


def save_reports(by: Actor) -> None:
    """One for the board each month, and one to open with a click.

    The day of this month came while nothing ran: the worker makes it as soon as it does, and
    home says so until it is opened.
    """
    first = timezone.localdate().replace(day=1)
    made = save_report(
        Choices("For the board", Part.ALL, Later.END, Every.MONTH, first_on=first), by=by
    )
    made.next_on = first
    made.save(update_fields=["next_on"])
    save_report(Choices("Half-way", Part.ALL, Later.MID, Every.NEVER, first_on=None), by=by)
