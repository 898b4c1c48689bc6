"""The list of referrals, taking one in, and its page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safehome.families.queries import colleagues
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.referrals import actions, policies
from safehome.referrals.forms.answers import read
from safehome.referrals.forms.glance import glance, referrer_lines
from safehome.referrals.forms.handling import AsideForm, TellForm
from safehome.referrals.models import Urgency
from safehome.referrals.queries import arrivals as queries
from safehome.referrals.queries.deciding import made_of, refused


@endpoint(roles=policies.SEES, verb="referrals.seen")
def referrals(request: Request) -> HttpResponse:
    """Arrivals first, because somebody waits for an answer."""
    by = request.actor
    considered, gone = queries.considered(by), refused(by)
    return render(
        request, "referrals/list.html",
        {
            "arrivals": queries.arrivals(by), "hear": queries.who_hears(by),
            "considered": [one for one in considered if one.pk not in gone],
            "refused": [one for one in considered if one.pk in gone],
            "taken_down": queries.being_taken_down(by), "takes_in": by.has(*policies.ANSWERS),
            "takes_down": bool(policies.may_take_down(by)),
            "keeps_door": bool(policies.may_keep_front_door(by)),
            "sees_refusals": bool(policies.may_see_refusals(by)),
        },
    )  # fmt: skip


@endpoint(roles=policies.ANSWERS, methods=("POST",), verb="referral.take-in-asked")
def take_in(request: Request, pk: UUID) -> HttpResponse:
    arrival = queries.arrival_for(request.actor, pk)
    verdict = policies.may_take_in(request.actor, arrival)
    if not verdict:  # pressed twice, or by two people at once
        messages.info(request, verdict.reason)
        return redirect("referrals:list")
    try:
        referral = actions.take_in(arrival, by=request.actor)
    except actions.CannotBeOpened as error:
        return render(
            request, "layouts/said.html",
            {"title": "It cannot be opened", "said": str(error), "then": ""}, status=409,
        )  # fmt: skip
    messages.success(request, f"{referral.reference} is taken in")
    return redirect("referrals:referral", pk=referral.pk)


@endpoint(roles=policies.SEES, verb="referral.seen")
def referral(request: Request, pk: UUID) -> HttpResponse:
    """Everything it says, readable at a glance; and what its referrer can see."""
    by = request.actor
    found = queries.referral_for(by, pk, purpose="reading a referral")
    if queries.text_of(found) is None:
        return render(request, "referrals/kept_back.html", {"referral": found})
    body, made = queries.body_of(found), made_of(found)
    return render(
        request, "referrals/referral.html",
        {
            "referral": found, "body": body, "urgent": found.urgency == Urgency.TODAY,
            "glance": glance(body, today=timezone.localdate()),
            "referrer": referrer_lines(body), "sections": read(body, blanks=False),
            "following": queries.following_of(found),
            "may_tell": policies.may_tell_referrer(by, found),
            "made": made, "may_look": policies.may_look_for_alike(by, found),
            "may_decide": policies.may_decide(by, found),
            "may_part": policies.may_part(by, found, look=made.look),
            "may_open": policies.may_open_from_referral(
                by, found, look=made.look, decision=made.newest
            ),
            "may_write": policies.may_write_down(by, found),
            "may_aside": policies.may_keep_out(by, found, whom=by.pk),
        },
    )  # fmt: skip


@endpoint(roles=policies.ANSWERS, methods=("GET", "POST"), verb="referrer.tell-asked")
def tell(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    found = queries.referral_for(by, pk, purpose="telling the referrer")
    permit(policies.may_tell_referrer(by, found))
    steps = queries.steps_to_tell(found)
    form = TellForm(request.POST if request.method == "POST" else None, steps=steps)
    if form.is_valid():
        actions.tell_referrer(found, form.cleaned_data["stage"], by=by)
        messages.success(request, "The referrer can see it now")
        return redirect("referrals:referral", pk=pk)
    return _ask(request, form, found.reference, title="What became of it", send="Let them see it",
                said="The referrer sees this with their reference and code, and nothing else. That "
                "work with the family has begun or ended is told only where a carer has agreed "
                "to it.", back=pk)  # fmt: skip


@endpoint(roles=policies.SEES, methods=("GET", "POST"), verb="referral.aside-asked")
def step_aside(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    found = queries.referral_for(by, pk, purpose="stepping aside")
    answers_for_all = by.has(Role.MANAGER, Role.SAFEGUARDING_LEAD)
    people = colleagues(by) if answers_for_all else []
    form = AsideForm(request.POST if request.method == "POST" else None, people=people, me=by)
    if form.is_valid():
        given = form.cleaned_data
        actions.step_aside(found, whom=UUID(given["whom"]), because=given["because"], by=by)
        messages.success(request, f"{found.reference} is no longer shown to them")
        return redirect("referrals:list")
    return _ask(request, form, found.reference, title="Step aside", send="Step aside",
                said="Whoever steps aside no longer sees this referral, nor the record of a "
                "family that it becomes, in no list and under no role, and cannot undo it.",
                back=pk)  # fmt: skip


def _ask(
    request: Request, form: object, caption: str, *, title: str, send: str, said: str,
    back: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    return render(
        request, "referrals/ask.html",
        {"form": form, "caption": caption, "title": title, "send": send, "said": said,
         "back": back},
    )  # fmt: skip
