"""Pages for asking and looking."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from safehome.measures import actions, queries
from safehome.measures.models import Point
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from safehome.workspace.asking.forms import AnswersForm
from safehome.workspace.asking.queries import (
    ASKED,
    asked_of,
    carer_of,
    journey_for,
    who_answered,
)

ASKS = frozenset({Role.PRACTITIONER, Role.SUPERVISOR})
READS = ASKS | {Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER}


@endpoint(roles=READS, verb="answers.seen", family=True)
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Who has answered what, and what is still to ask."""
    journey = journey_for(request.actor, pk)
    open_family(journey.family_id, purpose="answers")
    pack = pack_of(journey.pack_version)
    asking = who_answered(request.actor, journey)
    return render(
        request,
        "workspace/asking/ask.html",
        {
            "journey": journey,
            "asking": asking,
            "questionnaire": asked_of(pack),
            "may_ask": request.actor.has(*ASKS),
        },
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
            "may_ask": request.actor.has(*ASKS),
        },
    )
