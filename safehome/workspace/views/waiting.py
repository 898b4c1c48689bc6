"""The waiting list."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.referrals.policies import SEES_WAITING
from safehome.workspace.queries import waiting as queries


@endpoint(roles=SEES_WAITING, verb="waiting-list.seen")
def waiting(request: Request) -> HttpResponse:
    """Who waits, how long, in which turn, and whom somebody should ring."""
    by, asked = request.actor, queries.Asked.of(request.GET)
    return render(
        request, "workspace/waiting.html",
        {
            "waiting": queries.waiting_list(by, asked), "asked": asked,
            "chips": [
                {"text": queries.FILTERS[name], "href": _to(asked, asked.filters - {name})}
                for name in sorted(asked.filters)
            ],
            "more": [
                {"text": text, "href": _to(asked, asked.filters | {name})}
                for name, text in queries.FILTERS.items() if name not in asked.filters
            ],
            "sorts": [
                {"text": text, "href": _to(asked, asked.filters, name), "here": name == asked.sort}
                for name, text in queries.SORTS.items()
            ],
            "may_check_in": by.has(Role.SUPERVISOR, Role.SAFEGUARDING_LEAD, Role.PRACTITIONER),
            "may_allocate": by.has(Role.MANAGER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD),
        },
    )  # fmt: skip


def _to(asked: queries.Asked, filters: frozenset[str], sort: str = "") -> str:
    query = [("show", name) for name in sorted(filters)]
    sort = sort or asked.sort
    query += [("sort", sort)] if sort != "turn" else []
    return "/waiting/" + (f"?{urlencode(query)}" if query else "")
