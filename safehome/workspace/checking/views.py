"""The page that asks a person to check in, and keeps what they found."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import keeping, new_key, was_sent
from safehome.measures import actions
from safehome.measures.policies import READS, may_write_check_in
from safehome.measures.queries import check_in_for, done_of
from safehome.measures.queries.slips import slip_of
from safehome.measures.rules import when_in_words
from safehome.people.endpoints import Request, endpoint
from safehome.vault.keyring import open_family
from safehome.workspace.checking.forms import CheckInForm
from safehome.workspace.checking.queries import because


@endpoint(roles=READS, verb="low-answers.check-in-seen", methods=("GET", "POST"), family=True)
def check_in(request: Request, pk: UUID) -> HttpResponse:
    """Why it is asked, with the rule; then who checked in, when, and what they found."""
    ask = check_in_for(request.actor, pk)
    open_family(ask.family_id, purpose="checking in")
    there = reverse("checking:check-in", args=[pk])
    done = done_of(ask)
    may_write = bool(may_write_check_in(request.actor, ask))
    if request.method == "POST" and done is not None:
        messages.info(request, "Somebody wrote this down already. Their words stand here.")
        return redirect(there)
    kept = keeping("check-in-today", family=ask.family, about=pk, by=request.actor)
    form = CheckInForm(
        request.POST if request.method == "POST" else None, initial={"who": request.actor.name}
    )
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                actions.write_check_in(ask, by=request.actor, **form.cleaned_data)
                kept.done()
                messages.success(request, "This is written down. It stands on no home page now.")
        return redirect(there)
    if may_write:
        kept.show(request, form)
    asked_on = timezone.localdate(ask.asked_at)
    return render(
        request,
        "workspace/checking/check_in.html",
        {
            "ask": ask, "because": because(ask), "done": done, "slip": slip_of(ask.answers),
            "form": form, "kept": kept,
            "key": new_key(), "may_write": may_write,
            "when": when_in_words(asked_on, today=timezone.localdate()),
        },
    )  # fmt: skip
