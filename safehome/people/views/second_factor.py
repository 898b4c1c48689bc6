"""Where somebody is led who has shown a password and no second factor."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from safehome.people import queries
from safehome.people.endpoints import Request, endpoint
from safehome.people.middleware import begun_of


@endpoint(roles=None)
def second_factor(request: Request) -> HttpResponse:
    """Set one up, or prove the one there is. Nothing else opens until then."""
    begun = begun_of(request)
    onward = _onward(request)
    if begun.account_id is None:
        return redirect("account_login")
    if begun.second_factor:
        if begun.actor is not None:
            return HttpResponseRedirect(onward)
        return render(request, "people/no_place.html", status=403)
    ways = queries.ways_of(begun.account_id)
    page = "people/prove_second_factor.html" if ways else "people/second_factor.html"
    return render(request, page, {"ways": ways, "onward": onward})


def _onward(request: Request) -> str:
    asked = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe else "/"
