"""What carers agreed to and took back, as lines of a family's story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from safehome.agreements.models import Agreement, Purpose, Resolution, Said
from safehome.design.words import listed, short_day
from safehome.families.models import Family, FamilyMember
from safehome.journeys.queries.banner import of_family
from safehome.kit.together import Facts
from safehome.workspace.queries.telling import Entry, on_a_day, when_of

KIND = {"agreement": "Agreements"}
VERBS = {
    Said.GIVEN: "agreed",
    Said.REFUSED: "did not agree",
    Said.WITHDRAWN: "took an agreement back",
    Said.INVALIDATED: "had given an agreement that is not valid",
}
# Read together with the rest of the story.
AGREED: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "agreed": lambda facts: Agreement.objects.filter(**of_family(facts)).only(
        "family_id", "carer_id", "purpose", "said", "said_on", "written_at"
    ),
    "resolved": lambda facts: Resolution.objects.filter(**of_family(facts)).select_related(
        "decided_by"
    ),
}


def told_of_agreements(
    family: Family,
    happened: Mapping[str, list[Any]],
    known: Mapping[UUID, FamilyMember],
    who: FamilyMember | None,
) -> Iterator[Entry]:
    """A line for each day, carer and answer; decisions of the staff stand beside nobody."""
    there = reverse("workspace:agreements", args=[family.pk])
    said: dict[tuple[UUID, date, str], list[str]] = defaultdict(list)
    at: dict[tuple[UUID, date, str], datetime] = {}
    for row in happened["agreed"]:
        place = row.carer_id, row.said_on, row.said
        said[place].append(Purpose(row.purpose).label.lower())
        # Written on its own day, it stands after what was written before it.
        same_day = timezone.localdate(row.written_at) == row.said_on
        at[place] = row.written_at if same_day else on_a_day(row.said_on)
    for (carer, on, answer), purposes in said.items():
        if carer in known:
            yield Entry(
                at[carer, on, answer], short_day(on), "agreement",
                f"{known[carer].called} {VERBS[Said(answer)]}", f"{listed(purposes)}.".capitalize(),
                there, "small", people=frozenset({carer}),
            )  # fmt: skip
    if who is None:
        for one in happened["resolved"]:
            yield Entry(
                one.decided_at, when_of(one.decided_at), "agreement",
                f"{one.decided_by.name} decided where carers answer differently",
                f"{Purpose(one.purpose).label}: {one.decided}", there, "small",
            )  # fmt: skip
