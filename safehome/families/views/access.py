"""Who works with a family, and who is kept out of its record."""

from __future__ import annotations

from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from safehome.families import actions, forms, policies, queries
from safehome.families.views.asking import ask
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role

BLOCKERS = {Role.MANAGER, Role.SAFEGUARDING_LEAD}


@endpoint(
    roles=policies.ALLOCATES, methods=("GET", "POST"), verb="assignment.form-seen", family=True
)
def assign(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    family = queries.family_for(by, pk, purpose="assigning")
    permit(policies.may_assign_family(by, family))
    out = [one.person_id for one in queries.assignments_of(family)]
    out += [one.person_id for one in queries.blocks_of(family)]
    people = {
        str(one.pk): one for one in queries.colleagues(by, roles=policies.WRITES, besides=out)
    }
    form = forms.ColleagueForm(
        request.POST if request.method == "POST" else None,
        people=people.values(),
        label="Who will work with this family?",
    )
    if form.is_valid():
        chosen = people[form.cleaned_data["person"]]
        actions.assign_family(family, person=chosen.pk, by=by)
        messages.success(request, f"{chosen.name} works with {family.name} from now on")
        return redirect("workspace:people", pk=family.pk)
    return ask(request, form, title="Assign this family", send="Assign", family=family,
               said="They will see the whole record from now on.")  # fmt: skip


@endpoint(
    roles=policies.ALLOCATES, methods=("GET", "POST"), verb="assignment.form-seen", family=True
)
def end_assignment(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    assignment = queries.assignment_for(by, pk)
    family = queries.family_for(by, assignment.family_id, purpose="ending an assignment")
    permit(policies.may_assign_family(by, family))
    who = assignment.person.name
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_assignment(assignment, by=by)
        messages.success(request, f"{who} no longer works with {family.name}")
        return redirect("workspace:people", pk=family.pk)
    return ask(request, form, title=f"End {who}’s work with this family", send="End it",
               family=family,
               said=f"From their next click, {who} cannot see this record.")  # fmt: skip


@endpoint(roles=BLOCKERS, methods=("GET", "POST"), verb="block.form-seen", family=True)
def block(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    family = queries.family_for(by, pk, purpose="placing a block")
    permit(policies.may_block_somebody(by, family))
    out = [one.person_id for one in queries.blocks_of(family)]
    people = {str(one.pk): one for one in queries.colleagues(by, besides=out)}
    form = forms.ColleagueForm(
        request.POST if request.method == "POST" else None,
        people=people.values(),
        label="Who has a conflict of interest?",
    )
    if form.is_valid():
        chosen = people[form.cleaned_data["person"]]
        actions.block_somebody(family, person=chosen.pk, by=by)
        messages.success(request, f"{chosen.name} is kept out of this record")
        if chosen.pk == by.pk:
            return redirect("workspace:home")
        return redirect("workspace:people", pk=family.pk)
    return ask(request, form, title="Keep somebody out of this record", send="Keep them out",
               family=family,
               warning="This outweighs every role and assignment, at once. For them the family "
               "will not be there: not in lists, not in counts, not by address.")  # fmt: skip


@endpoint(roles=BLOCKERS, methods=("GET", "POST"), verb="block.form-seen", family=True)
def lift_block(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    placed = queries.block_for(by, pk)
    family = queries.family_for(by, placed.family_id, purpose="lifting a block")
    permit(policies.may_lift_block(by, family, blocked=placed.person_id))
    who = placed.person.name
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.lift_block(placed, by=by)
        messages.success(request, f"{who} is no longer kept out")
        return redirect("workspace:people", pk=family.pk)
    return ask(request, form, title=f"Let {who} in again", send="Lift the block", family=family,
               said="They will see what their role and assignments allow, no more.")  # fmt: skip
