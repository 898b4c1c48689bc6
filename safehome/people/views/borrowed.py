"""Pages of allauth, each given its place in the registry."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from safehome.people.endpoints import DjangoView, Endpoint, declare

ALLOWS = ("GET", "POST", "HEAD")


def open_to_all(view: DjangoView) -> DjangoView:
    """A page that is part of signing in: it must work before anybody is known."""

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ALLOWS:
            return HttpResponseNotAllowed(ALLOWS)
        return view(request, *args, **kwargs)

    return declare(held, Endpoint(None, ALLOWS, "", False))
