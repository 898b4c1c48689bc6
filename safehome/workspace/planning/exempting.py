"""Who may begin without a plan for now: a manager's word, until when, listed and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import send_once
from safehome.drafts.keys import key_of
from safehome.families.models import Family
from safehome.families.queries import family_for
from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.plans import actions, policies, queries
from safehome.plans.models import Exemption, Plan
from safehome.workspace.planning.exempting_forms import ExemptForm
from safehome.workspace.planning.page import ask, page


@dataclass(frozen=True)
class Word:
    """One exemption as the page shows it."""

    exemption: Exemption
    state: str
    colour: str
    may_end: bool


def _word(request: Request, one: Exemption, family: Family, today: date) -> Word:
    one.family = family
    if one.ended_at is not None:
        state, colour = "Taken back", "grey"
    elif one.until < today:
        state, colour = "Ran out", "grey"
    else:
        state, colour = "Holds", "orange"
    may = policies.may_end_exemption(request.actor, one, today=today)
    return Word(one, state, colour, bool(may))


def _of(family: Family) -> Plan:
    """What the page's frame wants: a plan that is not begun yet."""
    return Plan(family_id=family.pk, organisation_id=family.organisation_id, family=family)


@endpoint(roles=WORKS_WITH_FAMILIES, verb="plan.exemptions-seen", family=True)
def exemptions(request: Request, family: UUID) -> HttpResponse:
    about = family_for(request.actor, family, purpose="sessions without a plan")
    today = timezone.localdate()
    found = queries.exemptions_of(about.pk, about.organisation_id)
    words = [_word(request, one, about, today) for one in found]
    holds = any(one.state == "Holds" for one in words)
    return page(
        request, _of(about), "exemptions", "sessions without a plan", words=words, holds=holds,
        may_exempt=bool(policies.may_exempt(request.actor, about, holds=holds)),
    )  # fmt: skip


@endpoint(roles=policies.EXEMPTS, methods=("GET", "POST"), verb="plan.form-seen", family=True)
def exempt(request: Request, family: UUID) -> HttpResponse:
    about = family_for(request.actor, family, purpose="letting sessions begin without a plan")
    back = reverse("plans:exemptions", args=[about.pk])
    today = timezone.localdate()
    holds = queries.exemption_that_holds(about.pk, about.organisation_id, on=today)
    may = policies.may_exempt(request.actor, about, holds=holds is not None)
    if not may:
        messages.info(request, may.reason)
        return redirect(back)
    form = ExemptForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not send_once(key_of(request), led_to=back, by=request.actor):
            actions.exempt_family(about, by=request.actor, **form.cleaned_data)
            messages.success(request, "The first session may begin without a plan, until that day")
        return redirect(back)
    return ask(
        request, _of(about), form, title="Let sessions begin without a plan for now",
        send="Let them begin", back=back,
        said="A plan for now comes before the first session. Where that cannot be, you answer "
        "for it until a day, and it is written here for everybody who works with the family.",
    )  # fmt: skip


@endpoint(roles=policies.EXEMPTS, methods=("POST",), verb="plan.form-seen", family=True)
def end(request: Request, pk: UUID) -> HttpResponse:
    found = queries.exemption_for(request.actor, pk, purpose="sessions without a plan")
    may = policies.may_end_exemption(request.actor, found, today=timezone.localdate())
    if may:
        actions.end_exemption(found, by=request.actor)
        messages.success(request, "Taken back. The first session waits for a plan for now")
    else:
        messages.info(request, may.reason)
    return redirect("plans:exemptions", family=found.family_id)
