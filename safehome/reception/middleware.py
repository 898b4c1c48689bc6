"""One request at the public door: one audited transaction, in one organisation's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from safehome.audit.ledger import audited
from safehome.reception.views.closed import not_open_now
from safehome.referrals.entrance import Entrance, enter

GetResponse = Callable[[HttpRequest], HttpResponse]


class EntranceMiddleware:
    """Begins the context of the organisation in the address; nobody is signed in here.

    Commits only what went well. A page that refuses keeps nothing it wrote but
    the count of knocks, which says so itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with audited() as ledger:
            response = self.get_response(request)
            if response.streaming:
                raise RuntimeError("A streamed response would outlive its audited transaction.")
            kept = getattr(response, "keeps_what_it_wrote", False)
            if response.status_code >= 400 and not kept:
                transaction.set_rollback(True)
                ledger.events.clear()
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        code = kwargs.pop("code", None)
        if code is None:
            return None
        entrance = enter(code)
        if entrance is None:
            raise Http404
        request.entrance = entrance  # type: ignore[attr-defined]
        if not entrance.is_open and not getattr(view, "while_closed", False):
            return not_open_now(request, entrance)
        return None


def entrance_of(request: HttpRequest) -> Entrance:
    """Whose door this request came to."""
    found: Entrance = request.entrance  # type: ignore[attr-defined]
    return found
