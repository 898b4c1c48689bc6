"""Who is asked what, and who has answered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey
from safehome.journeys.queries import carers_of
from safehome.measures.models import Answers, Point
from safehome.people.access import Actor
from safehome.programme.packs import Pack
from safehome.programme.shapes import Questionnaire

ASKED = "kuc"  # knowledge, understanding, confidence: the first of the measures


@dataclass(frozen=True)
class Asking:
    """One carer and the points in time at which the questions can be asked."""

    carer: FamilyMember
    points: tuple[tuple[Point, Answers | None], ...]


def journey_for(person: Actor, pk: UUID) -> Journey:
    """One journey with its pack and carers, or 404."""
    return get_object_or_404(
        Journey.objects.select_related("family", "pack_version").filter(
            organisation_id=person.organisation_id
        ),
        pk=pk,
    )


def carer_of(journey: Journey, pk: UUID) -> FamilyMember:
    """A carer who takes part in this journey, or 404."""
    for part in carers_of(journey.pk):
        if part.carer_id == pk:
            return part.carer
    raise Http404


def asked_of(pack: Pack) -> Questionnaire:
    if ASKED not in pack.questionnaires:
        raise Http404
    return pack.questionnaire(ASKED)


def who_answered(person: Actor, journey: Journey) -> list[Asking]:
    """Each carer of a journey, with what they answered at each point."""
    given = Answers.objects.filter(
        organisation_id=person.organisation_id, journey_id=journey.pk, questionnaire=ASKED
    )
    there = {(each.carer_id, each.point): each for each in given}
    return [
        Asking(
            part.carer, tuple((point, there.get((part.carer_id, point.value))) for point in Point)
        )
        for part in carers_of(journey.pk)
    ]
