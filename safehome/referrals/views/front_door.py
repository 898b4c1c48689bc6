"""The public door, as its manager keeps it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.referrals import actions
from safehome.referrals.entrance import newest_front_door
from safehome.referrals.forms.handling import FrontDoorForm
from safehome.referrals.queries.arrivals import organisation_of


@endpoint(roles=(Role.MANAGER,), methods=("GET", "POST"), verb="front-door.asked")
def front_door(request: Request) -> HttpResponse:
    by = request.actor
    now = newest_front_door(by.organisation_id)
    initial: dict[str, object] = {"answer_within_days": 3}
    if now is not None:
        initial = {
            "is_open": "yes" if now.is_open else "no", "words": now.words, "phone": now.phone,
            "answer_within_days": now.answer_within_days,
        }  # fmt: skip
    form = FrontDoorForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        actions.set_front_door(
            is_open=given["is_open"] == "yes", answer_within_days=given["answer_within_days"],
            words=given["words"], phone=given["phone"], by=by,
        )  # fmt: skip
        messages.success(
            request, "The front door is open" if given["is_open"] == "yes" else "It is closed"
        )
        return redirect("referrals:list")
    organisation = organisation_of(by)
    return render(
        request, "referrals/front_door.html",
        {"form": form, "now": now, "code": organisation.code, "name": organisation.name},
    )  # fmt: skip
