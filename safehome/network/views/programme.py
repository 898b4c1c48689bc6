"""A child's own programme: how far it is, and when both sides meet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from safehome.drafts.keeping import keeping, was_sent
from safehome.drafts.keys import number_of
from safehome.families.models import FamilyMember
from safehome.families.queries import member_for
from safehome.kit.verdicts import permit
from safehome.network import actions, forms, policies, queries
from safehome.network.models import MilestoneKind
from safehome.network.views.asking import ask, contacts
from safehome.people.endpoints import Request, endpoint
from safehome.vault.keyring import open_family

ONLY_HOW_FAR = (
    "Only how far it is, and who provides it. What {name} says there is {name}’s own: there is no "
    "box for it, and it belongs in no other."
)
MEANWHILE = (
    "Somebody else wrote of this step while you were writing. It now reads: {now}. Your days are "
    "in the form: send it again if they are right."
)


def _child(request: Request, pk: UUID) -> FamilyMember:
    child = member_for(request.actor, pk, purpose="a child's programme")
    permit(policies.may_write_about_programme(request.actor, child))
    return child


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="therapy.form-seen", family=True)
def write_therapy(request: Request, child: UUID) -> HttpResponse:
    about = _child(request, child)
    form = forms.TherapyForm(
        request.POST if request.method == "POST" else None,
        therapists=queries.therapists_of(about.family),
    )
    kept = keeping("therapy", family=about.family, about=about.pk, by=request.actor)
    if form.is_valid():
        if not was_sent(request, contacts(about.family)):
            actions.write_therapy(about, by=request.actor, **form.facts())
            kept.done()
            messages.success(request, f"How far {about.called}’s programme is, is written")
        return redirect(contacts(about.family))
    return ask(request, form, family=about.family, title=f"{about.called}’s own programme",
               send="Write this", said=ONLY_HOW_FAR.format(name=about.called),
               kept=kept)  # fmt: skip


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="milestone.form-seen", family=True)
def plan_milestone(request: Request, child: UUID) -> HttpResponse:
    about = _child(request, child)
    suggested = {
        "planned_on": request.GET.get("on", "")[:10],
        "kind": MilestoneKind.JOINT_REVIEW if request.GET.get("on") else "",
    }
    form = forms.MilestoneForm(
        request.POST if request.method == "POST" else None, initial=suggested
    )
    if form.is_valid():
        if not was_sent(request, contacts(about.family)):
            actions.plan_milestone(about, by=request.actor, **form.cleaned_data)
            messages.success(request, "The step is written")
        return redirect(contacts(about.family))
    return ask(request, form, family=about.family, title=f"A step of {about.called}’s programme",
               send="Write this step",
               said="A joint review is where both sides meet. Around sessions 4, 8 and 12 is a "
               "good time.")  # fmt: skip


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="milestone.form-seen", family=True)
def settle_milestone(request: Request, pk: UUID) -> HttpResponse:
    found = queries.milestone_for(request.actor, pk)
    open_family(found.family_id, purpose="a step of a child's programme")
    permit(policies.may_settle_milestone(request.actor, found, found.family))
    form = forms.SettleMilestoneForm(request.POST if request.method == "POST" else None)
    warning, seen, there = "", found.version, contacts(found.family)
    if form.is_valid():
        try:
            with transaction.atomic():
                if was_sent(request, there):
                    return redirect(there)
                actions.settle_milestone(
                    found, seen=number_of(request, "seen"), by=request.actor, **form.cleaned_data
                )
        except actions.StepChanged as changed:
            now = queries.step_in_words(changed.now)
            warning, seen = MEANWHILE.format(now=now), changed.now.version
        else:
            messages.success(request, "The step is written")
            return redirect(there)
    kind = MilestoneKind(found.kind).label
    return ask(request, form, family=found.family, title=f"{found.child.called}: {kind.lower()}",
               send="Write this", warning=warning, seen=seen)  # fmt: skip
