"""Somebody leaves, a home is given up, and either is taken back."""

from __future__ import annotations

from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safehome.families import actions, policies, queries
from safehome.families.departures import departure_for
from safehome.families.forms import DepartureForm
from safehome.families.lent import lent
from safehome.families.views.asking import ask
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint

MEANWHILE = (
    "Somebody else corrected what is written of them meanwhile. Look at it, then send again."
)


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="departure.form-seen", family=True)
def leave(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    member = queries.member_for(by, pk, purpose="somebody leaves")
    permit(policies.may_write_in_family(by, member.family))
    there = reverse("workspace:people", args=[member.family_id])
    form = _form(request, f"What was {member.called}’s last day?")
    kept = lent().keeping("departure", family=member.family, about=member.pk, by=by)
    warning, form.seen = "", member.version  # type: ignore[attr-defined]
    if form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            with transaction.atomic():
                if lent().was_sent(request, there):
                    return redirect(there)
                actions.leave_family(
                    member, seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0, by=by,
                    **form.cleaned_data,
                )  # fmt: skip
        except actions.Changed as changed:
            warning, form.seen = MEANWHILE, changed.now.version  # type: ignore[attr-defined]
        except PermissionDenied as refusal:
            form.add_error("on", str(refusal))
        else:
            kept.done()
            messages.success(request, f"It is written that {member.called} left")
            return redirect(there)
    return ask(
        request, form, title=f"{member.called} leaves this family", send="Write this",
        family=member.family, warning=warning, kept=kept, back=there,
        said="From then on they get no letter or message, and are not asked about in a session. "
        "Nothing that was written of them goes. Where they take part in the journey, write there "
        "too that they stopped.",
    )  # fmt: skip


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="departure.form-seen", family=True)
def give_up(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    home = queries.household_for(by, pk, purpose="giving up a home")
    permit(policies.may_write_in_family(by, home.family))
    there = reverse("workspace:people", args=[home.family_id])
    form = _form(request, "What was the last day there?")
    if form.is_valid():
        try:
            with transaction.atomic():
                if lent().was_sent(request, there):
                    return redirect(there)
                actions.give_up_home(home, by=by, **form.cleaned_data)
        except PermissionDenied as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, f"It is written that {home.name} is given up")
            return redirect(there)
    return ask(
        request, form, title=f"{home.name} is given up", send="Write this", family=home.family,
        said="For a place where nobody of the family lives any more. What was written of it stays, "
        "and its address stays kept from whoever must not learn of it.",
    )  # fmt: skip


def _form(request: Request, label: str) -> DepartureForm:
    form = DepartureForm(request.POST if request.method == "POST" else None)
    form.fields["on"].label = label
    form.fields["on"].initial = timezone.localdate()
    return form


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="departure.form-seen", family=True)
def take_back_departure(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    found = departure_for(by, pk)
    permit(policies.may_write_in_family(by, found.family))
    who = found.member.called if found.member else found.household.name if found.household else ""
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.take_back_departure(found, by=by)
        messages.success(request, f"{who}: taken back. What was written is kept")
        return redirect("workspace:people", pk=found.family_id)
    title = f"Is {who} here again?" if found.member else f"Does somebody live at {who} again?"
    return ask(request, form, title=title, send="Take it back", family=found.family,
               said="Or it was written by mistake. That it was written is kept.")  # fmt: skip
