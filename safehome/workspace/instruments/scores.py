"""Asking another questionnaire, or writing down scores that were worked out on paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import keeping, new_key, was_sent
from safehome.journeys.models import Journey
from safehome.journeys.queries import carers_of
from safehome.journeys.queries.asking import titles_of
from safehome.measures.actions import give_scores
from safehome.measures.policies import ENTERS
from safehome.measures.queries import answered_in
from safehome.measures.queries.licences import words_for
from safehome.people.endpoints import Request, endpoint
from safehome.programme.instruments import instruments
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from safehome.workspace.asking.forms import place_of
from safehome.workspace.asking.queries import carer_of, journey_for, known_since
from safehome.workspace.instruments.forms import ScoresForm, WhichForm
from safehome.workspace.instruments.queries import boxes_of, known, total_of


def choices_of(journey: Journey) -> dict[str, list[tuple[str, str]]]:
    """Carers, instruments and the pack's points. The family must be open."""
    return {
        "carer": [(str(one.carer_id), one.carer.called) for one in carers_of(journey.pk)],
        "instrument": [
            (one.id, one.title) for one in instruments().values() if one.for_ == "carer"
        ],
        "point": list(titles_of(pack_of(journey.pack_version)).items()),
    }  # fmt: skip


@endpoint(roles=ENTERS, verb="answers.form-opened", methods=("GET", "POST"), family=True)
def which(request: Request, pk: UUID) -> HttpResponse:
    """Which questionnaire that the pack does not ask: with its words, or by its scores."""
    journey = journey_for(request.actor, pk)
    open_family(journey.family_id, purpose="answers")
    form = WhichForm(choices_of(journey), request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        _, verdict = words_for(
            journey.organisation_id, given["instrument"], use="display", on=timezone.localdate()
        )
        name = "measures:answer" if verdict else "instruments:scores"
        return redirect(name, pk, given["carer"], given["point"], given["instrument"])
    return render(
        request, "workspace/instruments/which.html", {"journey": journey, "form": form}
    )  # fmt: skip


@endpoint(roles=ENTERS, verb="answers.form-opened", methods=("GET", "POST"), family=True)
def enter(request: Request, pk: UUID, carer: UUID, point: str, instrument: str) -> HttpResponse:
    """Scores of one instrument at one point; none of its words."""
    journey = journey_for(request.actor, pk)
    member = carer_of(journey, carer)
    open_family(journey.family_id, purpose="answers")
    here = known(instrument)
    titles = titles_of(pack_of(journey.pack_version))
    if point not in titles:
        raise Http404
    there = reverse("measures:together", args=[pk, carer])
    done = (carer, instrument, point) in answered_in(journey.organisation_id, journey=pk)
    if done and request.method != "POST":
        messages.info(request, "These scores were already written.")
        return redirect(there)
    boxes, parts = boxes_of(here)
    form = ScoresForm(boxes, parts, request.POST if request.method == "POST" else None)
    form.not_before = known_since(journey)
    kept = keeping(
        "answers", family=journey.family, about=carer, by=request.actor,
        place=place_of(instrument, point),
    )  # fmt: skip
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                give_scores(
                    member, here, total_of(here, form.scores()), journey=pk,
                    pack_version=journey.pack_version, point=point,
                    on=form.cleaned_data["given_on"], by=request.actor,
                )  # fmt: skip
                kept.done()
                messages.success(request, "The scores are kept.")
        return redirect(there)
    kept.show(request, form)
    return render(
        request, "workspace/instruments/scores.html",
        {"journey": journey, "carer": member, "instrument": here, "form": form, "kept": kept,
         "key": new_key(), "title": titles[point]},
    )  # fmt: skip
