"""All that recording a session needs to know of it, in one statement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.agreements.queries import PLAIN, as_answer
from safehome.agreements.rules import TAKING_PART
from safehome.drafts.models import Draft
from safehome.families.models import FamilyMember
from safehome.journeys.models import JourneyCarer, Session
from safehome.journeys.queries.asked import FORM, asked_with, children_in, taking_part_in
from safehome.journeys.queries.found import whole_sessions
from safehome.journeys.rules import Asked
from safehome.kit.together import Facts, Together
from safehome.people.access import Actor
from safehome.plans.queries import Cover, covered, exempted, holding_at_home
from safehome.training.models import Accreditation


@dataclass(frozen=True)
class ToRecord:
    """A session, its draft if it has one, and whether this person may sign what is delivered."""

    session: Session
    carers: list[JourneyCarer]
    children: list[FamilyMember]
    agreements: list[Agreement]  # to take part, whatever was said
    draft: Draft | None
    accredited: bool
    cover: Cover  # whether home has a plan that holds

    def asked_on(self, held_on: date | None = None) -> Asked:
        """What its record must speak of, held on that day. The family must be open."""
        answers = [as_answer(one) for one in self.agreements]
        return asked_with(self.session, self.carers, self.children, answers, held_on=held_on)


def _of_session(facts: Facts, fact: str) -> QuerySet[Session, Any]:
    found: QuerySet[Session, Any] = (
        Session.objects.filter(pk=facts["session"]).order_by().values(fact)
    )
    return found


READS: dict[str, Callable[[Facts], QuerySet[Any]]] = {
    "sessions": lambda facts: whole_sessions(facts["organisation"]).filter(pk=facts["session"]),
    "carers": lambda facts: taking_part_in(_of_session(facts, "journey_id")),
    "children": lambda facts: children_in(_of_session(facts, "family_id")),
    "agreements": lambda facts: Agreement.objects.filter(
        family_id__in=_of_session(facts, "family_id"), purpose=TAKING_PART
    ).only(*PLAIN),
    "drafts": lambda facts: Draft.objects.filter(
        form=FORM, about_id=facts["session"]
    ).select_related("saved_by"),
    "accredited": lambda facts: Accreditation.objects.filter(
        person_id=facts["person"], begins_on__lte=facts["today"], ends_on__gte=facts["today"]
    ),
    "plans": lambda facts: holding_at_home(_of_session(facts, "family_id")),
    "exemptions": lambda facts: exempted(_of_session(facts, "family_id")),
}
HOLDS: dict[str, Callable[[Facts], QuerySet[Any]]] = READS | {
    name: lambda facts, name=name: READS[name](facts).select_for_update(of=("self",))
    for name in ("sessions", "drafts")
}
READING, HOLDING = Together(**READS), Together(**HOLDS)


def to_record(person: Actor, pk: UUID, *, holding: bool = False) -> ToRecord:
    """One session to be recorded, or 404. holding: it and its draft, until the transaction ends."""
    found = (HOLDING if holding else READING).read(
        organisation=person.organisation_id, person=person.pk, session=pk,
        today=timezone.localdate(),
    )  # fmt: skip
    if not found["sessions"]:
        raise Http404
    return ToRecord(
        session=found["sessions"][0],
        carers=found["carers"],
        children=found["children"],
        agreements=found["agreements"],
        draft=next(iter(found["drafts"]), None),
        accredited=bool(found["accredited"]),
        cover=covered(found["plans"], found["exemptions"]),
    )
