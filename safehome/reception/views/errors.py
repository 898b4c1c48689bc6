"""What a visitor of the public door reads when something cannot be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _page(request: HttpRequest, status: int, title: str, said: str, then: str) -> HttpResponse:
    return render(
        request, "layouts/said.html", {"title": title, "said": said, "then": then}, status=status
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception  # it may name what is not there
    return _page(
        request, 404, "Page not found", "There is no such page here.",
        "Check the address, or ask the service for the one where families are referred to it.",
    )  # fmt: skip


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request, 403, "This cannot be done", str(exception) or "This cannot be done here.",
        "Nothing was changed. Go back, or ring the service.",
    )  # fmt: skip


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return _page(
        request, 400, "That could not be read",
        "What was sent could not be read, so nothing was changed.",
        "Go back and try again. Files cannot be sent here.",
    )  # fmt: skip


def failed(request: HttpRequest) -> HttpResponse:
    return _page(
        request, 500, "Something went wrong",
        "Something went wrong on our side. Nothing half-done was kept.",
        "What you wrote is kept up to the last page that you sent. Go back and try again in a "
        "minute; if it happens again, ring the service.",
    )  # fmt: skip
