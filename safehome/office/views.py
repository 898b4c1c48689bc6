"""The programme office's pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from safehome.office import queries
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role

OFFICE = {Role.OFFICE}


@endpoint(roles=OFFICE)
def organisations(request: Request) -> HttpResponse:
    return render(request, "office/organisations.html", {"found": queries.organisations()})


@endpoint(roles=OFFICE)
def programme(request: Request) -> HttpResponse:
    return render(request, "office/programme.html", {"found": queries.versions()})
