"""Pages about a family that waits: word with it, its turn, and whom it is given to."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import keeping, was_sent
from safehome.drafts.keys import key_of
from safehome.drafts.private import keeping_private
from safehome.families.policies import WRITES
from safehome.families.queries import colleagues, family_for, members_of
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.referrals import actions, policies
from safehome.referrals.forms.waiting import (
    AllocateForm,
    CapacityForm,
    CheckInForm,
    PriorityForm,
)
from safehome.referrals.queries import allocating
from safehome.referrals.queries import waiting as queries

EVERY = timedelta(days=14)


@endpoint(roles=WRITES, methods=("GET", "POST"), verb="check-in.form-seen", family=True)
def check_in(request: Request, pk: UUID) -> HttpResponse:
    """How they are, a word on every child, the plan for now, and when next."""
    by = request.actor
    family = family_for(by, pk, purpose="word with a waiting family")
    permit(policies.may_check_in(by, family))
    children = [one for one in members_of(family) if one.is_child and one.left_on is None]
    before = queries.check_ins_of(by, family)
    today = timezone.localdate()
    last = queries.last_check_in(family.pk, by.organisation_id)
    initial: dict[str, object] = {"happened_on": today, "next_on": today + EVERY}
    if last is not None:
        initial["interim_plan"] = last.interim_plan
        initial["interim_plan_words"] = last.interim_plan_words
    form = CheckInForm(
        request.POST if request.method == "POST" else None, children=children, initial=initial
    )
    kept = keeping("check-in", family=family, by=by)
    if form.is_valid():
        given, there = form.cleaned_data, reverse("workspace:family", args=[pk])
        if not was_sent(request, there):
            actions.check_in(
                family, happened_on=given["happened_on"], how_they_are=given["how_they_are"],
                each_child=form.words(), interim_plan=given["interim_plan"],
                interim_plan_words=given["interim_plan_words"], next_on=given["next_on"], by=by,
            )  # fmt: skip
            kept.done()
            messages.success(request, "It is written down. They are on somebody’s mind.")
        return redirect(there)
    kept.show(request, form)
    return render(
        request,
        "referrals/check_in.html",
        {"family": family, "form": form, "before": before, "key": key_of(request), "kept": kept},
    )


@endpoint(roles=policies.ANSWERS, methods=("GET", "POST"), verb="priority.form-seen", family=True)
def priority(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    family = family_for(by, pk, purpose="a waiting family’s turn")
    permit(policies.may_set_priority(by, family))
    turns = queries.turns_of(family)
    form = PriorityForm(
        request.POST if request.method == "POST" else None,
        initial={"level": turns[0].level if turns else "in-turn"},
    )
    kept = keeping_private("turn", record=pk, by=by)
    if form.is_valid():
        there = reverse("workspace:waiting")
        if not was_sent(request, there):
            actions.set_priority(family, by=by, **form.cleaned_data)
            kept.done()
            messages.success(request, f"{family.name}: their turn and why are written down")
        return redirect(there)
    kept.show(request, form)
    return render(
        request,
        "referrals/priority.html",
        {"family": family, "form": form, "turns": turns, "key": key_of(request), "kept": kept},
    )


@endpoint(roles=policies.ANSWERS, methods=("GET", "POST"), verb="allocation.form-seen", family=True)
def allocate(request: Request, pk: UUID) -> HttpResponse:
    """Everybody who could, with what speaks for and against it; one is chosen, with a reason."""
    by = request.actor
    family = family_for(by, pk, purpose="allocating")
    permit(policies.may_allocate(by, family))
    asks = allocating.asked_of(members_of(family))
    order = "room" if request.GET.get("order") == "room" else "name"
    found = allocating.candidates(by, family, asks, order=order)
    form = AllocateForm(request.POST if request.method == "POST" else None, candidates=found)
    kept = keeping_private("allocation", record=pk, by=by)
    if form.is_valid():
        given, there = form.cleaned_data, reverse("workspace:waiting")
        chosen = next(one for one in found if str(one.pk) == given["person"])
        if not was_sent(request, there):
            actions.allocate_family(
                family, chosen, because=given["because"], weight=Decimal(given["weight"]), by=by
            )
            kept.done()
            messages.success(request, f"{chosen.name} works with {family.name} from now on")
        return redirect(there)
    kept.show(request, form)
    return render(
        request, "referrals/allocate.html",
        {"family": family, "form": form, "candidates": found, "asks": asks, "order": order,
         "orders": allocating.ORDERS, "key": key_of(request), "kept": kept},
    )  # fmt: skip


@endpoint(roles=policies.ANSWERS, verb="capacity.seen")
def capacity(request: Request) -> HttpResponse:
    by = request.actor
    return render(
        request,
        "referrals/capacity.html",
        {"staff": allocating.staff_with_room(by), "may_set": by.has(Role.MANAGER)},
    )


@endpoint(roles=(Role.MANAGER,), methods=("GET", "POST"), verb="capacity.form-seen")
def set_capacity(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    whose = get_object_or_404(colleagues(by), pk=pk)
    permit(policies.may_set_capacity(by, whose))
    now = allocating.capacity_of(by, pk)
    initial = {} if now is None else {
        "weight": now.weight, "languages": now.languages, "skills": now.skills,
        "away_until": now.away_until,
    }  # fmt: skip
    form = CapacityForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.set_capacity(whose, by=by, **form.cleaned_data)
        messages.success(request, f"What {whose.name} has room for is written down")
        return redirect("referrals:capacity")
    return render(request, "referrals/set_capacity.html", {"form": form, "whose": whose})
