"""One page: what recording costs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from safehome.people.endpoints import Request, endpoint
from safehome.recording import policies, queries


@endpoint(roles=policies.READS, verb="recording.seen")
def cost(request: Request) -> HttpResponse:
    """How much each session asks to be written, how long it takes, and where it is used."""
    return render(
        request, "recording/cost.html",
        {
            "packs": queries.costs_by_session(), "forms": queries.costs_by_form(),
            "questionnaires": queries.costs_by_questionnaire(),
        },
    )  # fmt: skip
