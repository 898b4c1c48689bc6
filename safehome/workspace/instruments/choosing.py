"""An organisation’s own choice of questionnaires to ask besides the pack."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import new_key, was_sent
from safehome.measures.actions import ask_at, stop_asking
from safehome.measures.actions.asking import ALREADY
from safehome.measures.policies import KEEPS_LICENCES, may_choose_to_ask
from safehome.measures.queries.licences import words_for
from safehome.people.endpoints import Request, endpoint
from safehome.workspace.instruments.forms import AskAtForm
from safehome.workspace.instruments.queries import (
    asked_now,
    choice_for,
    known,
    points_to_choose,
    titled,
)

NOWHERE = "No pack is in force that has a point at which it could be asked."


@endpoint(roles=KEEPS_LICENCES, verb="licence.form-seen", methods=("GET", "POST"))
def ask(request: Request, instrument: str) -> HttpResponse:
    """At which points, and from which day on."""
    here, org = known(instrument), request.actor.organisation_id
    there = reverse("instruments:one", args=[instrument])
    today = timezone.localdate()
    _, words = words_for(org, instrument, use="display", on=today)
    verdict, points = may_choose_to_ask(request.actor, here, words), points_to_choose(instrument)
    form = AskAtForm(points, request.POST if request.method == "POST" else None)
    if form.is_valid() and verdict:
        with transaction.atomic():
            if not was_sent(request, there):
                if asked_now(request.actor, instrument):
                    messages.info(request, ALREADY)
                    return redirect(there)
                ask_at(instrument, by=request.actor, **form.cleaned_data)
                messages.success(request, f"{here.title} is asked there from that day on.")
        return redirect(there)
    refused = "" if verdict else verdict.reason
    if not points:
        refused = NOWHERE
    if refused or (request.method == "GET" and asked_now(request.actor, instrument)):
        messages.info(request, refused or ALREADY)
        return redirect(there)
    return render(
        request, "workspace/instruments/ask_at.html",
        {"instrument": here, "form": form, "key": new_key(), "there": there},
    )  # fmt: skip


@endpoint(roles=KEEPS_LICENCES, verb="licence.form-seen", methods=("GET", "POST"))
def stop(request: Request, pk: UUID) -> HttpResponse:
    """Not to be asked any more: what that means, and one button."""
    chosen = choice_for(request.actor, pk)
    here = known(chosen.instrument)
    there = reverse("instruments:one", args=[chosen.instrument])
    if chosen.stopped_at is not None:
        messages.info(request, f"{here.title} is not asked any more.")
        return redirect(there)
    if request.method == "POST":
        with transaction.atomic():
            if not was_sent(request, there):
                stop_asking(chosen, by=request.actor)
                messages.success(request, f"{here.title} is not asked any more.")
        return redirect(there)
    return render(
        request, "workspace/instruments/stop.html",
        {"instrument": here, "points": titled(chosen.points), "key": new_key(), "there": there},
    )  # fmt: skip
