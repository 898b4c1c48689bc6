"""Pages of allauth, each given its place in the registry."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from safehome.people import queries, signing_in
from safehome.people.endpoints import DjangoView, Endpoint, SignInNeeded, declare
from safehome.people.middleware import begun_of

ALLOWS = ("GET", "POST", "HEAD")
OPEN = Endpoint(None, ALLOWS, "", False)


def _locking() -> AbstractContextManager[None]:
    """allauth locks rows, which live on the sign-in role's connection."""
    return transaction.atomic(using="auth")


def open_to_all(view: DjangoView) -> DjangoView:
    """A page that is part of signing in: it must work before anybody is known."""

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ALLOWS:
            return HttpResponseNotAllowed(ALLOWS)
        with _locking():
            response: HttpResponse = view(request, *args, **kwargs)
        return response

    return declare(held, OPEN)


def of_account(view: DjangoView, *, to_prove: bool = False) -> DjangoView:
    """A page about one's own ways of signing in. It shows nothing of any family.

    Somebody who has a second factor must have proven it in this browser, unless
    the page is the one where it is proven: a password alone must not be enough
    to replace it. Setting up the first one proves it.
    """

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ALLOWS:
            return HttpResponseNotAllowed(ALLOWS)
        begun = begun_of(request)
        if begun.account_id is None:
            raise SignInNeeded
        had = queries.has_second_factor(begun.account_id)
        if had and not begun.second_factor and not to_prove:
            return redirect("people:second-factor")
        with _locking():
            response: HttpResponse = view(request, *args, **kwargs)
        if request.method == "POST" and not had and queries.has_second_factor(begun.account_id):
            signing_in.note_second_factor(request)
        return response

    return declare(held, OPEN)


def noting_refusal(view: DjangoView) -> DjangoView:
    """A second factor that was not right is noted: whoever tried it had the password."""

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            signing_in.note_refused_second_factor(request)
        return response

    return held


def keeping_one(view: DjangoView) -> DjangoView:
    """The last second factor is not taken away."""

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = begun_of(request).account_id
        if account is not None and queries.second_factors_count(account) < 2:
            return render(request, "people/last_way.html")
        return view(request, *args, **kwargs)

    return held
