"""What a visitor reads when something cannot be done. Never a code alone."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safehome.people.models import Role


def _page(request: HttpRequest, status: int, title: str, said: str, then: str) -> HttpResponse:
    told = {"title": title, "said": said, "then": then, "back": _came_from(request)}
    return render(request, "layouts/said.html", told, status=status)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that led here, so that nobody is stuck; "" when it is not known."""
    came = urlsplit(request.headers.get("Referer", ""))
    path = f"{came.path}?{came.query}" if came.query else came.path
    ours = came.scheme in ("http", "https") and came.netloc == request.headers.get("Host")
    ours = ours and not path.startswith("//")
    return path if ours and path != request.get_full_path() else ""


def _whom(request: HttpRequest) -> str:
    """Whom to ask. An evaluator, mostly from outside, has no supervisor here."""
    actor = getattr(request, "actor", None)
    if actor is not None and actor.has(Role.EVALUATOR):
        return "ask an administrator of the service that you evaluate"
    return "ask your supervisor or administrator"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        404,
        "Page not found",
        "This page was not found, or is not yours to see.",
        "Check the address, or go back to your home page. If you think that you should see it, "
        f"{_whom(request)}.",
    )


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = str(exception) or "This is not part of your role."
    return _page(
        request,
        403,
        "You cannot do this",
        reason,
        f"Nothing was changed. Go back, or {_whom(request)}.",
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        "Please send this form again",
        "This form was open for a long time, or was opened in another browser, so it was not sent.",
        "Go back: your words should still be on the page. Load the page again and send it.",
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        400,
        "That could not be read",
        "What was sent could not be read, so nothing was changed.",
        "Go back and try again. If it happens again, tell whoever runs the service.",
    )


def failed(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        "Something went wrong",
        "Something went wrong on our side. Nothing half-done was kept.",
        "Words that you were writing are kept as a draft up to the last time the page said Saved. "
        "Try again in a minute; if it happens again, tell whoever runs the service.",
    )
