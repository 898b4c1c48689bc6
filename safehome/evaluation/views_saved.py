"""Reports saved under a name: saved, opened, put on a schedule, and what made itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from safehome.drafts.keeping import new_key, was_sent
from safehome.evaluation import queries, saved, saving
from safehome.evaluation.choosing import chosen, initial_of, initial_of_query, parts_for
from safehome.evaluation.files import report_file
from safehome.evaluation.forms import SaveForm, TakeAwayForm
from safehome.evaluation.in_time import ALL_THE_SAME, too_long
from safehome.evaluation.limits import TooLong
from safehome.evaluation.making import KEPT
from safehome.evaluation.models import Kind, SavedReport
from safehome.evaluation.ordered import took_too_long
from safehome.evaluation.page import HEADINGS, page_of
from safehome.evaluation.policies import READS, READS_REPORTS
from safehome.evaluation.rules.report import METHOD
from safehome.evaluation.rules.words import LIMITS, NO_PROOF, NOT_ALIKE
from safehome.kit.ids import new_id
from safehome.people.endpoints import Request, endpoint

BOTH = ("GET", "POST")


@endpoint(roles=READS, verb="saved-reports.listed")
def saved_reports(request: Request) -> HttpResponse:
    """What this person has saved."""
    found = [(one, saved.in_words(one)) for one in saved.saved_by(request.actor)]
    return render(request, "evaluation/saved_reports.html", {"found": found})


@endpoint(roles=READS, verb="saved-report.saving-seen", methods=BOTH)
def save(request: Request) -> HttpResponse:
    """Save the report that is looked at, under a name."""
    by = request.actor
    parts = parts_for(by)
    form = SaveForm(
        request.POST if request.method == "POST" else None, parts=parts,
        initial=initial_of_query(request.GET, parts, queries.team_names(by)),
    )  # fmt: skip
    if form.is_valid():
        pk = new_id()
        if was_sent(request, reverse("evaluation:saved-report", kwargs={"pk": pk})):
            return redirect("evaluation:saved-reports")
        made = saving.save_report(chosen(form.cleaned_data), by=by, pk=pk)
        messages.success(request, f"“{made.name}” is saved")
        return redirect("evaluation:saved-report", pk=made.pk)
    return _form(request, form, "Save this report", reverse("evaluation:report"), "Outcomes")


@endpoint(roles=READS, verb="saved-report.seen")
def saved_report(request: Request, pk: UUID) -> HttpResponse:
    """One of them: what it is on, when it makes itself, and what it has made."""
    made = saved.saved_of(request.actor, pk)
    found = saved.made_by(request.actor).filter(report_id=made.pk)[: queries.MOST]
    words = [(one, saved.in_words(one)) for one in found]
    saving.note_read(made, by=request.actor)
    return render(
        request, "evaluation/saved_report.html",
        {
            "one": made, "about": saved.in_words(made), "kept": KEPT,
            "made": words,
        },
    )  # fmt: skip


@endpoint(roles=READS, verb="saved-report.opened")
def open_saved(request: Request, pk: UUID) -> HttpResponse:
    """The report of now, as it was saved."""
    made = saved.saved_of(request.actor, pk)
    query = saved.query_for(made, on=timezone.localdate())
    if ALL_THE_SAME in request.GET:  # there it is counted, and once
        there = reverse("evaluation:report") + query
        return redirect(f"{there}{'&' if query else '?'}{ALL_THE_SAME}=yes")
    took = took_too_long(request.actor)
    if took is not None:
        return too_long(request, query=query, took=took)
    try:
        asked = saved.opened_now(request.actor, made)
    except TooLong:
        return too_long(request, query=query)
    if asked is None:
        return _nothing(request, made)
    return redirect(reverse("evaluation:report") + asked.query)


@endpoint(roles=READS, verb="saved-report.changing-seen", methods=BOTH)
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change what was saved."""
    by = request.actor
    made = saved.saved_of(by, pk)
    form = SaveForm(
        request.POST if request.method == "POST" else None, was=made.first_on,
        parts=parts_for(by), initial=initial_of(made),
    )  # fmt: skip
    if form.is_valid():
        saving.change_report(made, chosen(form.cleaned_data), by=by)
        messages.success(request, f"“{made.name}” is changed")
        return redirect("evaluation:saved-report", pk=made.pk)
    there = reverse("evaluation:saved-report", kwargs={"pk": made.pk})
    return _form(request, form, "Change this report", there, made.name)


@endpoint(roles=READS, verb="saved-report.pausing-asked", methods=("POST",))
def pause(request: Request, pk: UUID) -> HttpResponse:
    """Make none for now; or go on, where it was paused."""
    made = saved.saved_of(request.actor, pk)
    if "go-on" in request.POST:
        saving.resume_report(made, by=request.actor)
        messages.success(request, f"“{made.name}” makes itself again")
    else:
        saving.pause_report(made, by=request.actor)
        messages.success(request, f"“{made.name}” is paused")
    return redirect("evaluation:saved-report", pk=made.pk)


@endpoint(roles=READS, verb="saved-report.removing-seen", methods=BOTH)
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Delete it, after a question."""
    made = saved.saved_of(request.actor, pk)
    if request.method == "POST":
        saving.remove_report(made, by=request.actor)
        messages.success(request, f"“{made.name}” is deleted")
        return redirect("evaluation:saved-reports")
    count = saved.made_by(request.actor).filter(report_id=made.pk, not_made="").count()
    return render(request, "evaluation/remove_report.html", {"one": made, "count": count})


@endpoint(roles=READS, verb="made-report.seen")
def made_report(request: Request, pk: UUID) -> HttpResponse:
    """A report as of the day on which it made itself."""
    by = request.actor
    made = saved.made_of(by, pk)
    saving.note_opened(made)
    asked = saved.opened_as_made(by, made)
    if asked is None:
        return _nothing(request, made.report)
    return render(
        request, "evaluation/report.html",
        {
            "report": page_of(asked.report, asked.names), "headings": HEADINGS,
            "no_proof": NO_PROOF, "limits": LIMITS, "not_alike": NOT_ALIKE, "method": METHOD,
            "here": asked.query, "made": made, "choices": (),
            "may_see_packets": by.has(*READS_REPORTS),
        },
    )  # fmt: skip


@endpoint(roles=READS, verb="made-report.taking-away-seen", methods=BOTH)
@sensitive_post_parameters("password", "again")
def take_made(request: Request, pk: UUID) -> HttpResponse:
    """The same as a file."""
    made = saved.made_of(request.actor, pk)
    asked = saved.opened_as_made(request.actor, made)
    if asked is None:
        return _nothing(request, made.report)
    form = TakeAwayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        kind, password = Kind(form.cleaned_data["kind"]), form.cleaned_data["password"]
        return report_file(asked, kind, by=request.actor, password=password)
    return render(
        request, "evaluation/take_away.html",
        {"form": form, "about": page_of(asked.report, asked.names).about, "here": "", "made": made},
    )  # fmt: skip


def _form(request: Request, form: SaveForm, title: str, back: str, back_to: str) -> HttpResponse:
    told: dict[str, Any] = {
        "form": form,
        "heading": title,
        "back": back,
        "back_to": back_to,
        "key": new_key(),
    }
    return render(request, "evaluation/save_report.html", told)


def _nothing(request: Request, one: SavedReport) -> HttpResponse:
    """There is nothing of what it is on, or its reader's role no longer reaches it."""
    told = {"one": one, "about": saved.in_words(one)}
    return render(request, "evaluation/nothing_of_it.html", told)
