"""Whether each carer who waits agreed to be asked, when, and written down by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.agreements.policies import may_ask, may_take_back
from safehome.agreements.queries import as_answer
from safehome.agreements.rules import WAITING_QUESTIONS, Kind, State, standing
from safehome.design.words import day
from safehome.families.models import Family, FamilyMember
from safehome.measures.policies import has_agreed_while_waiting
from safehome.people.access import Actor

SAID = {
    State.NOT_ASKED: "Not asked yet", State.IN_FORCE: "Said yes", State.RUN_OUT: "Ran out",
    State.REFUSED: "Said no", State.TAKEN_BACK: "Took it back", State.NOT_VALID: "Not valid",
}  # fmt: skip
# A no is as good an answer as a yes, so it has no colour.
COLOURS = {State.IN_FORCE: "green", State.RUN_OUT: "yellow", State.NOT_VALID: "red"}


@dataclass(frozen=True)
class Wish:
    """What one carer said of being asked. when: "on Tuesday 3 March 2026, written by Amina"."""

    carer: FamilyMember
    says: str
    colour: str
    when: str
    agreed: bool
    ask: str  # where it is put to them, in plain words; "" where it cannot be
    ask_text: str
    take_back: str


def wishes_of(
    person: Actor, family: Family, carers: Sequence[FamilyMember], *, waits: bool
) -> list[Wish]:
    """For each carer, in the given order. The family must be open. waits: no journey has begun."""
    rows = list(
        Agreement.objects.filter(
            organisation_id=family.organisation_id, family=family, purpose=WAITING_QUESTIONS
        ).select_related("written_by")
    )
    return [
        _wish(person, one, [row for row in rows if row.carer_id == one.pk], waits=waits)
        for one in carers
    ]


def _wish(person: Actor, carer: FamilyMember, rows: list[Agreement], *, waits: bool) -> Wish:
    today = timezone.localdate()
    stands = standing([as_answer(row) for row in rows], on=today)
    last = max(
        (row for row in rows if row.said_on <= today),
        key=lambda row: (row.said_on, row.written_at), default=None,
    )  # fmt: skip
    when = f"on {day(last.said_on)}, written by {last.written_by.name}" if last else ""
    if stands.state is State.IN_FORCE and stands.until:
        when += f". It holds until {day(stands.until)}"
    asks = waits and bool(may_ask(person, carer))
    back = may_take_back(person, carer, purpose=WAITING_QUESTIONS, on=today, standing=stands)
    return Wish(
        carer, SAID[stands.state], COLOURS.get(stands.state, "grey"), when,
        bool(has_agreed_while_waiting(carer, today)),
        reverse("agreements:ask", args=[carer.pk, Kind.WAITING.value]) if asks else "",
        "Ask again" if last else "Ask whether they want to be asked",
        reverse("agreements:take-back", args=[carer.pk, WAITING_QUESTIONS]) if back else "",
    )  # fmt: skip
