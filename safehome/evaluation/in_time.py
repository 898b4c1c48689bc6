"""What is shown where counting takes longer than somebody should wait for a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.drafts.keeping import new_key, was_sent
from safehome.evaluation import queries
from safehome.evaluation.asked import Asked, asked_by
from safehome.evaluation.choosing import initial_of_query, parts_for, wanted
from safehome.evaluation.limits import TooLong
from safehome.evaluation.models import Kind
from safehome.evaluation.ordered import took_too_long
from safehome.evaluation.ordering import place_order
from safehome.evaluation.rules.progress import seconds_in_words
from safehome.kit.ids import new_id
from safehome.people.access import Actor
from safehome.people.endpoints import Request, View

ALL_THE_SAME = "wait"  # in an address: count it here, however long the last one took


def in_time(*, kind: Kind | None = None) -> Callable[[View], View]:
    """A view that counts, bounded: where that takes too long, it says so and offers to order it.

    kind: the file that its address gives. The door is free again, and what stands in the audit is
    a page that was not shown.
    """

    def bound(view: View) -> View:
        @wraps(view)
        def bounded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            took = None if ALL_THE_SAME in request.GET else took_too_long(request.actor)
            if took is not None:
                return too_long(request, kind=kind, took=took)
            try:
                return view(request, *args, **kwargs)
            except TooLong:
                return too_long(request, kind=kind)

        return bounded

    return bound


def in_time_or_not(by: Actor, given: QueryDict) -> Asked:
    """What is asked, counted now. Raises TooLong, at once where the last count took too long."""
    if took_too_long(by) is not None:
        raise TooLong
    return asked_by(by, given)


def order_file(request: Request, query: str, kind: Kind) -> HttpResponse:
    """Order the report whose file was asked for, and lead to where it is being made. Once."""
    by = request.actor
    parts = parts_for(by)
    given = initial_of_query(QueryDict(query.removeprefix("?")), parts, queries.team_names(by))
    pk = new_id()
    if was_sent(request, reverse("evaluation:order", kwargs={"pk": pk})):
        return redirect("evaluation:orders")
    made = place_order(wanted({**given, "kind": kind}), by=by, pk=pk)
    return redirect("evaluation:order", pk=made.pk)


def too_long(
    request: Request, *, query: str | None = None, kind: Kind | None = None,
    took: float | None = None,
) -> HttpResponse:  # fmt: skip
    """The page that offers to have the report made beside.

    query: of the report, where the address does not say it. took: seconds, where it was not tried.
    """
    by = request.actor
    given = request.GET if query is None else QueryDict(query.removeprefix("?"))
    parts = parts_for(by)
    chosen = initial_of_query(given, parts, queries.team_names(by))
    again = request.GET.copy()
    again[ALL_THE_SAME] = "yes"
    return render(
        request, "evaluation/too_long.html",
        {
            "limit": seconds_in_words(settings.OUTCOMES_SECONDS), "key": new_key(),
            "took": seconds_in_words(took) if took is not None else "",
            "part": chosen["part"], "about": dict(parts).get(chosen["part"], ""),
            "later": chosen["later"], "kind": kind or "", "again": again.urlencode(),
        },
        status=503,
    )  # fmt: skip
