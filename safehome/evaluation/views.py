"""The report of the service, its indicators, and the list behind a figure."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from safehome.drafts.keeping import new_key
from safehome.evaluation import queries, sheets
from safehome.evaluation.asked import asked_by, choices, in_vain, query_of, scope_for
from safehome.evaluation.files import report_file, saved
from safehome.evaluation.forms import TakeAwayForm
from safehome.evaluation.in_time import in_time, in_time_or_not, order_file
from safehome.evaluation.limits import TooLong
from safehome.evaluation.listing import OF_ANSWERS, TITLES, behind, pages_of, sought_by
from safehome.evaluation.models import Kind
from safehome.evaluation.page import HEADINGS, about, page_of
from safehome.evaluation.policies import (
    READS,
    READS_REPORTS,
    READS_SETS,
    SEES_EXPORTS,
    may_list_answers,
)
from safehome.evaluation.queries import practitioners_of
from safehome.evaluation.rules.indicators import INDICATORS
from safehome.evaluation.rules.report import METHOD
from safehome.evaluation.rules.words import LIMITS, NO_PROOF, NOT_ALIKE
from safehome.kit.verdicts import ALLOW
from safehome.people.endpoints import Request, endpoint


@endpoint(roles=READS, verb="outcomes.seen")
@in_time()
def report(request: Request) -> HttpResponse:
    """What changed for the families worked with, and how sure one can be."""
    asked = asked_by(request.actor, request.GET)
    all_of_it = request.actor.has(*READS_REPORTS)
    listable = may_list_answers(request.actor)
    return render(
        request, "evaluation/report.html",
        {
            "report": page_of(asked.report, asked.names), "headings": HEADINGS,
            "no_proof": NO_PROOF, "limits": LIMITS, "not_alike": NOT_ALIKE, "method": METHOD,
            "in_vain": in_vain(request.GET, asked.query),
            "reads_sets": request.actor.has(*READS_SETS), "here": asked.query,
            "lists_answers": bool(listable), "why_no_lists": listable.reason,
            "may_see_packets": all_of_it, "sees_exports": request.actor.has(*SEES_EXPORTS),
            "choices": choices(
                asked.counts, asked.scope, asked.later, asked.names if all_of_it else None
            ),
        },
    )  # fmt: skip


@endpoint(roles=READS, verb="outcomes.figures-seen")
@in_time()
def every_figure(request: Request) -> HttpResponse:
    """Each figure of the report in a line, with its hash."""
    asked = asked_by(request.actor, request.GET)
    return render(
        request, "evaluation/figures.html",
        {
            "lines": asked.lines, "about": page_of(asked.report, asked.names).about,
            "method": METHOD, "here": asked.query, "columns": sheets.MEANS,
        },
    )  # fmt: skip


@endpoint(roles=READS, verb="outcomes.taking-away-seen", methods=("GET", "POST"))
@sensitive_post_parameters("password", "again")
def take_away(request: Request) -> HttpResponse:
    """The report as a file, with a password if there is to be one.

    Nothing is counted before the file is asked for. One that would take longer than somebody
    waits is ordered; its password is not kept, and is asked for again when it is fetched.
    """
    by = request.actor
    form = TakeAwayForm(request.POST if request.method == "POST" else None)
    scope, later = scope_for(by, request.GET)
    query = query_of(scope, later)
    if form.is_valid():
        kind = Kind(form.cleaned_data["kind"])
        try:
            asked = in_time_or_not(by, request.GET)
        except TooLong:
            return order_file(request, query, kind)
        if asked.query != query:  # a team or a year without a journey: never another part instead
            told = {"of": about(scope, practitioners_of(by))}
            return render(request, "evaluation/nothing_of_it.html", told)
        return report_file(asked, kind, by=by, password=form.cleaned_data["password"])
    return render(
        request, "evaluation/take_away.html",
        {"form": form, "about": about(scope, practitioners_of(by)), "here": query,
         "key": new_key()},
    )  # fmt: skip


@endpoint(roles=READS, verb="outcomes.printed")
@in_time(kind=Kind.PDF)
def paper(request: Request) -> HttpResponse:
    """The same report as a paper, to look at in the browser."""
    asked = asked_by(request.actor, request.GET)
    answer = report_file(asked, Kind.PDF, by=request.actor)
    answer["Content-Disposition"] = 'inline; filename="what-changed.pdf"'
    return answer


@endpoint(roles=READS, verb="outcomes.exported")
@in_time(kind=Kind.CSV)
def figures(request: Request) -> HttpResponse:
    """The figures for a spreadsheet, as they may be shown and no more."""
    return report_file(asked_by(request.actor, request.GET), Kind.CSV, by=request.actor)


@endpoint(roles=SEES_EXPORTS, verb="exports.seen")
def exports(request: Request) -> HttpResponse:
    """Which files were taken away, by whom and with which filters."""
    return render(
        request, "evaluation/exports.html",
        {
            "rows": queries.taken_away(request.actor, queries.everybody(request.actor)),
            "most": queries.MOST,
        },
    )  # fmt: skip


@endpoint(roles=READS | READS_SETS, verb="indicators.exported")
def dictionary(request: Request) -> HttpResponse:  # noqa: ARG001
    """What the columns and figures of that file mean."""
    return saved(sheets.dictionary(), "text/csv; charset=utf-8", "what-the-figures-mean.csv")


@endpoint(roles=READS | READS_SETS, verb="indicators.seen")
def indicators(request: Request) -> HttpResponse:
    """What each figure is, so that anyone can check it."""
    return render(request, "evaluation/indicators.html", {"indicators": INDICATORS})


@endpoint(roles=READS, verb="outcomes.listed")
def listed(request: Request, place: str) -> HttpResponse:
    """What is behind one figure, as far as the reader may see it."""
    sought = sought_by(request.actor, place, request.GET)
    here = query_of(sought.scope, sought.later)
    may = may_list_answers(request.actor) if place in OF_ANSWERS else ALLOW
    if not may:
        told = {"title": TITLES[place], "why": may.reason, "here": here}
        return render(request, "evaluation/not_listed.html", told)
    return render(
        request, "evaluation/listed.html",
        {
            "found": behind(request.actor, sought), "here": here,
            "pages": pages_of(request.GET, sought.page),
        },
    )  # fmt: skip
