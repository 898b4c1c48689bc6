"""Where somebody is signed in, and whether this browser still is."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render

from safehome.people import actions, queries
from safehome.people.endpoints import Request, SignInNeeded, endpoint
from safehome.people.middleware import begun_of


@endpoint(roles=None)
def sessions(request: Request) -> HttpResponse:
    """Every browser in which this account is signed in."""
    begun = begun_of(request)
    if begun.actor is None or begun.account_id is None:
        raise SignInNeeded
    found = queries.sessions_of(begun.account_id, here=begun.session_id)
    return render(request, "people/sessions.html", {"sessions": found})


@endpoint(roles=None, methods=("POST",))
def sign_out_everywhere(request: Request) -> HttpResponse:
    begun = begun_of(request)
    if begun.actor is None or begun.account_id is None:
        raise SignInNeeded
    actions.sign_out_everywhere(begun.account_id, by=begun.actor)
    return redirect("account_login")


@endpoint(roles=None, methods=("GET", "POST"))
def session(request: Request) -> HttpResponse:
    """Whether somebody is signed in here, asked by the page's own script.

    A GET leaves the idle clock alone, so that a page left open cannot keep
    itself alive; a POST says that somebody is there.
    """
    if request.method != "POST":
        request.without_renewing = True
    actor = begun_of(request).actor
    if actor is None:
        return JsonResponse({"message": "Nobody is signed in."}, status=401)
    return JsonResponse({"person": actor.token, "csrf": get_token(request)})
