"""Frozen sets: made, read as a report, taken away, withdrawn. An evaluator sees nothing else."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from safehome.drafts.keeping import new_key, was_sent
from safehome.evaluation import sets, sheets
from safehome.evaluation.actions import freeze_set, note_export, withdraw_set
from safehome.evaluation.asked import AsOf, as_of, choices
from safehome.evaluation.files import report_file, saved
from safehome.evaluation.forms import FreezeForm, SetForm
from safehome.evaluation.limits import TooLong
from safehome.evaluation.models import FrozenSet, Kind, What
from safehome.evaluation.ordered import took_too_long
from safehome.evaluation.ordering import Wanted, place_order
from safehome.evaluation.page import HEADINGS, page_of
from safehome.evaluation.policies import FREEZES, READS_SETS, TAKES_SETS
from safehome.evaluation.rules.frozen import NotAsFrozen
from safehome.evaluation.rules.rows import COLUMNS, WHOSE
from safehome.evaluation.rules.words import LIMITS, NO_PROOF, NOT_ALIKE
from safehome.kit.ids import new_id
from safehome.kit.locked import packed
from safehome.people.access import Actor
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role

BOTH = ("GET", "POST")
INSTEAD = "Nothing is read from it. Ask a manager to withdraw it and to freeze another."


@endpoint(roles=READS_SETS, verb="frozen-sets.listed")
def frozen_sets(request: Request) -> HttpResponse:
    """The sets there are; for an evaluator this is the first page."""
    return _sets(request, FreezeForm() if request.actor.has(*FREEZES) else None)


@endpoint(roles=FREEZES, verb="frozen-sets.freezing-asked", methods=("POST",))
def freeze(request: Request) -> HttpResponse:
    """Freeze what there is now; where that would take long, order it. Either once."""
    form = FreezeForm(request.POST)
    if not form.is_valid():
        return _sets(request, form)
    pk, name = new_id(), form.cleaned_data["name"]
    if was_sent(request, reverse("evaluation:frozen-set", kwargs={"pk": pk})):
        return redirect("evaluation:frozen-sets")
    try:
        made = _frozen_now(name, pk, request.actor)
    except TooLong:
        ordered = place_order(Wanted(What.SET, name=name), by=request.actor, pk=pk)
        return redirect("evaluation:order", pk=ordered.pk)
    messages.success(request, f"“{made.name}” is frozen as it is now")
    return redirect("evaluation:frozen-set", pk=made.pk)


@endpoint(roles=READS_SETS, verb="frozen-set.seen")
def frozen_set(request: Request, pk: UUID) -> HttpResponse:
    """The report as of a frozen set: the same figures and hashes for ever."""
    held, asked = _asked(request, pk)
    return render(
        request, "evaluation/report.html",
        {
            "report": page_of(asked.report), "headings": HEADINGS, "no_proof": NO_PROOF,
            "limits": LIMITS, "not_alike": NOT_ALIKE, "method": held.method,
            "here": asked.query, "held": held,
            "takes": request.actor.has(*TAKES_SETS), "freezes": request.actor.has(*FREEZES),
            "choices": choices(asked.counts, asked.scope, asked.later, {}),
        },
    )  # fmt: skip


@endpoint(roles=READS_SETS, verb="frozen-set.figures-seen")
def figures_of_set(request: Request, pk: UUID) -> HttpResponse:
    """Each figure of it in a line, with its hash."""
    held, asked = _asked(request, pk)
    return render(
        request, "evaluation/figures.html",
        {
            "lines": asked.lines, "about": page_of(asked.report).about, "method": held.method,
            "here": asked.query, "held": held,
        },
    )  # fmt: skip


@endpoint(roles=READS_SETS, verb="frozen-set.taking-away-seen", methods=BOTH)
@sensitive_post_parameters("password", "again")
def take_set(request: Request, pk: UUID) -> HttpResponse:
    """The report of it as a file; or, for whoever may have it, the set itself."""
    held, asked = _asked(request, pk)
    takes = request.actor.has(*TAKES_SETS)
    form = SetForm(request.POST if request.method == "POST" else None, takes=takes)
    if form.is_valid():
        kind, password = Kind(form.cleaned_data["kind"]), form.cleaned_data["password"]
        if kind is Kind.FROZEN:
            return _whole_set(request, held, password)
        return report_file(asked, kind, by=request.actor, password=password)
    return render(
        request, "evaluation/take_away.html",
        {
            "form": form, "about": page_of(asked.report).about, "here": asked.query,
            "held": held, "whose": WHOSE if takes else "",
        },
    )  # fmt: skip


@endpoint(roles=FREEZES, verb="frozen-set.withdrawing-seen", methods=BOTH)
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take a set away for good, after a question."""
    made = FrozenSet.objects.filter(
        organisation_id=request.actor.organisation_id, pk=pk, withdrawn_at=None
    ).first()
    if made is None:
        raise Http404
    if request.method == "POST":
        withdraw_set(made, by=request.actor)
        messages.success(request, f"“{made.name}” was withdrawn")
        return redirect("evaluation:frozen-sets")
    return render(request, "evaluation/withdraw.html", {"held": made})


