"""Why carers say no, take back, or were asked in vain: coded reasons, counted so as to hide few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from safehome.agreements.models import Agreement, Said, WhyNot
from safehome.agreements.rules import TAKING_PART
from safehome.people.access import Actor
from safehome.people.models import Role
from safehome.referrals.counting import Shown, shown

COUNTS = (Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.MANAGER, Role.RECORDS_OFFICER)
BACK = timedelta(days=365)
ANSWERS = (Said.REFUSED, Said.WITHDRAWN, Said.INVALIDATED)
NOT_ASKED = "Not asked why"


@dataclass(frozen=True)
class Counted:
    """Reasons for one group of purposes. No answer is in two tables, so none explains another."""

    title: str
    table: Shown


def reasons_counted(person: Actor) -> list[Counted]:
    """Of the last year, in the families that this person may see. One statement."""
    since = timezone.localdate() - BACK
    found = (
        Agreement.objects.filter(
            organisation_id=person.organisation_id, said_on__gte=since, said__in=ANSWERS
        )
        .order_by()
        .values("purpose", "said", "reason")
        .annotate(times=Count("pk"))
    )
    counts: dict[bool, dict[tuple[str, str], int]] = {True: {}, False: {}}
    for one in found:
        place = (
            WhyNot(one["reason"]).label if one["reason"] else NOT_ASKED,
            Said(one["said"]).label,
        )
        table = counts[one["purpose"] == TAKING_PART]
        table[place] = table.get(place, 0) + one["times"]
    return [
        Counted(title, _table(counts[about]))
        for title, about in (("Taking part", True), ("Everything else", False))
        if counts[about]
    ]


def _table(counts: dict[tuple[str, str], int]) -> Shown:
    there = {why for why, _ in counts}
    order = [one.label for one in WhyNot] + [NOT_ASKED]
    return shown(
        counts, rows=[why for why in order if why in there],
        columns=[said.label for said in ANSWERS],
    )  # fmt: skip
