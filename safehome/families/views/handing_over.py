"""Families whose practitioner has left, for whoever gives them to somebody else."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from safehome.families import policies, queries
from safehome.people.endpoints import Request, endpoint


@endpoint(roles=policies.ALLOCATES, verb="families.to-hand-over-listed")
def to_hand_over(request: Request) -> HttpResponse:
    return render(
        request,
        "families/to_hand_over.html",
        {"waiting": queries.opened_to_hand_over(request.actor)},
    )