def _frozen_now(name: str, pk: UUID, by: Actor) -> FrozenSet:
    """Raises TooLong, at once where the last one took too long."""
    if took_too_long(by, freezing=True) is not None:
        raise TooLong
    return freeze_set(name, by=by, pk=pk, seconds=settings.FREEZE_SECONDS)


def _sets(request: Request, form: FreezeForm | None) -> HttpResponse:
    """The page of the sets, with a form to freeze another for whoever may."""
    by = request.actor
    return render(
        request, "evaluation/frozen_sets.html",
        {
            "sets": sets.sets_of(by), "form": form, "evaluates": by.has(Role.EVALUATOR),
            "takes": by.has(*TAKES_SETS), "whose": WHOSE, "key": new_key(),
        },
    )  # fmt: skip


def _asked(request: Request, pk: UUID) -> tuple[sets.Held, AsOf]:
    held = sets.set_of(request.actor, pk)
    try:
        counts, about, digest = held.thawed()
    except NotAsFrozen as fault:
        raise PermissionDenied(f"{fault} {INSTEAD}") from fault
    return held, replace(as_of(request.GET, counts, about, digest), name=held.name, pk=held.pk)


def _whole_set(request: Request, held: sets.Held, password: str) -> HttpResponse:
    """The tallies, the rows and what their columns mean, packed; with a password, locked."""
    note_export(
        Kind.FROZEN, asked=f"set={held.pk}", rows=held.rows, locked=bool(password),
        by=request.actor,
    )  # fmt: skip
    meanings = [
        (file, column, means) for file, columns in COLUMNS.items()
        for column, means in columns.items()
    ]  # fmt: skip
    digests = [("frozen-set.json", held.digest), *((f"{f}.csv", told) for f, _, told in held.files)]
    made = packed(
        [
            ("frozen-set.json", [held.tallies or b""]),
            *((f"{file}.csv", sets.pieces_of(held, file)) for file, *_ in held.files),
            (
                "what-the-columns-mean.csv",
                [sheets.written([("file", "column", "means"), *meanings])],
            ),
            ("what-the-figures-mean.csv", [sheets.dictionary()]),
            ("read-me.txt", [_read_me(held, digests).encode()]),
        ],
        password,
    )
    return saved(made, "application/zip", "frozen-set.zip")


def _read_me(held: sets.Held, digests: list[tuple[str, str]]) -> str:
    told = "\n".join(
        f"{name}: {'its own digest' if name.endswith('.json') else 'SHA-256 of the file'} {one}"
        for name, one in digests
    )
    return (
        f"{held.name}\nFrozen on {held.made_at:%d %B %Y}. Method version {held.method}.\n\n"
        f"{WHOSE}\n\n{told}\n\n./run evaluate frozen-set.json gives every figure of the report,"
        " with its hash.\n"
    )
