"""Pages about licences: what each instrument asks, what this organisation holds."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import new_key, was_sent
from safehome.measures.actions import end_licence, load_words, record_licence
from safehome.measures.policies import KEEPS_LICENCES, may_choose_to_ask
from safehome.measures.queries.licences import held_by, shown_until, words_for
from safehome.measures.rules import ENGLISH
from safehome.people.endpoints import STAFF, Request, endpoint
from safehome.workspace.instruments.forms import EndForm, LicenceForm, WordsForm
from safehome.workspace.instruments.queries import choices_of, held, how_asked, known, licence_for


@endpoint(roles=STAFF, verb="licences.seen")
def listed(request: Request) -> HttpResponse:
    """Every instrument that is known, and what may be done with its words here today."""
    found = held_by(request.actor.organisation_id, on=timezone.localdate())
    return render(
        request, "workspace/instruments/list.html",
        {"found": found, "asked": how_asked(request.actor)},
    )  # fmt: skip


@endpoint(roles=STAFF, verb="licences.seen")
def one(request: Request, instrument: str) -> HttpResponse:
    """One instrument: its licence facts, our licences, and its words where they may be shown."""
    here = held(request.actor, instrument)
    asked, verdict = words_for(
        request.actor.organisation_id, instrument, use="display", on=timezone.localdate()
    )
    return render(
        request,
        "workspace/instruments/one.html",
        {
            "held": here, "instrument": here.instrument, "words": asked, "verdict": verdict,
            "choices": (choices := choices_of(request.actor, instrument)),
            "asked": next((one for one in choices if one.chosen.stopped_at is None), None),
            "may_ask": bool(may_choose_to_ask(request.actor, here.instrument, verdict)),
            "may_keep": request.actor.has(*KEEPS_LICENCES), "today": timezone.localdate(),
            "until": asked and shown_until(here, on=timezone.localdate()),
        },
    )  # fmt: skip


@endpoint(roles=KEEPS_LICENCES, verb="licence.form-seen", methods=("GET", "POST"))
def record(request: Request, instrument: str) -> HttpResponse:
    """A licence as it was granted."""
    here = known(instrument)
    there = reverse("instruments:one", args=[instrument])
    if here.scores_only:
        messages.info(request, f"The words of {here.title} are never kept here; scores are.")
        return redirect(there)
    form = LicenceForm(here, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                record_licence(instrument, by=request.actor, **form.facts())
                messages.success(request, "The licence is recorded.")
        return redirect(there)
    return render(
        request, "workspace/instruments/record.html",
        {"instrument": here, "form": form, "key": new_key(), "there": there},
    )  # fmt: skip


@endpoint(roles=KEEPS_LICENCES, verb="licence.form-seen", methods=("GET", "POST"))
def end(request: Request, pk: UUID) -> HttpResponse:
    """A licence that ended sooner than was written."""
    licence = licence_for(request.actor, pk)
    there = reverse("instruments:one", args=[licence.instrument])
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                end_licence(licence, on=form.cleaned_data["on"], by=request.actor)
                messages.success(request, "From the day after, its words are shown to nobody.")
        return redirect(there)
    return render(
        request, "workspace/instruments/end.html",
        {"licence": licence, "instrument": known(licence.instrument), "form": form,
         "key": new_key(), "there": there},
    )  # fmt: skip


@endpoint(roles=KEEPS_LICENCES, verb="licence.form-seen", methods=("GET", "POST"))
def words(request: Request, instrument: str) -> HttpResponse:
    """The words themselves, from a file; each fault with its line, and nothing half kept."""
    here = held(request.actor, instrument)
    there = reverse("instruments:one", args=[instrument])
    if here.in_force is None:
        messages.info(request, "Record the licence first: without one in force no words are kept.")
        return redirect(there)
    posted = request.method == "POST"
    form = WordsForm(
        here.instrument, request.POST if posted else None, request.FILES if posted else None
    )
    if form.is_valid():
        try:
            with transaction.atomic():
                if not was_sent(request, there):
                    load_words(
                        instrument, form.cleaned_data["file"], on=timezone.localdate(),
                        by=request.actor, language=form.cleaned_data["language"] or ENGLISH,
                    )  # fmt: skip
                    messages.success(
                        request, "The words are loaded. They never leave this service."
                    )
            return redirect(there)
        except (ValueError, PermissionDenied) as fault:
            form.add_error("language", str(fault))
    return render(
        request, "workspace/instruments/words.html",
        {"instrument": here.instrument, "form": form, "key": new_key(), "there": there},
    )  # fmt: skip
