"""Pages for goals."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.drafts.keeping import keeping, new_key, was_sent
from safehome.journeys.queries.asking import titles_of
from safehome.measures import actions
from safehome.measures.policies import ENTERS, READS
from safehome.measures.queries import goals_of
from safehome.measures.rules import MOST
from safehome.people.endpoints import Request, endpoint
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from safehome.workspace.asking.queries import carer_of, journey_for
from safehome.workspace.goals.forms import BecameForm, WordsForm
from safehome.workspace.goals.queries import asked_with, goal_in, shown


@endpoint(roles=READS, verb="goals.seen", family=True)
def goals(request: Request, pk: UUID, carer: UUID) -> HttpResponse:
    """What a carer hopes for, in their words, and how close each has felt."""
    journey = journey_for(request.actor, pk)
    member = carer_of(journey, carer)
    open_family(journey.family_id, purpose="goals")
    pack = pack_of(journey.pack_version)
    asked = asked_with(pack)
    found = goals_of(journey.organisation_id, journey=pk, carer=carer)
    may_write = request.actor.has(*ENTERS)
    return render(
        request,
        "workspace/goals/goals.html",
        {
            "journey": journey, "carer": member, "questionnaire": asked,
            "goals": shown(found, asked, titles_of(pack)), "may_write": may_write,
            "may_add": may_write and sum(one.is_open for one in found) < MOST, "most": MOST,
        },
    )  # fmt: skip


@endpoint(roles=ENTERS, verb="goal.form-seen", methods=("GET", "POST"), family=True)
def add(request: Request, pk: UUID, carer: UUID) -> HttpResponse:
    """One more thing that a carer hopes for."""
    journey = journey_for(request.actor, pk)
    member = carer_of(journey, carer)
    open_family(journey.family_id, purpose="goals")
    asked_with(pack_of(journey.pack_version))
    there = reverse("goals:goals", args=[pk, carer])
    kept = keeping("goal", family=journey.family, about=carer, by=request.actor)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                given = form.cleaned_data
                actions.set_goal(
                    member, given["words"], journey=pk, on=given["on"], by=request.actor
                )
                kept.done()
                messages.success(request, "The goal is kept.")
        return redirect(there)
    kept.show(request, form)
    return render(
        request, "workspace/goals/words.html",
        {"journey": journey, "carer": member, "form": form, "key": new_key(), "kept": kept,
         "goal": None, "there": there},
    )  # fmt: skip


@endpoint(roles=ENTERS, verb="goal.form-seen", methods=("GET", "POST"), family=True)
def words(request: Request, pk: UUID, goal: UUID) -> HttpResponse:
    """A goal put differently; its earlier words and numbers stay."""
    journey = journey_for(request.actor, pk)
    open_family(journey.family_id, purpose="goals")
    seen = goal_in(journey, goal)
    member = carer_of(journey, seen.goal.carer_id)
    there = reverse("goals:goals", args=[pk, member.pk])
    kept = keeping("goal-words", family=journey.family, about=goal, by=request.actor)
    form = WordsForm(
        request.POST if request.method == "POST" else None, initial={"words": seen.words}
    )
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                given = form.cleaned_data
                actions.put_differently(seen.goal, given["words"], on=given["on"], by=request.actor)
                kept.done()
                messages.success(request, "The goal has these words now. Its earlier words stay.")
        return redirect(there)
    kept.show(request, form)
    return render(
        request, "workspace/goals/words.html",
        {"journey": journey, "carer": member, "form": form, "key": new_key(), "kept": kept,
         "goal": seen, "there": there},
    )  # fmt: skip


@endpoint(roles=ENTERS, verb="goal.form-seen", methods=("GET", "POST"), family=True)
def became(request: Request, pk: UUID, goal: UUID) -> HttpResponse:
    """A goal is reached, left, or taken up again."""
    journey = journey_for(request.actor, pk)
    open_family(journey.family_id, purpose="goals")
    seen = goal_in(journey, goal)
    member = carer_of(journey, seen.goal.carer_id)
    there = reverse("goals:goals", args=[pk, member.pk])
    form = BecameForm(seen, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            if not was_sent(request, there):
                given = form.cleaned_data
                actions.turn_goal(seen.goal, given["what"], on=given["on"], by=request.actor)
                messages.success(request, "This is written down. Every number stays.")
        return redirect(there)
    return render(
        request, "workspace/goals/became.html",
        {"journey": journey, "carer": member, "form": form, "key": new_key(), "goal": seen,
         "there": there},
    )  # fmt: skip
