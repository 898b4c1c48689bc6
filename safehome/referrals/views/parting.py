"""A referral that joined the wrong family is taken out of it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.drafts.keeping import was_sent
from safehome.drafts.keys import key_of
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.referrals import actions, policies
from safehome.referrals.forms.handling import PartForm
from safehome.referrals.queries.arrivals import referral_for
from safehome.referrals.queries.deciding import last_look

SAID = (
    "The referral is then considered again as it was before, and those who saw it only through "
    "this family see it no more. That it had joined, who said so and why, stays written. Whoever "
    "was kept out of the family because of it stays so until somebody lets them in."
)


@endpoint(roles=policies.ANSWERS, methods=("GET", "POST"), verb="referral.parting-asked")
def part(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    found = referral_for(by, pk, purpose="taking it out of a family", to_write=True)
    form = PartForm(request.POST if request.method == "POST" else None)
    there = reverse("referrals:referral", kwargs={"pk": pk})
    if request.method == "POST" and found.became_id is None and form.is_valid():
        return redirect(there)  # pressed twice
    permit(policies.may_part(by, found, look=last_look(found)))
    if form.is_valid():
        if not was_sent(request, there):
            actions.part_from_family(found, because=form.cleaned_data["because"], by=by)
            messages.success(request, "The referral is apart from that family again")
        return redirect(there)
    return render(request, "referrals/ask.html", {
        "form": form, "caption": found.reference, "title": "Is this another family?",
        "send": "Take it out of this family", "said": SAID, "back": pk, "key": key_of(request),
    })  # fmt: skip
