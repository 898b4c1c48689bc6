"""The register of recommendations, one of them with its history, and writing in it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import was_sent
from safehome.drafts.keys import key_of
from safehome.families.queries import colleagues
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.recommendations import actions, policies, queries
from safehome.recommendations.forms import GoOnForm, RecommendForm

BOTH = ("GET", "POST")


@endpoint(roles=policies.READS, verb="recommendations.seen")
def register(request: Request) -> HttpResponse:
    """Every recommendation, what is still to do first."""
    state = request.GET.get("state", "")
    return render(
        request, "recommendations/register.html",
        {
            "found": queries.register(request.actor, state=state), "states": queries.STATES,
            "here": state if state in dict(queries.STATES) else "", "modules": queries.modules(),
            "may_write": policies.may_write(request.actor),
        },
    )  # fmt: skip


@endpoint(roles=policies.READS, verb="recommendation.seen")
def recommendation(request: Request, pk: UUID) -> HttpResponse:
    """One recommendation, and what became of it."""
    one = queries.recommendation(request.actor, pk)
    return render(
        request, "recommendations/recommendation.html",
        {
            "one": one, "steps": queries.steps_of(one.made), "modules": queries.modules(),
            "may_write": policies.may_write(request.actor),
        },
    )  # fmt: skip


@endpoint(roles=policies.WRITES, verb="recommendation.form-seen", methods=BOTH)
def recommend(request: Request) -> HttpResponse:
    """Write one down. ?indicator= chooses the figure that it is about."""
    by = request.actor
    permit(policies.may_write(by))
    form = RecommendForm(
        request.POST if request.method == "POST" else None, modules=queries.modules(),
        people=colleagues(by, roles=policies.READS),
        initial={"indicator": request.GET.get("indicator", ""), "made_on": timezone.localdate()},
    )  # fmt: skip
    if form.is_valid():
        there = reverse("recommendations:register")
        if not was_sent(request, there):
            given = form.cleaned_data
            actions.recommend(**given | {"owner": UUID(given["owner"])}, by=by)
            messages.success(request, "The recommendation is in the register")
        return redirect(there)
    return render(request, "recommendations/recommend.html", {"form": form, "key": key_of(request)})


@endpoint(roles=policies.WRITES, verb="recommendation.step-seen", methods=BOTH)
def go_on(request: Request, pk: UUID) -> HttpResponse:
    """Write what became of one."""
    by = request.actor
    permit(policies.may_write(by))
    one = queries.recommendation(by, pk)
    last = one.last
    form = GoOnForm(
        request.POST if request.method == "POST" else None, before=last.state,
        people=colleagues(by, roles=policies.READS),
        initial={
            "state": last.state, "to_do": last.to_do, "owner": str(last.owner_id),
            "due_on": last.due_on,
        },
    )  # fmt: skip
    if form.is_valid():
        there = reverse("recommendations:recommendation", args=[pk])
        if not was_sent(request, there):
            given = form.cleaned_data
            actions.go_on(one, **given | {"owner": UUID(given["owner"])}, by=by)
            messages.success(request, "It is written down")
        return redirect(there)
    return render(
        request, "recommendations/go_on.html", {"form": form, "one": one, "key": key_of(request)}
    )
