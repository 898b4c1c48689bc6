"""A session: prepared, moved, added, read again, added to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import send_once
from safehome.drafts.keys import key_of, new_key, number_of
from safehome.families.policies import WRITES
from safehome.journeys import actions, policies, queries
from safehome.journeys.forms import AdditionForm, WhenAndWhereForm
from safehome.journeys.models import Session
from safehome.journeys.queries.manual import manual_page
from safehome.journeys.queries.materials import handout_paper
from safehome.journeys.queries.signed import signed_view
from safehome.kit.verdicts import permit
from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.vault.keyring import open_family


@endpoint(roles=WORKS_WITH_FAMILIES, verb="session.prepared", family=True)
def prepare_session(request: Request, pk: UUID) -> HttpResponse:
    """What to read before the door opens."""
    session = queries.session_for(request.actor, pk)
    open_family(session.family_id, purpose="preparing a session")
    may_move = bool(policies.may_replan_session(request.actor, session))
    around = queries.around_session(session)
    context = {
        "session": session,
        "about": {"banner": queries.banner_from(session.journey.family, around)},
        "prepare": queries.prepare_view(session, around, writes=request.actor.has(*WRITES)),
        "may_record": may_move or policies.can_still_be_recorded(session),
        "may_move": may_move,
    }
    return render(request, "journeys/prepare_session.html", context)


@endpoint(roles=WORKS_WITH_FAMILIES, verb="session.manual-read", family=True)
def manual(request: Request, pk: UUID) -> HttpResponse:
    """The manual page of this session, in the version this family is on."""
    session = queries.session_for(request.actor, pk)
    page = manual_page(session)
    if page is None:
        raise Http404
    return render(request, "journeys/manual.html", {"session": session, "page": page})


@endpoint(roles=WORKS_WITH_FAMILIES, verb="session.handout-printed", family=True)
def print_handout(request: Request, pk: UUID, handout: str, version: str) -> HttpResponse:
    """A hand-out to print for a carer. Nothing of the family is in it."""
    session = queries.session_for(request.actor, pk)
    paper = handout_paper(session, handout=handout, version=version)
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{handout}.{version}.pdf"'
    return answer


@endpoint(roles=WORKS_WITH_FAMILIES, verb="session.seen", family=True)
def session(request: Request, pk: UUID) -> HttpResponse:
    """A signed session as it was signed; one still to be held leads to its preparation."""
    found = queries.session_for(request.actor, pk)
    if found.signed_at is None:
        return redirect("journeys:prepare-session", pk=pk)
    return _signed(request, found, AdditionForm())


@endpoint(roles=WRITES, verb="session.adding-seen", methods=("POST",), family=True)
def add_to_session(request: Request, pk: UUID) -> HttpResponse:
    """Add to what was signed."""
    found = queries.session_for(request.actor, pk)
    permit(policies.may_add_to_session(request.actor, found))
    open_family(found.family_id, purpose="adding to a session")
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return _signed(request, found, form)
    there = reverse("journeys:session", args=[pk])
    if not send_once(key_of(request), led_to=there, by=request.actor):
        actions.add_to_session(found, by=request.actor, **form.cleaned_data)
        messages.success(request, "Your addition stands beneath the record.")
    return redirect(there)


@endpoint(roles=WRITES, verb="session.replanning-seen", methods=("GET", "POST"), family=True)
def replan_session(request: Request, pk: UUID) -> HttpResponse:
    """Move one session; the others stay."""
    found = queries.session_for(request.actor, pk)
    verdict = policies.may_replan_session(request.actor, found)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    open_family(found.family_id, purpose="moving a session")
    usual = {"planned_for": timezone.localtime(found.planned_for), "setting": found.setting}
    form = WhenAndWhereForm(request.POST if request.method == "POST" else None, initial=usual)
    if form.is_valid():
        try:
            seen = number_of(request, "seen")
            actions.replan_session(found, seen=seen, by=request.actor, **form.cleaned_data)
        except actions.Changed as changed:
            found = changed.now
            form.add_error(None, str(changed))
        else:
            messages.success(request, f"{found} has a new day.")
            return redirect("journeys:journey", pk=found.journey_id)
    context = {"form": form, "title": f"Move {found}", "seen": found.version, "act": "Move it",
               "back": reverse("journeys:journey", args=[found.journey_id])}  # fmt: skip
    return render(request, "journeys/when_and_where.html", context)


@endpoint(roles=WRITES, verb="session.extra-seen", methods=("GET", "POST"), family=True)
def add_extra_session(request: Request, pk: UUID) -> HttpResponse:
    """A session that the programme did not foresee."""
    journey = queries.journey_for(request.actor, pk)
    open_family(journey.family_id, purpose="adding a session")
    verdict = policies.may_add_session(request.actor, journey)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    form = WhenAndWhereForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.add_extra_session(journey, by=request.actor, **form.cleaned_data)
        messages.success(request, "The extra session is planned.")
        return redirect("journeys:journey", pk=pk)
    context = {"form": form, "title": "Add an extra session", "seen": 0, "act": "Add it",
               "back": reverse("journeys:journey", args=[pk])}  # fmt: skip
    return render(request, "journeys/when_and_where.html", context)


def _signed(request: Request, found: Session, form: AdditionForm) -> HttpResponse:
    open_family(found.family_id, purpose="reading a session")
    context = {
        "session": found,
        "signed": signed_view(found),
        "form": form,
        "key": new_key(),
        "verdict": policies.may_add_to_session(request.actor, found),
        "next": queries.next_session(found.journey),
    }
    return render(request, "journeys/session.html", context)
