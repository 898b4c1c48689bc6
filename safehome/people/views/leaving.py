"""Somebody has left, or comes back."""

from __future__ import annotations

from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from safehome.kit.verdicts import permit
from safehome.people import actions, policies, queries
from safehome.people.endpoints import Request, endpoint
from safehome.people.forms import BackForm
from safehome.people.views.staff import address_of_invitation

BOTH = ("GET", "POST")


@endpoint(roles=policies.ADMINISTRATORS, verb="staff.leaving-opened", methods=BOTH)
def has_left(request: Request, pk: UUID) -> HttpResponse:
    someone = queries.person_of(request.actor, pk)
    permit(policies.may_end_membership(request.actor, someone))
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_membership(someone, by=request.actor)
        messages.success(request, f"{someone} has left, and is signed out everywhere")
        return redirect("people:person", pk=pk)
    return render(
        request, "people/has_left.html", {"form": form, "someone": queries.line_of(someone)}
    )


@endpoint(roles=policies.ADMINISTRATORS, verb="staff.return-opened", methods=BOTH)
def invite_back(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    someone = queries.person_of(by, pk)
    form = BackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        roles = form.cleaned_data["roles"]
        actions.invite_back(someone, roles=roles, address=address_of_invitation(request), by=by)
        messages.success(request, f"{someone} has been invited back")
        return redirect("people:person", pk=pk)
    return render(
        request, "people/invite_back.html", {"form": form, "someone": queries.line_of(someone)}
    )
