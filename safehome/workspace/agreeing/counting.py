"""Why carers say no, take back, or were asked in vain: counts of coded reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from safehome.agreements.models import Agreement, Purpose, Said, WhyNot
from safehome.people.access import Actor
from safehome.people.models import Role

COUNTS = (Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.MANAGER, Role.RECORDS_OFFICER)
BACK = timedelta(days=365)


@dataclass(frozen=True)
class Counted:
    """One reason for one purpose: how often it was said, taken back, or found."""

    purpose: str
    said: str
    why: str
    times: int


def reasons_counted(person: Actor) -> list[Counted]:
    """Of the last year, in the families that this person may see. One statement."""
    since = timezone.localdate() - BACK
    found = (
        Agreement.objects.filter(organisation_id=person.organisation_id, said_on__gte=since)
        .exclude(said=Said.GIVEN)
        .order_by()
        .values("purpose", "said", "reason")
        .annotate(times=Count("pk"))
    )
    rows = [
        Counted(
            Purpose(one["purpose"]).label,
            Said(one["said"]).label,
            WhyNot(one["reason"]).label if one["reason"] else "Not asked why",
            one["times"],
        )
        for one in found
    ]
    order = [purpose.label for purpose in Purpose]
    return sorted(rows, key=lambda one: (order.index(one.purpose), -one.times, one.why))
