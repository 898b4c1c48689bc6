"""Opening a family, and adding who is in it and where they live."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from safehome.families import actions, forms, policies, queries
from safehome.families.lent import lent
from safehome.families.views.asking import ask
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role

TITLES = {
    "carer": "Add a carer", "child": "Add a child", "adult": "Add another adult",
}  # fmt: skip


@endpoint(
    roles={*policies.WRITES, Role.MANAGER}, methods=("GET", "POST"), verb="family.form-opened"
)
def open_family(request: Request) -> HttpResponse:
    by = request.actor
    form = forms.OpenFamilyForm(
        request.POST if request.method == "POST" else None,
        teams=queries.teams_of(by),
        writes=by.has(*policies.WRITES),
        takes_on=by.roles == {Role.PRACTITIONER},
    )
    if form.is_valid():
        given = form.cleaned_data
        if lent().was_sent(request, reverse("workspace:caseload")):
            return redirect("workspace:caseload")
        family = actions.open_family(
            name=given["name"], team=UUID(given["team"]), by=by, take_on=given.get("take_on", True)
        )
        if given.get("carer_name"):
            actions.add_member(
                family, name=given["carer_name"], known_as=given["carer_known_as"],
                carer_kind=given["carer_kind"], is_child=False, by=by,
            )  # fmt: skip
        messages.success(request, f"The record of {given['name']} is open")
        if queries.is_seen(family.pk):
            return redirect("workspace:people", pk=family.pk)
        return redirect("workspace:caseload")
    return ask(request, form, title="Open a family’s record", send="Open the record",
               said="Add only what you need to begin. Everybody else can be added "
               "afterwards.")  # fmt: skip


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="household.form-seen", family=True)
def add_household(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    family = queries.family_for(by, pk, purpose="adding a home")
    permit(policies.may_write_in_family(by, family))
    form = forms.HouseholdForm(request.POST if request.method == "POST" else None)
    kept = lent().keeping("home", family=family, by=by)
    if form.is_valid():
        there = reverse("workspace:people", args=[family.pk])
        if not lent().was_sent(request, there):
            household = actions.add_household(family, by=by, **form.cleaned_data)
            kept.done()
            messages.success(request, f"{household.name} is added")
        return redirect(there)
    return ask(request, form, title="Add a home", send="Add this home", family=family, kept=kept)


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="member.form-seen", family=True)
def add_member(request: Request, pk: UUID, kind: str) -> HttpResponse:
    by = request.actor
    family = queries.family_for(by, pk, purpose=f"adding a {kind}")
    permit(policies.may_write_in_family(by, family))
    households = {str(one.pk): one for one in queries.households_of(family)}
    form = forms.FORMS[kind](
        request.POST if request.method == "POST" else None, households=households.values()
    )
    kept = lent().keeping(kind, family=family, by=by)
    if form.is_valid():
        there = reverse("workspace:people", args=[family.pk])
        if not lent().was_sent(request, there):
            facts = forms.facts_of(form)
            facts["household"] = households.get(facts["household"])
            member = actions.add_member(family, is_child=kind == "child", by=by, **facts)
            kept.done()
            messages.success(request, f"{member.name} is added")
        return redirect(there)
    return ask(
        request, form, title=TITLES[kind], send=f"Add this {_noun(kind)}", family=family, kept=kept
    )


def _noun(kind: str) -> str:
    return "person" if kind == "adult" else kind


@endpoint(
    roles=policies.WRITES, methods=("GET", "POST"), verb="relationship.form-seen", family=True
)
def relate(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    family = queries.family_for(by, pk, purpose="writing a relationship")
    permit(policies.may_write_in_family(by, family))
    members = {str(one.pk): one for one in queries.members_of(family)}
    form = forms.RelateForm(
        request.POST if request.method == "POST" else None, members=members.values()
    )
    kept = lent().keeping("relationship", family=family, by=by)
    if form.is_valid():
        given = form.cleaned_data
        there = reverse("workspace:people", args=[family.pk])
        if not lent().was_sent(request, there):
            actions.relate(
                members[given["one"]], given["tie"], members[given["other"]], by=by,
                since=given["since"], until=given["until"],
            )  # fmt: skip
            kept.done()
            messages.success(request, "The relationship is written")
        return redirect(there)
    return ask(request, form, title="Write a relationship", send="Write this", family=family,
               kept=kept,
               said="It reads as a sentence: “Carol is a parent of Jay, since 2012”.")  # fmt: skip
