"""A journey: started, seen as a picture, ended, printed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.drafts.actions import send_once
from safehome.drafts.keeping import keeping
from safehome.drafts.keys import key_of, new_key, number_of
from safehome.families.policies import WRITES
from safehome.journeys import actions, policies, queries
from safehome.journeys.forms import EndJourneyForm, JoinForm, StartJourneyForm
from safehome.journeys.queries.asking import to_ask_in
from safehome.journeys.queries.starting import starting_choices
from safehome.journeys.queries.summary import summary_pdf, what_changed
from safehome.journeys.queries.without_plan import without_plan
from safehome.kit.ids import new_id
from safehome.measures.policies import ENTERS, READS
from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.vault.keyring import open_family


@endpoint(roles=WRITES, verb="journey.starting-seen", methods=("GET", "POST"), family=True)
def start_journey(request: Request, family: UUID) -> HttpResponse:
    """Who takes part, with whom, when."""
    about = queries.family_for(request.actor, family)
    open_family(about.pk, purpose="starting a journey")
    choices = starting_choices(request.actor, about)
    data = request.POST if request.method == "POST" else None
    form = StartJourneyForm(
        data, carers=choices.carers, leads=choices.leads, versions=choices.versions,
        initial=choices.usual,
    )  # fmt: skip
    chosen = form.chosen() if form.is_valid() else []
    if form.is_valid() and not (
        agreed := policies.has_agreed(chosen, choices.said) and policies.is_settled(about.pk)
    ):
        form.add_error("carers", agreed.reason)
    if form.is_valid():
        given = form.cleaned_data
        pk = new_id()
        there = reverse("journeys:journey", kwargs={"pk": pk})
        earlier = send_once(key_of(request), led_to=there, by=request.actor)
        if earlier:
            return redirect(earlier)
        actions.start_journey(
            about,
            carers=chosen,
            pack_version=next(
                one for one in choices.versions if str(one.pk) == given["pack_version"]
            ),
            first_session_at=given["first_session_at"],
            every_days=given["every_days"],
            setting=given["setting"],
            lead=UUID(given["lead"]),
            pk=pk,
            by=request.actor,
        )
        messages.success(request, "The journey has begun. Every session has its day.")
        return redirect(there)
    context = {
        "form": form, "key": new_key(), "choices": choices,
        "family": about,
    }  # fmt: skip
    return render(request, "journeys/start_journey.html", context)


@endpoint(roles=WORKS_WITH_FAMILIES, verb="journey.seen", family=True)
def journey(request: Request, pk: UUID) -> HttpResponse:
    """The family's story in ten seconds."""
    found = queries.journey_for(request.actor, pk)
    open_family(found.family_id, purpose="journey")
    picture, carers = queries.journey_picture(found), queries.carers_of(found.pk)
    return render(
        request,
        "journeys/journey.html",
        {
            "journey": found,
            "picture": picture,
            "story": queries.lines_over_time(found, picture.rows, carers),
            "looking_back": queries.looking_back(found) if found.ended_at else None,
            "carers": carers,
            "without_plan": None
            if found.ended_at
            else without_plan(*(row.session for row in picture.rows)),
            "may_plan": bool(policies.may_plan(request.actor, found)),
            "reads_answers": request.actor.has(*READS),
            "to_ask": [(one.carer, one.now) for one in to_ask_in(found, carers) if one.now]
            if request.actor.has(*ENTERS) else [],
        },
    )  # fmt: skip


@endpoint(roles=WRITES, verb="journey.joining-seen", methods=("GET", "POST"), family=True)
def join_journey(request: Request, pk: UUID) -> HttpResponse:
    """Somebody takes part from a day on."""
    found = queries.journey_for(request.actor, pk)
    verdict = policies.may_plan(request.actor, found)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    open_family(found.family_id, purpose="joining a journey")
    others = queries.could_join(found)
    form = JoinForm(request.POST if request.method == "POST" else None, carers=others)
    if form.is_valid():
        carer, on = form.chosen(), form.cleaned_data["on"]
        may = policies.may_join_journey(request.actor, found, carer=carer, on=on)
        if may:
            actions.join_journey(found, carer=carer, on=on, by=request.actor)
            messages.success(
                request, f"{carer.called} takes part from now on. Ask the questions at the start."
            )
            return redirect("journeys:journey", pk=pk)
        form.add_error("carer", may.reason)
    context = {
        "form": form, "journey": found, "others": others,
    }  # fmt: skip
    return render(request, "journeys/join_journey.html", context)


@endpoint(roles=WRITES, verb="journey.ending-seen", methods=("GET", "POST"), family=True)
def end_journey(request: Request, pk: UUID) -> HttpResponse:
    """How it ends, and what comes next."""
    found = queries.journey_for(request.actor, pk)
    verdict = policies.may_end_journey(request.actor, found)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    open_family(found.family_id, purpose="ending a journey")
    form = EndJourneyForm(request.POST if request.method == "POST" else None)
    kept = keeping("journey-end", family=found.family, about=found.pk, by=request.actor)
    if form.is_valid():
        try:
            actions.end_journey(
                found, by=request.actor, seen=number_of(request, "seen"), **form.cleaned_data
            )
        except actions.JourneyChanged as changed:
            form.add_error(None, str(changed))
        else:
            kept.done()
            messages.success(request, "The journey has ended. Its summary is ready to give.")
            return redirect("journeys:journey", pk=pk)
    kept.show(request, form)
    return render(
        request,
        "journeys/end_journey.html",
        {"form": form, "journey": found, "kept": kept},
    )


@endpoint(roles=WORKS_WITH_FAMILIES, verb="journey.summary-printed", family=True)
def summary(request: Request, pk: UUID, carer: UUID) -> HttpResponse:
    """The summary for one carer, as a paper to keep."""
    found = queries.journey_for(request.actor, pk)
    open_family(found.family_id, purpose="summary")
    changed = what_changed(request.actor, found, carer=carer)
    paper = summary_pdf(found, carer=carer, changed=changed)
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="our-time-together.pdf"'
    return answer
