"""Kept informed: what is owed, letters and messages, the ledger, who knows what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from safehome.informing import queries as informing
from safehome.informing.models import Matter
from safehome.informing.rules import Way
from safehome.journeys.models import Journey, JourneyCarer, Session
from safehome.workspace.queries.family import About


@dataclass(frozen=True)
class Owed:
    """Word that somebody waits for."""

    to: str
    name: str
    code: str
    matter: str
    because: str
    by: date
    late: bool


@dataclass(frozen=True)
class Letter:
    """A letter in the list."""

    pk: UUID
    title: str
    to: str
    state: str
    colour: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Informed:
    """Everything on the page."""

    owed: list[Owed]
    letters: list[Letter]
    messages: list[informing.Message]
    ledger: list[informing.Line]
    map: informing.Map


def informed_of(about: About) -> Informed:
    """What the page shows of one family, which is open."""
    family, today = about.family, timezone.localdate()
    way, carers = _way(about)
    return Informed(
        owed=[
            Owed(one.to, one.name, one.matter, Matter(one.matter).label, one.because, one.by,
                 one.is_late(today))
            for one in informing.owed_in(family, about.records, way=way, in_sessions=carers)
        ],
        letters=[_letter(one) for one in informing.letters_of(family)],
        messages=informing.messages_of(family),
        ledger=informing.ledger_of(family),
        map=informing.map_of(family),
    )  # fmt: skip


def _letter(one: informing.SavedLetter) -> Letter:
    to = one.member or one.professional
    state, colour = informing.state_of(one)
    return Letter(
        one.pk, one.title, to.name if to else "", state, colour, one.written_at,
        one.written_by.name,
    )  # fmt: skip


def _way(about: About) -> tuple[Way, list[UUID]]:
    """How far the family is, and which carers are in the sessions."""
    ours = {"organisation_id": about.family.organisation_id, "family_id": about.family.pk}
    journey = (
        Journey.objects.filter(**ours)
        .only("started_on", "ended_at", "family_id")
        .order_by("-started_on")
        .first()
    )
    if journey is None:
        return Way(), []
    held = Session.objects.signed().filter(journey=journey).only("held_on", "family_id")
    carers = JourneyCarer.objects.filter(journey=journey, left_on=None)
    return (
        Way(
            started_on=journey.started_on,
            ended_on=timezone.localtime(journey.ended_at).date() if journey.ended_at else None,
            held_on=tuple(sorted(one.held_on for one in held if one.held_on)),
        ),
        list(carers.values_list("carer_id", flat=True)),
    )
