"""Coming in and going out: sign-in, sign-out, and the demonstration's way in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safehome.people import queries, signing_in
from safehome.people.endpoints import Request, endpoint


@endpoint(roles=None)
def health(_: Request) -> HttpResponse:
    """For whoever watches that the door is open. Says nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@endpoint(roles=None, methods=("POST",))
def sign_out(request: Request) -> HttpResponse:
    auth.logout(request)
    return HttpResponseRedirect(reverse("account_login"))


@endpoint(roles=None, methods=("GET", "POST"))
def demonstration(request: Request) -> HttpResponse:
    """One click to be any of the invented staff. Does not exist outside a demonstration."""
    if not settings.DEMONSTRATION:
        raise Http404
    if request.method == "POST":
        signing_in.sign_in_as(request, request.POST.get("email", ""))
        return HttpResponseRedirect("/")
    return render(
        request, "people/demonstration.html", {"organisations": queries.demonstration_cast()}
    )
