"""Putting right relationships; keeping homes and people from those who must not know."""

from __future__ import annotations

from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from safehome.families import actions, forms, policies, queries
from safehome.families.models import Relationship
from safehome.families.telling import sentence
from safehome.families.views.asking import Instead, ask
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.vault.keyring import open_family

LEADS = {Role.SAFEGUARDING_LEAD}


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _tie(by: Actor, pk: UUID) -> tuple[Relationship, str]:
    tie = queries.tie_for(by, pk)
    open_family(tie.family_id, purpose="a relationship")
    permit(policies.may_write_in_family(by, tie.family))
    called = {one.pk: one.called for one in (tie.one, tie.other)}
    return tie, sentence(called, tie)


@endpoint(
    roles=policies.WRITES, methods=("GET", "POST"), verb="relationship.form-seen", family=True
)
def end_relationship(request: Request, pk: UUID) -> HttpResponse:
    tie, said = _tie(request.actor, pk)
    form = forms.EndRelationshipForm(_posted(request))
    if form.is_valid():
        actions.end_relationship(tie, by=request.actor, until=form.cleaned_data["until"])
        messages.success(request, "Written. The sentence is kept with its end")
        return redirect("workspace:people", pk=tie.family_id)
    return ask(request, form, title="When did this end?", send="Write this", family=tie.family,
               said=f"{said}.", instead=Instead(
                   "It was written by mistake: take it back",
                   reverse("families:withdraw-relationship", args=[tie.pk])))  # fmt: skip


@endpoint(
    roles=policies.WRITES, methods=("GET", "POST"), verb="relationship.form-seen", family=True
)
def withdraw_relationship(request: Request, pk: UUID) -> HttpResponse:
    tie, said = _tie(request.actor, pk)
    form = django_forms.Form(_posted(request))
    if form.is_valid():
        actions.withdraw_relationship(tie, by=request.actor)
        messages.success(request, "Taken back. It is no longer shown")
        return redirect("workspace:people", pk=tie.family_id)
    return ask(request, form, title="Take this sentence back?", send="Take it back",
               family=tie.family,
               said=f"“{said}.” For what was written by mistake. Where something has ended, "
               "write its end instead.")  # fmt: skip


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="home.form-seen", family=True)
def hide_home(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    household = queries.household_for(by, pk, purpose="hiding a home")
    family = household.family
    permit(policies.may_write_in_family(by, family))
    members = {
        str(one.pk): one
        for one in queries.members_of(family)
        if one.household_id != household.pk and one.left_on is None
    }
    form = forms.MemberChoiceForm(
        _posted(request), members=members.values(),
        label=f"Who must not learn where {household.name} is?",
    )  # fmt: skip
    if form.is_valid():
        chosen = members[form.cleaned_data["member"]]
        actions.hide_home(household, member=chosen, by=by)
        messages.success(request, f"{chosen.called} will not be told where {household.name} is")
        return redirect("workspace:people", pk=family.pk)
    return ask(request, form, title=f"Keep {household.name} from somebody",
               send="Keep it from them", family=family,
               said="No letter or message to them can then hold this address.")  # fmt: skip


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="home.form-seen", family=True)
def end_hiding(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    hidden = queries.hiding_for(by, pk)
    household = queries.household_for(by, hidden.household_id, purpose="hiding a home")
    permit(policies.may_write_in_family(by, household.family))
    who = hidden.member.called
    form = django_forms.Form(_posted(request))
    if form.is_valid():
        actions.end_hiding(hidden, by=by)
        messages.success(request, f"{who} may know where {household.name} is")
        return redirect("workspace:people", pk=household.family_id)
    return ask(request, form, title=f"May {who} know where {household.name} is?",
               send="They may know", family=household.family,
               warning="Ask whoever lives there first. What is told cannot be untold.",
               )  # fmt: skip


@endpoint(roles=LEADS, methods=("GET", "POST"), verb="restriction.form-seen", family=True)
def restrict_member(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    member = queries.member_for(by, pk, purpose="who may know of a member")
    permit(policies.may_restrict_member(by, member.family))
    people = {str(one.pk): one for one in queries.colleagues(by, besides=[by.pk])}
    form = forms.RestrictForm(_posted(request), people=people.values())
    if form.is_valid():
        given = form.cleaned_data
        actions.restrict_member(
            member, readers=[people[key].pk for key in given["readers"]],
            because=given["because"], by=by,
        )  # fmt: skip
        messages.success(request, f"Only those you named see {member.called} from now on")
        return redirect("workspace:member", pk=member.pk)
    return ask(request, form, title=f"Who may know of {member.called}?", send="Only these",
               family=member.family, back=reverse("workspace:member", args=[member.pk]),
               warning="For everybody else this person is in no list, count, picture or paper, "
               "and what was written of them is hidden too.")  # fmt: skip


@endpoint(roles=LEADS, methods=("GET", "POST"), verb="restriction.form-seen", family=True)
def lift_restriction(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    member = queries.member_for(by, pk, purpose="who may know of a member")
    permit(policies.may_restrict_member(by, member.family))
    form = django_forms.Form(_posted(request))
    if form.is_valid():
        actions.lift_restriction(member, by=by)
        messages.success(request, f"Everybody who sees the family sees {member.called} again")
        return redirect("workspace:member", pk=member.pk)
    return ask(request, form, title=f"Let everybody see {member.called} again?",
               send="Let them see", family=member.family,
               back=reverse("workspace:member", args=[member.pk]))  # fmt: skip
