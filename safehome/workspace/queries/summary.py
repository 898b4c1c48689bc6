"""A family's first page: who they are, where in the programme, how their plans stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from safehome.journeys.queries.banner import of_family
from safehome.kit.together import Facts, Together
from safehome.people.access import Actor
from safehome.plans.policies import READS
from safehome.plans.queries import ROWS, Rows, rows_of, standings
from safehome.workspace.queries.family import WHERE, WHO, About, about_with, progress_in
from safehome.workspace.queries.plans import PlanCard, card_of
from safehome.workspace.queries.progress import Progress


def _rows(name: str, facts: Facts) -> QuerySet[Any]:
    return rows_of(of_family(facts))[name]


PLANS: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    f"plan_{name}": partial(_rows, name) for name in ROWS
}
SUMMARY = Together(**WHO, **WHERE, **PLANS)


def family_summary(
    person: Actor, pk: UUID, *, purpose: str
) -> tuple[About, Progress | None, list[PlanCard]]:
    """The three together, in one statement, and one for the family's key."""
    about, found = about_with(person, pk, SUMMARY, purpose=purpose)
    today = timezone.localdate()
    rows = Rows(**{name: found[f"plan_{name}"] for name in ROWS})
    cards = [card_of(one, today, reads=person.has(*READS)) for one in standings(rows, today=today)]
    return about, progress_in(found), cards
