"""Reads of what somebody ordered: how far it is, and the report as it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils import timezone

from safehome.design.words import clock, day
from safehome.evaluation import queries
from safehome.evaluation.asked import Asked, asked_by
from safehome.evaluation.beside import SILENT
from safehome.evaluation.models import FrozenSet, Order, OrderCounts, Step, What
from safehome.evaluation.rules.counts import Counts
from safehome.evaluation.rules.progress import Queue
from safehome.evaluation.saved import counts_of, in_words, query_for
from safehome.people.access import Actor

LATELY = timedelta(hours=1)  # so long the time that a count took says how long the next will take


@dataclass(frozen=True)
class AsOrdered(Asked):
    """A report as of the moment at which it was counted for an order."""

    pk: UUID | None = None
    at: datetime | None = None

    @property
    def noted(self) -> str:
        return f"{self.query or '?'}{'&' if self.query else ''}order={self.pk}"

    @property
    def moment(self) -> str:
        return f"As counted on {day(self.at)} at {clock(self.at)}." if self.at else ""


def orders_by(person: Actor) -> QuerySet[Order]:
    """What this person has ordered and not deleted, newest first."""
    return Order.objects.filter(
        organisation_id=person.organisation_id, person_id=person.pk, removed_at=None
    ).select_related("team", "lead")


def order_by(person: Actor, pk: UUID) -> Order:
    """One of them, or 404."""
    found = orders_by(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def order_in_words(order: Order) -> str:
    """What was ordered."""
    if order.what == What.SET:
        return f"Frozen set “{order.name}”"
    if order.what == What.PACKET:
        return "Counts for the next packet"
    half_way = ", compared with half-way" if order.later == "mid" else ""
    return f"Report: {in_words(order)}{half_way}"


def queue_of(order: Order) -> Queue:
    """How many are before it, and whether anybody makes any of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM ctx.queue_of_order(%s, make_interval(secs => %s))",
            [order.pk, SILENT.total_seconds()],
        )
        ahead, at_work = cursor.fetchone() or (0, False)
    return Queue(ahead or 0, bool(at_work))


def took_last(person: Actor, *, freezing: bool = False) -> float | None:
    """Seconds that this person's last order took; None where there was none lately.

    freezing: of a set, which is counted twice and more; the other two are one count.
    """
    same = (What.SET,) if freezing else (What.REPORT, What.PACKET)
    last = (
        Order.objects.filter(
            organisation_id=person.organisation_id, person_id=person.pk, what__in=same,
            step=Step.READY, ended_at__gt=timezone.now() - LATELY,
        )
        .order_by("-ended_at")
        .first()
    )  # fmt: skip
    return seconds_of(last) if last else None


def took_too_long(person: Actor, *, freezing: bool = False) -> float | None:
    """The same, where that is longer than a page may wait: then nobody waits for it again."""
    seconds = took_last(person, freezing=freezing)
    most = settings.FREEZE_SECONDS if freezing else settings.OUTCOMES_SECONDS
    return seconds if seconds is not None and seconds > most else None


def seconds_of(order: Order) -> float | None:
    """How long it took to make; None before it is made."""
    if order.begun_at is None or order.ended_at is None:
        return None
    return float((order.ended_at - order.begun_at).total_seconds())


def counts_for_order(person: Actor, order: Order) -> tuple[Counts, datetime]:
    """What was counted, and when. 404 where it is not ready, or kept no longer."""
    found = OrderCounts.objects.filter(
        organisation_id=person.organisation_id, person_id=person.pk, order_id=order.pk,
        later=order.later,
    ).first()  # fmt: skip
    if found is None or order.step != Step.READY:
        raise Http404
    counts = counts_of(found.tallies, queries.team_names(person), later=order.later)
    return counts, found.counted_at


def opened_as_ordered(person: Actor, order: Order) -> AsOrdered | None:
    """The report as counted. Whose reports somebody reads is asked of now: roles change.

    None where there is nothing of it, or it is not theirs any more.
    """
    counts, at = counts_for_order(person, order)
    query = query_for(order, on=timezone.localdate(at))
    live = asked_by(person, QueryDict(query.removeprefix("?")), counts=counts)
    asked = AsOrdered(live.later, live.counts, live.scope, live.names, pk=order.pk, at=at)
    # What is not there is never another part instead: not all of it, nor one's own.
    return asked if asked.query == query else None


def moment_of_set(order: Order) -> datetime | None:
    """Of which moment a set is that was made for an order, once it is finished."""
    mine = FrozenSet.objects.filter(organisation_id=order.organisation_id, pk=order.pk)
    return mine.values_list("made_at", flat=True).first() if order.frozen_at else None
