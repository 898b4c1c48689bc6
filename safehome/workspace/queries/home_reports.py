"""Reports that made themselves or were ordered, or could not be made, since one last looked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from safehome.evaluation.models import MadeReport, Order, Step
from safehome.evaluation.ordered import order_in_words
from safehome.evaluation.policies import READS
from safehome.kit.addresses import address_of
from safehome.kit.together import Facts
from safehome.people.access import Actor

SHOWN = 10


def reports_made(person: Actor, _: Facts) -> QuerySet[MadeReport]:
    """Mine that I have not opened yet, and those not made, newest first. Figures stay unread."""
    if not person.has(*READS):
        return MadeReport.objects.none()
    return (
        MadeReport.objects.filter(
            organisation_id=person.organisation_id, person_id=person.pk, opened_at=None,
            report__removed_at=None,
        )
        .select_related("report")
        .only("due_on", "not_made", "report_id", "report__name")
        .order_by("-due_on", "-id")[:SHOWN]
    )  # fmt: skip


def orders_ended(person: Actor, _: Facts) -> QuerySet[Order]:
    """Mine that are ready or were not made, and that I have not opened yet, newest first."""
    if not person.has(*READS):
        return Order.objects.none()
    return (
        Order.objects.filter(
            organisation_id=person.organisation_id, person_id=person.pk, removed_at=None,
            opened_at=None, step__in=(Step.READY, Step.FAILED),
        )
        .select_related("team", "lead")
        .order_by("-ordered_at", "-id")[:SHOWN]
    )  # fmt: skip


def told_of_orders(found: list[Order]) -> Iterator[tuple[str, str, date]]:
    """A sentence, where it leads, and of which day."""
    for one in found:
        became = "Ready" if one.step == Step.READY else "Not made"
        there = address_of("evaluation:order", one.pk)
        yield f"{became}: {order_in_words(one)}", there, timezone.localdate(one.ordered_at)


def told_of_reports(found: list[MadeReport]) -> Iterator[tuple[str, str, date]]:
    """A sentence, where it leads, and of which day."""
    for one in found:
        there = address_of("evaluation:saved-report", one.report_id)
        if one.not_made:
            yield f"Report not made: {one.report.name}", there, one.due_on
        else:
            yield (
                f"Report made: {one.report.name}",
                address_of("evaluation:made-report", one.pk),
                one.due_on,
            )
