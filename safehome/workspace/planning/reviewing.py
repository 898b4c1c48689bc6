"""Looking at a plan again: asked for, forced by what happened, held, decided."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import send_once
from safehome.drafts.keeping import keeping
from safehome.drafts.keys import key_of
from safehome.families.policies import WRITES, may_write_in_family
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.plans import actions, policies, queries
from safehome.plans.models import Plan, Stage, Why
from safehome.plans.queries import lived
from safehome.workspace.planning.page import ask
from safehome.workspace.planning.reviewing_forms import AskReviewForm, HoldReviewForm

POST = ("GET", "POST")


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def ask_review(request: Request, pk: UUID) -> HttpResponse:
    found = queries.plan_for(request.actor, pk, purpose="asking for a review")
    form = AskReviewForm(request.POST if request.method == "POST" else None)
    back = reverse("plans:plan", args=[pk])
    kept = keeping("plan-look-again", family=found.family, about=pk, by=request.actor)
    if form.is_valid():
        if not send_once(key_of(request), led_to=back, by=request.actor):
            actions.ask_review(found, by=request.actor, **form.cleaned_data)
            kept.done()
        return redirect(back)
    return ask(request, found, form, title="Look at it again", send="Ask for it", kept=kept)


@endpoint(roles=WRITES, methods=("POST",), verb="plan.form-seen", family=True)
def look_now(request: Request, pk: UUID) -> HttpResponse:
    """A review that nobody asked for: its day has come, or something happened."""
    found = queries.plan_for(request.actor, pk, purpose="a review of a plan")
    permit(may_write_in_family(request.actor, found.family))
    review = lived.review_asked(found)
    if review is None:
        today = timezone.localdate()
        standing = _standing(found)
        why = standing.events[0] if standing.events else (
            Why.DUE if standing.review_on and standing.review_on <= today else Why.ASKED
        )  # fmt: skip
        review = actions.ask_review(found, why=why, note="", by=request.actor)
    return redirect("plans:hold-review", pk=review.pk)


@endpoint(roles=WRITES, methods=POST, verb="plan.form-seen", family=True)
def hold_review(request: Request, pk: UUID) -> HttpResponse:
    found = queries.review_for(request.actor, pk, purpose="a review of a plan")
    may = policies.may_hold_review(request.actor, found)
    if not may:
        messages.info(request, may.reason)
        return redirect("plans:plan", pk=found.plan_id)
    last = queries.in_force_of(found.plan)
    form = HoldReviewForm(
        request.POST if request.method == "POST" else None,
        interim=last is not None and last.stage == Stage.INTERIM,
        to_answer=queries.unanswered_of(found.plan),
    )  # fmt: skip
    kept = keeping("plan-review", family=found.plan.family, about=pk, by=request.actor)
    if form.is_valid():
        actions.hold_review(found, words=form.facts(), by=request.actor)
        kept.done()
        messages.success(request, "The review is written down")
        return redirect("plans:plan", pk=found.plan_id)
    note = f" {found.note}" if found.note else ""
    return ask(
        request, found.plan, form, title="What came of the review", send="Write it down",
        said=f"Asked for because: {Why(found.why).label.lower()}.{note}", kept=kept,
    )  # fmt: skip


def _standing(plan: Plan) -> queries.Standing:
    found = queries.standings_of(plan.family_id, plan.organisation_id, today=timezone.localdate())
    return next(one for one in found if one.plan.pk == plan.pk)
