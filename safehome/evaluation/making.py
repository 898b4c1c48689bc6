"""What the worker does: reports whose day has come make themselves.

It reads none of them. The database says which days have come, and counts, in the context of
whoever the report belongs to. A day that was missed, because nothing ran, is made once, late:
the latest of those missed, since all of them would have the figures of now.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.evaluation.rules.schedule import due_by, next_after, year_meant

AT_MOST = 50
KEPT = 12  # reports of one saved report that keep their figures
DUE = "SELECT id, first_on, every, part FROM ctx.reports_due(%s, %s)"
MAKE = "SELECT id, became FROM ctx.make_report(%s, %s, %s, %s, %s, %s)"
log = logging.getLogger("safehome.evaluation")


@dataclass(frozen=True)
class Due:
    """A saved report whose day has come."""

    pk: UUID
    first_on: date
    every: str
    part: str


def make_due(at: datetime | None = None, *, using: str = "default") -> Counter[str]:
    """Make what is due on the day, as the clock has it here; returns how many became what.

    One that meets a fault keeps no other waiting, and is tried again.
    """
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(DUE, [today, AT_MOST])
        due = [Due(*row) for row in cursor.fetchall()]
    return Counter(_each(one, today, moment, using) for one in due)


def _each(one: Due, today: date, moment: datetime, using: str) -> str:
    try:
        return _make(one, today, moment, using)
    except Exception as error:
        log.error("Report %s met a fault: %s", one.pk, type(error).__name__)
        return "fault"


def _make(one: Due, today: date, moment: datetime, using: str) -> str:
    day = due_by(one.first_on, one.every, today)
    if day is None:
        return "passed over"
    following = next_after(one.first_on, one.every, today)
    with audit.audited(using=using):
        with connections[using].cursor() as cursor:
            meant = year_meant(one.part, day)
            cursor.execute(MAKE, [one.pk, day, following, meant, moment, KEPT])
            pk, became = cursor.fetchone()
        if pk is None:  # another worker has it, or it was paused or made already
            return "passed over"
        audit.record(f"saved-report.{became}", about=_Named(pk), purpose=day.isoformat())
    return str(became)


@dataclass(frozen=True)
class _Named:
    """A made report of which nothing but its identifier is known."""

    pk: UUID
