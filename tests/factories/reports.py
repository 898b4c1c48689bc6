"""Reports that were saved, and one that made itself."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import psycopg
from django.utils import timezone

from safehome.evaluation.models import Every, Part, SavedReport
from safehome.evaluation.saving import Choices, save_report
from safehome.people.access import Actor


def make_saved_report(by: Actor, name: str = "For the board") -> SavedReport:
    """A report on all of it that makes itself each month from today."""
    today = timezone.localdate()
    return save_report(Choices(name, Part.ALL, "end", Every.MONTH, today), by=by)


def make_made_report(admin: psycopg.Connection, saved: object) -> UUID:
    """It makes itself today."""
    today = timezone.localdate()
    made = admin.execute(
        "SELECT id FROM ctx.make_report(%s, %s, %s, NULL, now(), 12)",
        [saved, today, today + timedelta(days=28)],
    )
    found: UUID = made.fetchone()[0]  # type: ignore[index]
    return found
