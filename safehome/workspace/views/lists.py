"""Home, the caseload and the search."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safehome.families.policies import WRITES, may_open_family
from safehome.measures.policies import KEEPS_LICENCES
from safehome.people.endpoints import STAFF, WORKS_WITH_FAMILIES, Request, endpoint
from safehome.people.models import Role
from safehome.plans.policies import ANSWERS_FOR
from safehome.workspace.queries import caseload as cases
from safehome.workspace.queries.home import what_needs_me_now
from safehome.workspace.queries.search import search as search_families


@endpoint(roles=STAFF | {Role.EVALUATOR}, verb="home.seen")
def home(request: Request) -> HttpResponse:
    if request.actor.has(Role.EVALUATOR):
        return redirect("evaluation:frozen-sets")
    now = what_needs_me_now(request.actor)
    return render(request, "workspace/home.html", {
        "now": now, "today": timezone.localdate(), "types": request.actor.has(*WRITES),
        "keeps_licences": request.actor.has(*KEEPS_LICENCES),
    })  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="caseload.seen")
def caseload(request: Request) -> HttpResponse:
    asked = cases.Asked.of(request.GET)
    return render(request, "workspace/caseload.html", {
        "caseload": cases.caseload(request.actor, asked),
        "asked": asked,
        "address": Address(asked),
        "may_open": bool(may_open_family(request.actor)),
        "may_count": request.actor.has(*ANSWERS_FOR),
    })  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="families.searched")
def search(request: Request) -> HttpResponse:
    words = request.GET.get("q", "")[:80].replace("\x00", "")
    found = search_families(request.actor, words)
    return render(request, "workspace/search.html", {"words": words, "found": found})


class Address:
    """The caseload's addresses: each keeps what was asked and changes one thing."""

    def __init__(self, asked: cases.Asked) -> None:
        self.asked = asked

    def _to(self, *, tab: str = "", sort: str = "", page: int = 1,
            filters: frozenset[str] | None = None) -> str:  # fmt: skip
        tab, sort = tab or self.asked.tab, sort or self.asked.sort
        shown = self.asked.filters if filters is None else filters
        query = [("tab", tab)] if tab != "all" else []
        query += [("show", name) for name in sorted(shown)]
        query += [("sort", sort)] if sort != "next" else []
        query += [("team", self.asked.team)] if self.asked.team else []
        query += [("page", str(page))] if page > 1 else []
        return "/families/" + (f"?{urlencode(query)}" if query else "")

    def tabs(self, counts: dict[str, int]) -> list[dict[str, object]]:
        return [
            {"label": label, "href": self._to(tab=name), "count": counts[name],
             "current": name == self.asked.tab}
            for name, (label, _) in cases.TABS.items()
        ]  # fmt: skip

    @property
    def chips(self) -> list[dict[str, str]]:
        """Filters in force, each leading to the page without it."""
        return [
            {"text": cases.FILTERS[name][0], "href": self._to(filters=self.asked.filters - {name})}
            for name in sorted(self.asked.filters)
        ]

    @property
    def more(self) -> list[dict[str, str]]:
        """Filters not in force, each leading to the page with it."""
        return [
            {"text": label, "href": self._to(filters=self.asked.filters | {name})}
            for name, (label, _) in cases.FILTERS.items()
            if name not in self.asked.filters
        ]

    @property
    def clear(self) -> str:
        return self._to(filters=frozenset())

    def head(self) -> list[object]:
        def column(text: str, sort: str, direction: str) -> dict[str, str]:
            here = {"sort": direction} if self.asked.sort == sort else {}
            return {"text": text, "href": self._to(sort=sort), **here}

        return [
            column("Family", "opened", "descending"), "Carers",
            column("Session", "progress", "descending"), column("Next", "next", "ascending"),
            "Plan", column("Led by", "lead", "ascending"),
        ]  # fmt: skip

    def pages(self, total: int) -> dict[str, object]:
        """Previous and next, where there are such pages."""
        last = max(1, -(-total // cases.A_PAGE))
        at = self.asked.page
        return {
            "previous": {"href": self._to(page=at - 1), "label": f"page {at - 1} of {last}"}
            if at > 1 else None,
            "next": {"href": self._to(page=at + 1), "label": f"page {at + 1} of {last}"}
            if at < last else None,
        }  # fmt: skip
