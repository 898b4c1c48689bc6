"""Feedback that goes to supervision first: decided, read there, and opened afterwards."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from safehome.journeys.queries.asking import titles_of
from safehome.measures import actions, queries
from safehome.measures.policies import READS, SUPERVISES, may_supervise
from safehome.measures.rules import point_in_words
from safehome.people.endpoints import Request, endpoint
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from safehome.workspace.asking.queries import journey_for, lines_of
from safehome.workspace.queries.measuring import how


@endpoint(roles=SUPERVISES, methods=("POST",), verb="feedback.rule-seen", family=True)
def first(request: Request, pk: UUID) -> HttpResponse:
    """Feedback of this journey goes to supervision first, or no longer does."""
    journey = journey_for(request.actor, pk)
    now = queries.first_in(pk, journey.organisation_id)
    with transaction.atomic():
        if request.POST.get("act") == "stop":
            if now is not None:
                actions.stop_keeping(now, by=request.actor)
            messages.success(request, "From now on feedback is read at once.")
        else:
            actions.keep_for_supervision(
                journey.family, journey=pk, about=journey.lead_id, by=request.actor
            )
            messages.success(request, "From now on feedback goes to supervision first.")
    return redirect("measures:ask", pk=pk)


@endpoint(roles=READS, verb="feedback.seen", family=True)
def kept(request: Request, pk: UUID) -> HttpResponse:
    """One set of feedback; whoever may not read it yet is told how it stands."""
    one = queries.kept_for(request.actor, pk)
    open_family(one.family_id, purpose="answers")
    journey = journey_for(request.actor, one.journey_id)
    found = queries.answers_kept(one)
    pack = pack_of(journey.pack_version)
    asked = pack.questionnaire(one.questionnaire)
    return render(
        request, "workspace/asking/feedback.html",
        {
            "journey": journey, "kept": one, "questionnaire": asked,
            "title": point_in_words(one.point, titles_of(pack)),
            "answers": found[0] if found else None, "how": how(found[0]) if found else "",
            "lines": lines_of(asked, *found) if found else [],
            "may_open": one.opened_at is None
            and bool(may_supervise(request.actor, about=one.about_id)) and found is not None,
        },
    )  # fmt: skip


@endpoint(roles=SUPERVISES, methods=("POST",), verb="feedback.seen", family=True)
def opened(request: Request, pk: UUID) -> HttpResponse:
    """It was talked about in supervision."""
    one = queries.kept_for(request.actor, pk)
    open_family(one.family_id, purpose="answers")
    if one.opened_at is None:  # else a colleague was first, and it is as it was asked
        with transaction.atomic():
            actions.open_in_supervision(one, by=request.actor)
    messages.success(request, f"{one.about.name} can read it now.")
    return redirect("measures:feedback", pk=pk)
