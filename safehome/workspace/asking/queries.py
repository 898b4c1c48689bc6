"""Who is asked what, and who has answered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey, Session
from safehome.journeys.queries import carers_of
from safehome.journeys.queries.asking import ToAsk, to_ask_in, whose_day_has_come
from safehome.measures.queries import answered_in
from safehome.measures.rules import GOALS, Due, State, number_in
from safehome.people.access import Actor
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of
from safehome.programme.shapes import Questionnaire

STATES = {
    "to-come": ("Not yet", "grey"), "to-ask": ("To ask", "blue"), "late": ("Late", "red"),
    "answered": ("Answered", "green"), "passed": ("Not asked", "grey"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One questionnaire at one point, and how each carer stands to it."""

    point: str
    title: str
    questionnaire: Questionnaire
    cells: tuple[tuple[FamilyMember, Due | None], ...]
    is_first: bool

    @property
    def is_to_come(self) -> bool:
        return all(due is None or due.state == "to-come" for _, due in self.cells)


def journey_for(person: Actor, pk: UUID) -> Journey:
    """One journey with its pack and carers, or 404."""
    return get_object_or_404(
        Journey.objects.select_related("family", "pack_version", "lead")
        .defer("pack_version__files")
        .filter(organisation_id=person.organisation_id),
        pk=pk,
    )


def carer_of(journey: Journey, pk: UUID) -> FamilyMember:
    """A carer who takes part in this journey, or 404."""
    for part in carers_of(journey.pk):
        if part.carer_id == pk:
            return part.carer
    raise Http404


def asked_of(pack: Pack, name: str) -> Questionnaire:
    """One of the pack's questionnaires, or 404."""
    if name not in pack.questionnaires:
        raise Http404
    return pack.questionnaire(name)


def due_for(journey: Journey, carer: UUID, questionnaire: str, point: str) -> Due:
    """What is asked of this carer at this point, or 404 for what never is."""
    for one in to_ask_in(journey):
        if one.carer.pk == carer:
            for due in one.all:
                if (due.questionnaire, due.point) == (questionnaire, point):
                    return due
    if questionnaire == GOALS and GOALS in pack_of(journey.pack_version).questionnaires:
        return _goals_in_a_session(journey, carer, point)
    raise Http404


def _goals_in_a_session(journey: Journey, carer: UUID, point: str) -> Due:
    """Goals may be asked about in every session whose day has come; nobody chases them there."""
    here = get_object_or_404(
        Session.objects.filter(whose_day_has_come()).only("number", "held_on", "planned_for"),
        journey_id=journey.pk, number=number_in(point),
    )  # fmt: skip
    given = (carer, GOALS, point) in answered_in(journey.organisation_id, journey=journey.pk)
    since = here.held_on or timezone.localdate(here.planned_for)
    state: State = "answered" if given else "to-ask"
    return Due(GOALS, point, f"Session {here.number}", state, since)


def rows_of(asking: list[ToAsk], pack: Pack, *, of_sessions: bool) -> list[Row]:
    """A line for each questionnaire at each point, with a cell for each carer.

    of_sessions: those of single sessions, the newest first; else those of the schedule.
    """
    keys = {
        (due.point, due.questionnaire): due.title
        for one in asking
        for due in one.all
        if (number_in(due.point) is not None) == of_sessions
    }
    there = {(one.carer.pk, due.point, due.questionnaire): due for one in asking for due in one.all}
    order = sorted(keys, key=lambda key: number_in(key[0]) or 0, reverse=of_sessions)
    found: list[Row] = []
    for point, name in order:
        cells = tuple((one.carer, there.get((one.carer.pk, point, name))) for one in asking)
        is_first = not found or found[-1].point != point
        found.append(Row(point, keys[point, name], pack.questionnaire(name), cells, is_first))
    return found
