"""The page on which a family's record is confirmed as its referral words it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.referrals import actions, policies
from safehome.referrals.body import Body
from safehome.referrals.forms.opening import OpeningForm
from safehome.referrals.opening import opening_of
from safehome.referrals.queries.arrivals import body_of, referral_for
from safehome.referrals.queries.deciding import made_of
from safehome.referrals.queries.opening import teams_to_open_in

LEVELS = {"today": "first", "soon": "sooner"}


@endpoint(roles=policies.OPENS, methods=("GET", "POST"), verb="referral.opening-asked")
def open_family(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    referral = referral_for(by, pk, purpose="opening its family", to_write=request.method == "POST")
    if referral.became_id is not None:  # pressed twice, or somebody was quicker
        messages.info(request, "The family’s record is open already")
        return redirect("workspace:family", pk=referral.became_id)
    made, body = made_of(referral), body_of(referral)
    permit(policies.may_open_from_referral(by, referral, look=made.look, decision=made.newest))
    form = OpeningForm(
        request.POST if request.method == "POST" else None, opening=opening_of(body),
        teams=teams_to_open_in(by), initial=_begin_with(referral.urgency, body),
    )  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        family = actions.open_family_from(
            referral, form.opening(), team=UUID(given["team"]), level=given["level"],
            because=given["because"], interim_plan=given["interim_plan"],
            interim_words=given["interim_plan_words"], next_on=given["next_on"], by=by,
        )  # fmt: skip
        if given["tell"]:
            actions.tell_referrer(referral, "waiting", by=by)
        messages.success(request, f"The record of {family.name} is open. They wait from now on.")
        return redirect("workspace:family", pk=family.pk)
    return render(
        request, "referrals/open.html", {"referral": referral, "body": body, "form": form}
    )


def _begin_with(urgency: str, body: Body) -> dict[str, object]:
    return {
        "level": LEVELS.get(urgency, "in-turn"), "because": body.urgency.why,
        "interim_plan_words": body.urgency.safe_now_words,
        "next_on": timezone.localdate() + timedelta(days=7),
    }  # fmt: skip
