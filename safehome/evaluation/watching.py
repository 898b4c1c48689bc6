"""How far an order is, as its owner's page says it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from safehome.design.words import clock, moment
from safehome.evaluation import ordered
from safehome.evaluation.models import Order, Step, What
from safehome.evaluation.rules.progress import Progress, Queue, progress
from safehome.people.access import Actor


def shown(person: Actor, order: Order) -> Progress:
    """Of this moment. Its place in the queue is asked only while it waits."""
    now = timezone.now()
    return progress(
        order.what, order.step,
        since=_when(timezone.localtime(order.step_at or order.ordered_at)),
        waited=(now - order.ordered_at).total_seconds(),
        silent=_since(order.seen_at, now) if order.maker else None,
        queue=ordered.queue_of(order) if order.step == Step.WAITING else Queue(0, False),
        took=ordered.took_last(person, freezing=order.what == What.SET)
        if order.ended_at is None else None,
        stopping=order.ended_at is None and order.cancel_asked_at is not None,
        why_not=order.get_why_not_display() if order.why_not else "",
    )  # fmt: skip


def _when(at: datetime) -> str:
    return clock(at) if at.date() == timezone.localdate() else moment(at)


def _since(at: datetime | None, now: datetime) -> float | None:
    return (now - at).total_seconds() if at else None
