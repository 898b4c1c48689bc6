"""The administrator's pages: who is on the staff, and what they may do."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.people import actions, policies, queries
from safehome.people.endpoints import Request, endpoint
from safehome.people.forms import InviteForm, RoleForm

BOTH = ("GET", "POST")


@endpoint(roles=policies.ADMINISTRATORS, verb="staff.listed")
def staff(request: Request) -> HttpResponse:
    return render(request, "people/staff.html", {"staff": queries.staff_of(request.actor)})


@endpoint(roles=policies.ADMINISTRATORS, verb="staff.invite-opened", methods=BOTH)
def invite(request: Request) -> HttpResponse:
    by = request.actor
    form = InviteForm(
        request.POST if request.method == "POST" else None, teams=queries.teams_of(by)
    )
    if form.is_valid():
        asked = form.cleaned_data
        verdict = policies.may_invite(by, email=asked["email"], roles=asked["roles"])
        if verdict:
            person = actions.invite(**asked, address=address_of_invitation(request), by=by)
            messages.success(request, f"{person} has been invited")
            return redirect("people:staff")
        form.add_error("email", verdict.reason)
    return render(request, "people/invite.html", {"form": form})


@endpoint(roles=policies.ADMINISTRATORS, verb="staff.seen")
def person(request: Request, pk: UUID) -> HttpResponse:
    someone = queries.person_of(request.actor, pk)
    offered = [] if someone.left_at else queries.roles_to_give(someone)
    return render(
        request,
        "people/person.html",
        {
            "someone": queries.line_of(someone),
            "roles": queries.roles_of(someone),
            "form": RoleForm(offered=offered) if offered else None,
            "may_end": policies.may_end_membership(request.actor, someone),
        },
    )


@endpoint(roles=policies.ADMINISTRATORS, verb="staff.role-given", methods=("POST",))
def give_role(request: Request, pk: UUID) -> HttpResponse:
    someone = queries.person_of(request.actor, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        actions.give_role(someone, form.cleaned_data["role"], by=request.actor)
        messages.success(request, "The role was given. It counts at once.")
    return redirect("people:person", pk=pk)


@endpoint(roles=policies.ADMINISTRATORS, verb="staff.role-ended", methods=("POST",))
def end_role(request: Request, pk: UUID) -> HttpResponse:
    someone = queries.person_of(request.actor, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        actions.end_role(someone, form.cleaned_data["role"], by=request.actor)
        messages.success(request, "The role was ended. What it opened is closed.")
    return redirect("people:person", pk=pk)


@endpoint(roles=policies.ADMINISTRATORS, verb="staff.invited-again", methods=("POST",))
def invite_again(request: Request, pk: UUID) -> HttpResponse:
    someone = queries.person_of(request.actor, pk)
    actions.invite_again(someone, address=address_of_invitation(request), by=request.actor)
    messages.success(request, "A new invitation was sent. Earlier links no longer work.")
    return redirect("people:person", pk=pk)


def address_of_invitation(request: Request) -> str:
    return request.build_absolute_uri(reverse("people:invitation", kwargs={"key": "KEY"}))
