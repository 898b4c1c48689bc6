"""The report of the service, its indicators, and the list behind a figure."""

from __future__ import annotations

from collections.abc import Collection
from random import SystemRandom
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from safehome.evaluation import queries, sheets
from safehome.evaluation.listing import MOST, journeys_at
from safehome.evaluation.page import HEADINGS, page_of
from safehome.evaluation.paper import report_pdf
from safehome.evaluation.policies import FREEZES, READS, READS_REPORTS
from safehome.evaluation.rules.counts import Counts, Scope
from safehome.evaluation.rules.frozen import freeze
from safehome.evaluation.rules.indicators import INDICATORS, PLACES
from safehome.evaluation.rules.report import METHOD
from safehome.evaluation.rules.whole import LATER
from safehome.evaluation.rules.words import LIMITS, NO_PROOF
from safehome.people.endpoints import Request, endpoint


@endpoint(roles=READS, verb="outcomes.seen")
def report(request: Request) -> HttpResponse:
    """What changed for the families worked with, and how sure one can be."""
    later, counts, scope, leads = _asked(request)
    return render(
        request, "evaluation/report.html",
        {
            "report": page_of(queries.report_for(counts, scope), leads), "headings": HEADINGS,
            "no_proof": NO_PROOF, "limits": LIMITS, "method": METHOD,
            "may_freeze": request.actor.has(*FREEZES), "here": _query(scope, later),
            "choices": _choices(
                counts, scope, later, leads if request.actor.has(*READS_REPORTS) else None
            ),
        },
    )  # fmt: skip


@endpoint(roles=READS, verb="outcomes.printed")
def paper(request: Request) -> HttpResponse:
    """The same report as a paper."""
    _, counts, scope, leads = _asked(request)
    page = page_of(queries.report_for(counts, scope), leads)
    made = report_pdf(
        page, organisation=request.actor.organisation_name, at=timezone.now().replace(microsecond=0)
    )  # fmt: skip
    return _file(made, "application/pdf", "what-changed.pdf", kept=False)


@endpoint(roles=READS, verb="outcomes.exported")
def figures(request: Request) -> HttpResponse:
    """The figures for a spreadsheet, as they may be shown and no more."""
    _, counts, scope, leads = _asked(request)
    made = sheets.figures(queries.report_for(counts, scope), leads)
    return _file(made, "text/csv; charset=utf-8", "what-changed.csv")


@endpoint(roles=FREEZES, verb="outcomes.frozen")
def frozen(request: Request) -> HttpResponse:
    """A frozen set of tallies for an evaluator: the same figures come of it, to the last digit."""
    counts = [queries.counts_for(request.actor, later=later) for later in LATER]
    made = freeze(
        counts, queries.asked_in(counts[0]), year=timezone.localdate().year, draw=SystemRandom()
    )  # fmt: skip
    return _file(made, "application/json", "frozen-set.json")


@endpoint(roles=READS, verb="indicators.exported")
def dictionary(request: Request) -> HttpResponse:  # noqa: ARG001
    """What the columns and figures of that file mean."""
    return _file(sheets.dictionary(), "text/csv; charset=utf-8", "what-the-figures-mean.csv")


@endpoint(roles=READS, verb="indicators.seen")
def indicators(request: Request) -> HttpResponse:
    """What each figure is, so that anyone can check it."""
    return render(request, "evaluation/indicators.html", {"indicators": INDICATORS})


@endpoint(roles=READS, verb="outcomes.listed")
def listed(request: Request, place: str) -> HttpResponse:
    """The journeys behind one figure, as far as the reader may see them."""
    if place not in PLACES:
        raise Http404
    later, _, scope, _ = _asked(request)
    return render(
        request, "evaluation/listed.html",
        {
            "title": PLACES[place], "rows": journeys_at(request.actor, place, scope),
            "most": MOST, "here": _query(scope, later),
        },
    )  # fmt: skip


def _file(content: bytes, kind: str, name: str, *, kept: bool = True) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'{"attachment" if kept else "inline"}; filename="{name}"'
    return answer


type AskedFor = tuple[str, Counts, Scope, dict[str, str]]


def _asked(request: Request) -> AskedFor:
    """Which later point, everything that is counted, which part of it, and whose own reports."""
    later = request.GET.get("later", "end")
    if later not in LATER:
        later = "end"
    counts = queries.counts_for(request.actor, later=later)
    leads = queries.practitioners_of(request.actor)
    if not request.actor.has(*READS_REPORTS):
        return later, counts, Scope(lead=str(request.actor.pk)), leads
    return later, counts, _scope(request.GET, counts, leads), leads


def _scope(asked: QueryDict, counts: Counts, leads: Collection[str]) -> Scope:
    """A team, a year or a practitioner that there is; whatever else is asked is all of it."""
    team, year, lead = asked.get("team"), asked.get("year", ""), asked.get("lead", "")
    if team in counts.teams:
        return Scope(team=team)
    if year.isascii() and year.isdigit() and int(year) in counts.years:
        return Scope(year=int(year))
    if lead in leads:
        return Scope(lead=lead)
    return Scope()


def _query(scope: Scope, later: str) -> str:
    query = [("team", scope.team)] if scope.team else []
    query += [("year", str(scope.year))] if scope.year else []
    query += [("lead", scope.lead)] if scope.lead else []
    query += [("later", later)] if later != "end" else []
    return f"?{urlencode(query)}" if query else ""


def _choices(
    counts: Counts, scope: Scope, later: str, leads: dict[str, str] | None
) -> list[tuple[str, list[dict[str, object]]]]:
    """The filters: label, and for each choice its words, its address and whether it is chosen.

    leads: whose own reports there are to choose from; None for who reads their own alone.
    """

    def choice(text: str, to: Scope, then: str) -> dict[str, object]:
        return {"text": text, "href": _query(to, then) or "?", "here": (to, then) == (scope, later)}

    points = ("Compared with the start", [
        choice(words, scope, name) for name, words in LATER.items()
    ])  # fmt: skip
    if leads is None:
        return [points]
    by_name = sorted(leads.items(), key=lambda one: one[1])
    return [
        ("Whose", [choice("all", Scope(), later)]
         + [choice(team, Scope(team=team), later) for team in counts.teams]),
        ("Begun in", [choice(str(year), Scope(year=year), later) for year in counts.years]),
        ("Led by", [choice(name, Scope(lead=lead), later) for lead, name in by_name]),
        points,
    ]  # fmt: skip
