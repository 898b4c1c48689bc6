"""A door that is closed says so, and where to turn."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safehome.referrals.entrance import Entrance


def not_open_now(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    return render(request, "reception/closed.html", {"entrance": entrance})
