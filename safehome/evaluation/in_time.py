"""What is shown where counting takes longer than somebody should wait for a page."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from safehome.evaluation.queries import TooLong
from safehome.people.endpoints import Request, View


def in_time(view: View) -> View:
    """A view that counts, bounded: it says so where that takes too long, and how to go on.

    The door is free again, and what stands in the audit is a page that was not shown.
    """

    @wraps(view)
    def bounded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except TooLong:
            return render(
                request, "evaluation/too_long.html",
                {"seconds": settings.OUTCOMES_SECONDS, "asked": request.GET.urlencode()},
                status=503,
            )  # fmt: skip

    return bounded
