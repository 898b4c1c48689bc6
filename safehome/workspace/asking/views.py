"""Pages for asking and looking."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from safehome.families.models import FamilyMember
from safehome.journeys.models import Journey
from safehome.journeys.queries import carers_of
from safehome.measures import actions, queries
from safehome.measures.models import Answers, Point
from safehome.people.access import Actor
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of
from safehome.programme.shapes import Questionnaire
from safehome.vault.keyring import open_family
from safehome.workspace.asking.forms import AnswersForm

ASKED = "kuc"  # knowledge, understanding, confidence: the first of the measures
ASKS = frozenset({Role.PRACTITIONER, Role.SUPERVISOR})
READS = ASKS | {Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER}


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


@endpoint(roles=READS, verb="answers.seen", family=True)
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Who has answered what, and what is still to ask."""
    journey = journey_for(request.actor, pk)
    open_family(journey.family_id, purpose="answers")
    pack = pack_of(journey.pack_version)
    given = list(
        Answers.objects.filter(
            organisation_id=request.actor.organisation_id, journey_id=pk, questionnaire=ASKED
        )
    )
    there = {(each.carer_id, each.point): each for each in given}
    asking = [
        Asking(
            part.carer, tuple((point, there.get((part.carer_id, point.value))) for point in Point)
        )
        for part in carers_of(journey.pk)
    ]
    return render(
        request,
        "workspace/asking/ask.html",
        {"journey": journey, "asking": asking, "questionnaire": asked_of(pack)},
    )


@endpoint(roles=ASKS, verb="answers.form-opened", methods=("GET", "POST"), family=True)
def answer(request: Request, pk: UUID, carer: UUID, point: str) -> HttpResponse:
    """The questions themselves, on a page that can be turned towards the carer."""
    if point not in Point.values:
        raise Http404
    journey = journey_for(request.actor, pk)
    member = carer_of(journey, carer)
    open_family(journey.family_id, purpose="answers")
    questionnaire = asked_of(pack_of(journey.pack_version))
    already = queries.answers_of(request.actor, pk, carer, ASKED)
    if any(each.point == point for each in already):
        messages.info(request, "These questions were already answered.")
        return redirect("measures:together", pk=pk, carer=carer)
    form = AnswersForm(questionnaire, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.give_answers(
            member, questionnaire, form.given(), journey=pk, pack_version=journey.pack_version,
            point=point, mode=form.cleaned_data["mode"], on=form.cleaned_data["given_on"],
            by=request.actor,
        )  # fmt: skip
        messages.success(request, "The answers are kept.")
        return redirect("measures:together", pk=pk, carer=carer)
    return render(
        request,
        "workspace/asking/answer.html",
        {
            "journey": journey, "carer": member, "form": form, "point": Point(point),
            "questionnaire": questionnaire,
        },
    )  # fmt: skip


@endpoint(roles=READS, verb="answers.looked-at-together", family=True)
def together(request: Request, pk: UUID, carer: UUID) -> HttpResponse:
    """A picture to look at together: words first, then the lines, then the rule."""
    journey = journey_for(request.actor, pk)
    member = carer_of(journey, carer)
    open_family(journey.family_id, purpose="looking together")
    questionnaire = asked_of(pack_of(journey.pack_version))
    answers = queries.answers_of(request.actor, pk, carer, ASKED)
    return render(
        request,
        "workspace/asking/together.html",
        {
            "journey": journey,
            "together": queries.together(member, answers, questionnaire),
            "questionnaire": questionnaire,
        },
    )
