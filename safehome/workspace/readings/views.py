"""Pages about words in other languages."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.drafts.keeping import new_key, was_sent
from safehome.measures.actions import say_read
from safehome.measures.policies import may_read_wording
from safehome.measures.queries.readings import readings_of
from safehome.people.endpoints import STAFF, Request, endpoint
from safehome.workspace.readings.forms import ReadingForm
from safehome.workspace.readings.queries import translation_for, translations


@endpoint(roles=STAFF, verb="wording.listed")
def listed(request: Request) -> HttpResponse:
    """Every translation, and whether somebody here has read it."""
    return render(
        request, "workspace/readings/list.html", {"found": translations(request.actor)}
    )  # fmt: skip


@endpoint(roles=STAFF, verb="wording.seen", methods=("GET", "POST"))
def one(request: Request, translation: str) -> HttpResponse:
    """A translation beside the English, piece by piece, and what those said who read it."""
    seen = translation_for(request.actor, translation)
    there = reverse("readings:list")
    may = may_read_wording(request.actor, seen.one)
    form = ReadingForm(seen.language, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                reading = say_read(seen.one, wrong=form.what_is_wrong(), by=request.actor)
                can = "can now be shown to carers" if reading.same else "is shown to no carer"
                messages.success(request, f"“{seen.one.title}” {can} in {seen.language}.")
        return redirect(there)
    return render(
        request, "workspace/readings/one.html",
        {
            "seen": seen, "form": form, "key": new_key(), "may": may,
            "readings": readings_of(request.actor.organisation_id, seen.one),
        },
    )  # fmt: skip
