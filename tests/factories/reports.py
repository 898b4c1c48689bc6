"""Reports that were saved, and one that made itself."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
from django.utils import timezone

from safehome.evaluation.models import Every, Order, Part, SavedReport, What
from safehome.evaluation.ordering import Wanted, place_order
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


def make_order(by: Actor, **wanted: object) -> Order:
    """The report on all of it is ordered; no worker has it yet."""
    return place_order(Wanted(**{"what": What.REPORT, **wanted}), by=by)  # type: ignore[arg-type]


def finish_order(admin: psycopg.Connection) -> None:
    """The order that waits longest is made, as the worker has it made."""
    maker = uuid4()
    with admin.transaction():
        (pk,) = admin.execute(
            "SELECT id FROM ctx.take_order(%s, make_interval(secs => 30), 2)", [maker]
        ).fetchone()  # type: ignore[misc]
        admin.execute("SELECT ctx.count_order(%s, %s, 'end')", [pk, maker])
        admin.execute("SELECT ctx.end_order(%s, %s, 'ready')", [pk, maker])
