"""Writing a referral: each page asks for the desk that this browser's key opens."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from safehome.people.endpoints import Request, endpoint
from safehome.reception.held import held_by
from safehome.reception.middleware import entrance_of
from safehome.referrals.actions import reception as actions
from safehome.referrals.models import Started
from safehome.referrals.queries import door as queries
from safehome.referrals.views import asking
from safehome.referrals.views.desk import Desk, place_at, settle


class NotHeld(Exception):
    """This browser holds no referral that is being written."""


def _started(request: HttpRequest, *, to_write: bool) -> tuple[Started, bytes]:
    entrance = entrance_of(request)
    held = held_by(request, entrance)
    started = (
        queries.started_with(entrance, held.reference, held.key, to_write=to_write)
        if held
        else None
    )
    if held is None or started is None:
        raise NotHeld
    return started, held.key


def desk_of(request: HttpRequest) -> Desk:
    """What this browser is writing; locked while the request changes it."""
    entrance = entrance_of(request)
    started, key = _started(request, to_write=request.method == "POST")
    writing = queries.writing_in(started, key)

    def save() -> None:
        actions.save_referral(started, writing, key=key, by=entrance)

    return Desk(writing, save, "reception", {"code": entrance.code}, started.reference)


def _not_here(request: HttpRequest) -> HttpResponse:
    """Nothing is open in this browser: it was cleared, handed in, or its time ran out."""
    return HttpResponseRedirect(
        reverse("reception:return", kwargs={"code": entrance_of(request).code})
    )


@endpoint(roles=None)
def tasks(request: Request) -> HttpResponse:
    try:
        return asking.tasks(request, desk_of(request))
    except NotHeld:
        return _not_here(request)


@endpoint(roles=None)
def section(request: Request, section: str) -> HttpResponse:
    try:
        return asking.several(request, desk_of(request), section)
    except NotHeld:
        return _not_here(request)


@endpoint(roles=None, methods=("GET", "POST"))
def page(request: Request, section: str, number: int, page: str) -> HttpResponse:
    try:
        desk = desk_of(request)
    except NotHeld:
        return _not_here(request)
    return asking.ask(request, desk, place_at(desk, section, number, page))


@endpoint(roles=None, methods=("POST",))
def keep(request: Request, section: str, number: int, page: str) -> HttpResponse:
    try:
        desk = desk_of(request)
        place = place_at(desk, section, number, page)
    except (NotHeld, Http404):
        return asking.keep(request, None, None)
    return asking.keep(request, desk, place)


@endpoint(roles=None, methods=("POST",))
def remove(request: Request, section: str, number: int) -> HttpResponse:
    try:
        return asking.remove(request, desk_of(request), section, number)
    except NotHeld:
        return _not_here(request)


@endpoint(roles=None, methods=("POST",))
def undo(request: Request) -> HttpResponse:
    try:
        return asking.undo(desk_of(request))
    except NotHeld:
        return _not_here(request)


@endpoint(roles=None, methods=("GET", "POST"))
def check(request: Request) -> HttpResponse:
    """Look through it, and hand it in."""
    entrance = entrance_of(request)
    there = reverse("reception:handed-in", kwargs={"code": entrance.code})
    try:
        desk = desk_of(request)
    except NotHeld:
        # Pressed twice: the first one handed it in.
        return HttpResponseRedirect(there) if request.method == "POST" else _not_here(request)
    if request.method == "POST":
        started, _ = _started(request, to_write=True)
        if settle(desk):
            return asking.check(request, desk, refused=True)
        try:
            actions.hand_in(started, desk.writing.body, by=entrance)
        except actions.NotReady:
            return asking.check(request, desk, refused=True)
        return HttpResponseRedirect(there)
    return asking.check(request, desk)


@endpoint(roles=None)
def handed_in(request: Request) -> HttpResponse:
    """It is handed in: what happens next, and by when."""
    entrance = entrance_of(request)
    held = held_by(request, entrance)
    following = queries.followed_with(entrance, held.reference, held.key) if held else None
    if following is None:
        return _not_here(request)
    return render(
        request,
        "reception/handed_in.html",
        {"entrance": entrance, "following": following, "today": timezone.localdate()},
    )


handed_in.while_closed = True  # type: ignore[attr-defined]
